import { chmodSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import fc from "fast-check";
import { afterEach, beforeEach, expect, test } from "vitest";
import { ChartBook } from "#bridge/config-manager/charts/chart-book.ts";
import { parseCharts } from "#bridge/config-manager/charts/chart-document.ts";
import { chartMethods } from "#bridge/window/chart-methods.ts";
import type { Drawing } from "#shared/contract/charts.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import { USUAL_LOOK } from "#shared/market/chart-look.ts";
import { DRAWING_KINDS, MOST_DRAWINGS, MOST_TEMPLATES, pointsOf } from "#shared/market/drawing.ts";

const EURUSD = "1@Broker/EURUSD" as InstrumentId;
const GOLD = "1@Broker/XAUUSD" as InstrumentId;
const CALL = { signal: new AbortController().signal, peer: "test" };

const line = (id: string, more: Partial<Drawing> = {}): Drawing => ({
  id,
  kind: "trend",
  points: [
    { timeMs: 1_000, price: 1.1 },
    { timeMs: 2_000, price: 1.2 },
  ],
  colour: 0,
  width: 1,
  dashed: false,
  text: "",
  locked: false,
  ...more,
});
const template = (name: string) => ({ name, studies: [], look: USUAL_LOOK });

let folder: string;
let told: string[];
const events = { report: ({ code }: { readonly code: string }) => void told.push(code) };
const open = (): ChartBook => ChartBook.open(folder, events, 0);
const file = (): string => join(folder, "charts.json");

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "fairlead-charts-"));
  told = [];
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("what was drawn, changed and erased is so after a crash at any moment, instrument by instrument", () => {
  const drawing = fc.record({
    id: fc.constantFrom("a", "b", "c"),
    kind: fc.constantFrom(...DRAWING_KINDS),
    price: fc.double({ noNaN: true, noDefaultInfinity: true }),
    timeMs: fc.integer({ min: 0, max: 4_102_444_800_000 }),
    text: fc.string({ maxLength: 200 }),
  });
  const step = fc.oneof(
    fc.record({ on: fc.constantFrom(EURUSD, GOLD), drawing }),
    fc.record({ on: fc.constantFrom(EURUSD, GOLD), gone: fc.constantFrom("a", "b", "c") }),
  );
  fc.assert(
    fc.property(fc.array(step, { maxLength: 12 }), (steps) => {
      rmSync(file(), { force: true });
      const book = open();
      const model = new Map<string, Map<string, Drawing>>();
      for (const each of steps) {
        const kept = model.get(each.on) ?? new Map<string, Drawing>();
        model.set(each.on, kept);
        if ("gone" in each) {
          book.erase(each.on, [each.gone]);
          kept.delete(each.gone);
          continue;
        }
        const { id, kind, price, timeMs, text } = each.drawing;
        // JSON knows no negative zero.
        const points = Array.from({ length: pointsOf(kind) }, () => ({ timeMs, price: price + 0 || 0 }));
        const made = line(id, { kind, points, text });
        book.draw(each.on, made);
        kept.set(id, made);
      }
      const found = open().drawings;
      for (const [id, kept] of model) expect(found.get(id as InstrumentId) ?? []).toEqual([...kept.values()]);
      expect(told).toEqual([]);
    }),
    { numRuns: 25 },
  );
});

test("a damaged drawing is left out and its file kept; the others stay", () => {
  const book = open();
  book.draw(EURUSD, line("a"));
  book.draw(EURUSD, line("b", { kind: "horizontal", points: [{ timeMs: 1, price: 2 }] }));
  book.saveTemplate(template("Scalping"));
  writeFileSync(file(), readFileSync(file(), "utf8").replace('"kind": "trend"', '"kind": "spiral"'));
  const found = open();
  expect(found.drawings.get(EURUSD)?.map(({ id }) => id)).toEqual(["b"]);
  expect(found.templates).toHaveLength(1);
  expect(told).toEqual(["CHARTS_RECOVERED"]);
  expect(readdirSync(folder).some((name) => name.includes("damaged"))).toBe(true);
});

test.each(["", "{", "null", "[]", '{"version":1}', '{"version":99,"drawings":{},"templates":[]}', "\u0000".repeat(50)])(
  "a file that says %j begins anew, is kept, and is told",
  (text) => {
    writeFileSync(file(), text);
    const book = open();
    expect(book.drawings.size).toBe(0);
    expect(told).toEqual(["CHARTS_RECOVERED"]);
    book.draw(EURUSD, line("a"));
    expect(open().drawings.get(EURUSD)).toHaveLength(1);
  },
);

test("an older file is brought to this version step by step", () => {
  const old = JSON.stringify({ version: 1, lines: { [EURUSD]: [line("a")] } });
  const step = ({ lines }: Readonly<Record<string, unknown>>) => ({ drawings: lines, templates: [] });
  expect(parseCharts(old, [step]).drawings.get(EURUSD)).toEqual([line("a")]);
});

test("one drawing or template too many is refused without harm, and so is one that lacks a point", () => {
  const many = Array.from({ length: MOST_DRAWINGS }, (_, at) => line(`d${at}`));
  const templates = Array.from({ length: MOST_TEMPLATES }, (_, at) => template(`t${at}`));
  writeFileSync(file(), JSON.stringify({ version: 1, drawings: { [EURUSD]: many }, templates }));
  const book = open();
  expect(() => book.draw(EURUSD, line("more"))).toThrow(expect.objectContaining({ code: "DRAWINGS_FULL" }));
  expect(() => book.saveTemplate(template("more"))).toThrow(expect.objectContaining({ code: "TEMPLATES_FULL" }));
  expect(() => book.draw(GOLD, line("a", { points: [{ timeMs: 1, price: 1 }] }))).toThrow(
    expect.objectContaining({ code: "BAD_REQUEST" }),
  );
  book.draw(EURUSD, line("d7", { colour: 3 }));
  book.saveTemplate(template("t3"));
  expect(open().drawings.get(EURUSD)?.[7]?.colour).toBe(3);
  expect(open().templates).toHaveLength(MOST_TEMPLATES);
});

test("a disk that cannot be written leaves the drawings as they were, and says so", () => {
  const book = open();
  book.draw(EURUSD, line("a"));
  // The draft cannot be opened where a folder of its name stands; root is stopped by that as well.
  mkdirSync(`${file()}.new`);
  chmodSync(folder, 0o700);
  expect(() => book.draw(EURUSD, line("b"))).toThrow(expect.objectContaining({ code: "CHARTS_UNWRITABLE" }));
  expect(book.drawings.get(EURUSD)).toEqual([line("a")]);
  rmSync(`${file()}.new`, { recursive: true });
  book.draw(EURUSD, line("b"));
  expect(open().drawings.get(EURUSD)).toHaveLength(2);
});

test("what one window draws, every window is told; the last one erased, too", async () => {
  const methods = chartMethods(open());
  const topic = methods.drawings({}, CALL) as { get(key: string): { drawings: Drawing[] } | undefined };
  await methods.draw({ instrumentId: EURUSD, drawing: line("a") }, CALL);
  expect(topic.get(EURUSD)?.drawings).toEqual([line("a")]);
  await methods.erase({ instrumentId: EURUSD, ids: ["a"] }, CALL);
  expect(topic.get(EURUSD)?.drawings).toEqual([]);
});
