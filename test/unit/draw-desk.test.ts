import fc from "fast-check";
import { beforeEach, describe, expect, test } from "vitest";
import { DrawDesk } from "#renderer/chart/drawings/draw-desk.ts";
import { gripAt } from "#renderer/chart/drawings/hit.ts";
import { type PlotMap, type Shape, shapeOf } from "#renderer/chart/drawings/shape.ts";
import { DrawingStore } from "#renderer/stores/charts/drawing-store.ts";
import type { Drawing } from "#shared/contract/charts.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import { DRAWING_KINDS, FIBONACCI_LEVELS, pointsOf } from "#shared/market/drawing.ts";

const EURUSD = "1@Broker/EURUSD" as InstrumentId;
const MINUTE = 60_000;
const SIZE = { width: 1_000, height: 500 };
const TICK = 0.01;
const snapped = (price: number): number => Number((Math.round(price / TICK) * TICK).toFixed(2));

/** Ten pixels a bar from minute 0 on; a price of 100 in the middle, a hundred pixels each. */
const plot = {
  placeOf: (timeMs: number) => timeMs / MINUTE,
  timeAt: (place: number) => Math.round(place) * MINUTE,
  xOf: (place: number) => place * 10,
  placeAt: (x: number) => x / 10,
  yOf: (price: number) => 250 - (price - 100) * 100,
  priceAt: (y: number) => 100 + (250 - y) / 100,
  pricesAt: (place: number) => (place >= 0 ? [100, 101, 99, 100.5] : []),
  snapped,
  tick: TICK,
  size: () => SIZE,
};
const map: PlotMap = { ...SIZE, xOf: (timeMs) => plot.xOf(plot.placeOf(timeMs)), yOf: plot.yOf };
const words = { price: (price: number) => price.toFixed(2), measure: () => ["far"] };
const shape = (drawing: Drawing): Shape => shapeOf(drawing, map, words);

function table() {
  const sent: string[] = [];
  const store = new DrawingStore({
    draw: async ({ drawing }) => void sent.push(`draw ${drawing.id}`),
    erase: async ({ ids }) => void sent.push(`erase ${ids.join()}`),
  });
  let scene: Parameters<ConstructorParameters<typeof DrawDesk>[0]["layer"]["show"]>[0] | undefined;
  let made = 0;
  const desk = new DrawDesk({
    plot,
    layer: { shape, show: (next) => (scene = next) },
    newId: () => `d${++made}`,
    book: {
      all: () => store.of(EURUSD),
      put: (drawing) => store.put(EURUSD, drawing),
      erase: (id) => store.erase(EURUSD, id),
      undo: () => store.undo(EURUSD),
      redo: () => store.redo(EURUSD),
    },
  });
  store.subscribe(desk.refresh);
  const press = (...keys: readonly string[]): boolean[] =>
    keys.map((name) =>
      desk.key({
        key: name.replace(/^(Ctrl|Shift)\+/, ""),
        ctrlKey: name.startsWith("Ctrl+"),
        shiftKey: name.startsWith("Shift+"),
        metaKey: false,
      }),
    );
  const click = (x: number, y: number): boolean => {
    const taken = desk.down({ x, y });
    desk.up({ x, y });
    return taken;
  };
  const drag = (from: readonly [number, number], to: readonly [number, number]): boolean => {
    const taken = desk.down({ x: from[0], y: from[1] });
    desk.move({ x: to[0], y: to[1] });
    desk.up({ x: to[0], y: to[1] });
    return taken;
  };
  return { desk, store, sent, press, click, drag, all: () => store.of(EURUSD), scene: () => scene };
}

let lab: ReturnType<typeof table>;
beforeEach(() => {
  lab = table();
});
const points = (at = 0) => lab.all()[at]?.points.map(({ timeMs, price }) => [timeMs / MINUTE, price]);

describe("by pointer", () => {
  test("every tool draws with as many clicks as it has points, and then lets go of the tool", () => {
    for (const kind of DRAWING_KINDS) {
      lab.desk.choose(kind);
      const before = lab.all().length;
      lab.click(100, 250);
      if (pointsOf(kind) === 2) {
        expect(lab.all(), kind).toHaveLength(before);
        lab.click(300, 150);
      }
      expect(lab.all().at(-1), kind).toMatchObject({ kind, locked: false });
      expect(lab.all().at(-1)?.points, kind).toHaveLength(pointsOf(kind));
      expect(lab.desk.state.get()).toMatchObject({ tool: undefined, selectedId: lab.all().at(-1)?.id });
    }
  });

  test("a line is drawn in one drag as well, and its points stand on bars and ticks", () => {
    lab.desk.choose("trend");
    lab.drag([103, 251.3], [307, 151.8]);
    expect(points()).toEqual([
      [10, 99.99],
      [31, 100.98],
    ]);
  });

  test("a drawing is moved whole by its line and reshaped by its handle, each one step of undo", () => {
    lab.desk.choose("trend");
    lab.drag([100, 250], [300, 150]);
    lab.drag([200, 200], [250, 180]);
    expect(points()).toEqual([
      [15, 100.2],
      [35, 101.2],
    ]);
    lab.drag([350, 130], [400, 50]);
    expect(points()?.[1]).toEqual([40, 102]);
    lab.press("Ctrl+z");
    expect(points()?.[1]).toEqual([35, 101.2]);
    lab.press("Ctrl+z", "Ctrl+z");
    expect(lab.all()).toEqual([]);
    lab.press("Ctrl+y", "Ctrl+y", "Ctrl+y");
    expect(points()?.[1]).toEqual([40, 102]);
  });

  test("a press on nothing lets go of what was chosen and moves the chart", () => {
    lab.desk.choose("trend");
    lab.drag([100, 250], [300, 150]);
    expect(lab.click(600, 400)).toBe(false);
    expect(lab.desk.state.get().selectedId).toBeUndefined();
    expect(lab.click(200, 201)).toBe(true);
    expect(lab.desk.state.get().selectedId).toBe("d1");
  });

  test("a locked drawing is chosen but neither moved nor deleted", () => {
    lab.desk.choose("horizontal");
    lab.click(500, 250);
    lab.desk.change({ locked: true });
    lab.drag([300, 250], [300, 100]);
    lab.press("ArrowUp", "Delete");
    expect(points()).toEqual([[50, 100]]);
    lab.desk.change({ locked: false });
    lab.press("Delete");
    expect(lab.all()).toEqual([]);
  });

  test("with the magnet a point goes to the nearest of the bar's prices when it is near, else stays", () => {
    lab.desk.magnet(true);
    lab.desk.choose("horizontal");
    lab.click(100, 157);
    expect(points()).toEqual([[10, 101]]);
    lab.desk.choose("horizontal");
    lab.click(100, 225);
    expect(points(1)).toEqual([[10, 100.25]]);
  });

  test("a drag that is taken away, or Escape, leaves the drawing where it was", () => {
    lab.desk.choose("trend");
    lab.drag([100, 250], [300, 150]);
    const before = points();
    lab.desk.down({ x: 200, y: 200 });
    lab.desk.move({ x: 400, y: 100 });
    lab.desk.cancel();
    lab.desk.up({ x: 400, y: 100 });
    expect(points()).toEqual(before);
    expect(lab.scene()?.drawings[0]?.points).toEqual(lab.all()[0]?.points);
  });
});

describe("by keyboard", () => {
  test("a line is placed, chosen, moved by bars and ticks, reshaped and deleted without a pointer", () => {
    lab.desk.choose("trend");
    lab.press("ArrowLeft", "Enter", "Shift+ArrowRight", "Shift+ArrowUp", "Enter");
    expect(points()).toEqual([
      [49, 100],
      [59, 100.1],
    ]);
    lab.press("ArrowRight", "ArrowDown");
    expect(points()).toEqual([
      [50, 99.99],
      [60, 100.09],
    ]);
    lab.press("Enter", "Enter", "ArrowUp");
    expect(points()).toEqual([
      [50, 99.99],
      [60, 100.1],
    ]);
    lab.press("Escape");
    expect(lab.press("ArrowUp")).toEqual([false]);
    lab.press("]", "Delete");
    expect(lab.all()).toEqual([]);
  });

  test("brackets walk through the drawings both ways and round", () => {
    for (const y of [100, 200, 300]) {
      lab.desk.choose("horizontal");
      lab.click(500, y);
    }
    const walked = ["]", "]", "[", "["].map((key) => {
      lab.press(key);
      return lab.desk.state.get().selectedId;
    });
    expect(walked).toEqual(["d1", "d2", "d1", "d3"]);
  });

  test("Escape gives the tool up, half a drawing leaves nothing", () => {
    lab.desk.choose("rectangle");
    lab.press("Enter", "Shift+ArrowRight", "Escape");
    expect(lab.desk.state.get()).toMatchObject({ tool: undefined, placed: 0 });
    expect(lab.all()).toEqual([]);
    expect(lab.scene()?.drawings).toEqual([]);
  });
});

test("a point that is not moved keeps its very time: an hour's chart does not round what a minute's chart drew", () => {
  lab.desk.choose("trend");
  lab.drag([107, 250], [303, 150]);
  const [first] = lab.all()[0]?.points ?? [];
  lab.drag([300, 150], [320, 150]);
  expect(lab.all()[0]?.points[0]).toEqual(first);
});

test("every drawing is found by its own handles when it is chosen, and never by a spot far from it", () => {
  const spot = fc.record({ x: fc.integer({ min: 0, max: 99 }), y: fc.integer({ min: 9_900, max: 10_100 }) });
  fc.assert(
    fc.property(fc.constantFrom(...DRAWING_KINDS), spot, spot, (kind, a, b) => {
      const made = [a, b].slice(0, pointsOf(kind)).map(({ x, y }) => ({ timeMs: x * MINUTE, price: y / 100 }));
      const style = { colour: 0, width: 1, dashed: false, text: "words", locked: false };
      const drawn = shape({ id: "x", kind, points: made, ...style });
      for (const handle of drawn.handles) expect(gripAt(drawn, handle, true)).toBeTypeOf("number");
      expect(gripAt(drawn, { x: -4_000, y: -4_000 }, true)).toBeUndefined();
    }),
  );
});

test("Fibonacci lines stand at their parts of the way back from the second point to the first", () => {
  const drawn = shape({
    id: "f",
    kind: "fibonacci",
    points: [
      { timeMs: 0, price: 100 },
      { timeMs: 10 * MINUTE, price: 102 },
    ],
    colour: 0,
    width: 1,
    dashed: false,
    text: "",
    locked: false,
  });
  const heights = drawn.lines.filter(({ faint }) => faint !== true).map(({ from }) => plot.priceAt(from.y));
  expect(heights.map((price) => Number(price.toFixed(3)))).toEqual(
    FIBONACCI_LEVELS.map((level) => Number((102 - 2 * level).toFixed(3))),
  );
});

describe("kept by the bridge", () => {
  const line = (id: string, price = 1): Drawing => ({
    id,
    kind: "horizontal",
    points: [{ timeMs: 0, price }],
    colour: 0,
    width: 1,
    dashed: false,
    text: "",
    locked: false,
  });
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  test("what is drawn while the bridge is away is shown, and kept once it is back, each drawing as it was last", async () => {
    const kept: string[] = [];
    let away = true;
    const store = new DrawingStore({
      draw: async ({ drawing }) => {
        if (away) throw new FairleadError("WIRE_CLOSED");
        kept.push(`${drawing.id} ${drawing.points[0]?.price}`);
      },
      erase: async ({ ids }) => {
        if (away) throw new FairleadError("WIRE_CLOSED");
        kept.push(`gone ${ids.join()}`);
      },
    });
    store.put(EURUSD, line("a", 1));
    store.put(EURUSD, line("b"));
    store.put(EURUSD, line("a", 2));
    store.erase(EURUSD, "b");
    await settled();
    // The bridge's list of the time before: what was changed here meanwhile stays on the chart.
    store.take([{ instrumentId: EURUSD, drawings: [line("a", 0), line("c")] }], true);
    expect(store.of(EURUSD).map(({ id, points: [at] }) => [id, at?.price])).toEqual([
      ["a", 2],
      ["c", 1],
    ]);
    away = false;
    store.connected();
    await settled();
    expect(kept).toEqual(["a 2", "gone b"]);
    expect(store.problem.get()).toBeUndefined();
  });

  test("what another window draws or erases is shown, also the last one that goes", () => {
    const store = lab.store;
    store.take([{ instrumentId: EURUSD, drawings: [line("z")] }], true);
    expect(store.of(EURUSD)).toHaveLength(1);
    store.take([{ instrumentId: EURUSD, drawings: [] }], false);
    expect(store.of(EURUSD)).toEqual([]);
  });

  test("a drawing that the bridge refuses goes, and why is told; the others stay", async () => {
    const store = new DrawingStore({
      draw: async ({ drawing }) => {
        if (drawing.id === "full") throw new FairleadError("DRAWINGS_FULL");
      },
      erase: async () => undefined,
    });
    store.put(EURUSD, line("a"));
    store.put(EURUSD, line("full"));
    await settled();
    expect(store.of(EURUSD).map(({ id }) => id)).toEqual(["a"]);
    expect(store.problem.get()).toMatchObject({ code: "DRAWINGS_FULL" });
  });
});
