import fc from "fast-check";
import { expect, test } from "vitest";
import type { BarSource } from "#renderer/chart/chart-feed.ts";
import { CompareOverlay } from "#renderer/chart/compare-overlay.ts";
import type { ComparePoint } from "#renderer/chart/price-chart.ts";
import { MARKET_HOURS, trades } from "#renderer/chart/session-shades.ts";
import { marksOf } from "#renderer/chart/trade-marks.ts";
import type { Bars, BarUpdate } from "#shared/contract/market.ts";
import type { DealView } from "#shared/contract/trading.ts";
import type { AccountId, InstrumentId } from "#shared/market/brands.ts";
import { recallLook, USUAL_LOOK } from "#shared/market/chart-look.ts";

const MINUTE = 60_000;
const ID = "1@Broker/XAUUSD" as InstrumentId;

test("another instrument is drawn at the chart's own times alone, as far back as the chart goes, and lives on", async () => {
  let asked = 0;
  let live: (batch: readonly BarUpdate[]) => void = () => undefined;
  const column = (times: readonly number[], value: (time: number) => number) => Float64Array.from(times, value);
  const source: BarSource = {
    bars: async ({ beforeMs = Infinity, limit }) => {
      asked += 1;
      // It trades every other minute, also where the chart has none.
      const times = Array.from({ length: 500 }, (_, minute) => minute * 2 * MINUTE)
        .filter((time) => time < beforeMs)
        .slice(-limit);
      const close = column(times, (time) => time / MINUTE);
      const page = { count: times.length, timeMs: column(times, (time) => time), open: close, high: close, low: close };
      return { ...page, close, tickVolume: close, spread: close, complete: true } as unknown as Bars;
    },
    barUpdates: {
      subscribe: (_params, observer) => {
        live = (batch) => void observer.items(batch);
        return { close: () => (live = () => undefined) };
      },
    },
  };
  let drawn: readonly ComparePoint[] = [];
  const newest: ComparePoint[] = [];
  const line = {
    set: (points: readonly ComparePoint[]) => void (drawn = points),
    update: (point: ComparePoint) => void newest.push(point),
    colour: () => undefined,
    remove: () => undefined,
  };
  const bars = (from: number, to: number) =>
    Array.from({ length: to - from }, (_, at) => ({ timeMs: (from + at) * MINUTE }));
  const overlay = new CompareOverlay(source, line, ID, "M1");
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
  overlay.setBars(bars(600, 700));
  await settled();
  expect(drawn.map(({ timeMs, value }) => [timeMs / MINUTE, value])).toEqual(
    bars(600, 700)
      .map(({ timeMs }) => timeMs / MINUTE)
      .filter((minute) => minute % 2 === 0)
      .map((minute) => [minute, minute]),
  );
  overlay.setBars(bars(500, 700));
  await settled();
  expect(drawn[0]?.timeMs).toBe(500 * MINUTE);
  expect(asked).toBe(2);
  // A replay takes bars away: what it knows of later ones is not drawn, and nothing is asked for.
  overlay.setBars(bars(500, 620));
  await settled();
  expect(drawn.at(-1)?.timeMs).toBe(618 * MINUTE);
  expect(asked).toBe(2);
  live([{ timeMs: 690 * MINUTE, close: 7 } as BarUpdate]);
  expect(newest).toEqual([]);
  live([{ timeMs: 619 * MINUTE, close: 8 } as BarUpdate]);
  expect(newest).toEqual([{ timeMs: 619 * MINUTE, value: 8 }]);
  overlay.remove();
});

test("Tokyo, London and New York are shaded in their own hours, in summer and in winter, and not at weekends", () => {
  const open = (...at: [number, number, number, number]): string[] =>
    MARKET_HOURS.filter((market) => trades(market, Date.UTC(...at))).map(({ name }) => name);
  expect(open(2026, 0, 7, 3)).toEqual(["tokyo"]);
  expect(open(2026, 0, 7, 8)).toEqual(["tokyo", "london"]);
  expect(open(2026, 0, 7, 13)).toEqual(["london", "newYork"]);
  expect(open(2026, 0, 7, 12)).toEqual(["london"]);
  // In July both clocks are an hour further: New York opens at 12:00 UTC, London at 07:00.
  expect(open(2026, 6, 8, 12)).toEqual(["london", "newYork"]);
  expect(open(2026, 6, 8, 7)).toEqual(["tokyo", "london"]);
  expect(open(2026, 0, 10, 13)).toEqual([]);
  expect(open(2026, 0, 7, 23)).toEqual([]);
});

const deal = (seq: number, more: Partial<DealView>): DealView => {
  const money = { minor: 0, currency: "USD", digits: 2 };
  return {
    seq,
    accountId: "1@Broker" as AccountId,
    ticket: String(seq),
    order: "",
    position: "1",
    symbol: "EURUSD",
    kind: "buy",
    entry: "in",
    lots: 1,
    price: 1.1,
    profit: money,
    swap: money,
    commission: money,
    fee: money,
    timeMs: seq * MINUTE,
    origin: "client",
    comment: "",
    revision: 1,
    ...more,
  };
};

test("a trade is marked where it was opened and where each part of it was closed, of its own symbol alone", () => {
  const lost = { minor: -5, currency: "USD", digits: 2 };
  const { marks, ways } = marksOf(
    [
      deal(3, { kind: "sell", entry: "out", price: 1.3, profit: lost }),
      deal(1, { price: 1.1 }),
      deal(2, { kind: "sell", entry: "out", price: 1.2 }),
      deal(4, { symbol: "XAUUSD", position: "9" }),
      deal(5, { kind: "balance", position: "" }),
      // Opened before the deals that are known.
      deal(6, { kind: "sell", entry: "out", position: "7" }),
    ],
    "EURUSD",
  );
  expect(marks.map(({ timeMs, opens, side }) => [timeMs / MINUTE, opens, side])).toEqual([
    [1, true, "buy"],
    [2, false, "sell"],
    [3, false, "sell"],
    [6, false, "sell"],
  ]);
  expect(ways.map(({ from, to, won }) => [from.price, to.price, won])).toEqual([
    [1.1, 1.2, true],
    [1.1, 1.3, false],
  ]);
});

test("whatever an earlier window kept of a chart's look, a chart can be drawn", () => {
  fc.assert(
    fc.property(fc.oneof(fc.anything(), fc.record({ kind: fc.string(), zone: fc.string() })), (kept) => {
      const look = recallLook(kept);
      expect(Object.keys(look)).toEqual(Object.keys(USUAL_LOOK));
      expect(() => new Intl.DateTimeFormat("en", { timeZone: zoneName(look.zone) })).not.toThrow();
    }),
  );
  expect(recallLook({ ...USUAL_LOOK, kind: "area", zone: "Asia/Jakarta" })).toMatchObject({
    kind: "area",
    zone: "Asia/Jakarta",
  });
  expect(recallLook({ ...USUAL_LOOK, zone: "Mars/Olympus" }).zone).toBe("broker");
});

const zoneName = (zone: string): string => (["broker", "utc", "local"].includes(zone) ? "UTC" : zone);
