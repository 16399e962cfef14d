import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { aggregate, barAt } from "#shared/market/aggregate.ts";
import { offsetEpochAt } from "#shared/market/broker-time.ts";
import { barColumns, buildM1, type FormingBar, M1Builder } from "#shared/market/m1-builder.ts";
import { TICK_FLAG } from "#shared/market/tick.ts";
import { barOpen, TIMEFRAMES } from "#shared/market/timeframe.ts";
import { columnsOf, type PlainTick } from "#test/fixtures/plain-ticks.ts";

const POINT = 0.00001;
const START = Date.UTC(2025, 8, 28, 22, 55);

const tick = fc.record({
  gapMs: fc.oneof(fc.nat(2_000), fc.nat(200_000)),
  bid: fc.integer({ min: 110_000, max: 110_400 }),
  spread: fc.nat(40),
  flags: fc.constantFrom(TICK_FLAG.bid, TICK_FLAG.ask, TICK_FLAG.bid | TICK_FLAG.ask, 134, 130, 0),
});

/** Ticks of a feed: time never runs back, prices lie on points. */
const feed = fc.array(tick, { minLength: 1, maxLength: 300 }).map((steps) => {
  let timeMs = START;
  return steps.map(({ gapMs, bid, spread, flags }): PlainTick => {
    timeMs += gapMs;
    return { timeMs, bid: bid / 1e5, ask: (bid + spread) / 1e5, flags };
  });
});

/** MetaTrader's rules said in the plainest way: group, then look at each group. */
function expectedBars(ticks: readonly PlainTick[], open: (timeMs: number) => number): FormingBar[] {
  const groups = Map.groupBy(ticks, ({ timeMs }) => open(timeMs));
  return [...groups].map(([timeMs, group]) => {
    const bids = group.map(({ bid }) => bid);
    return {
      timeMs,
      open: bids[0] ?? Number.NaN,
      high: Math.max(...bids),
      low: Math.min(...bids),
      close: bids.at(-1) ?? Number.NaN,
      tickVolume: group.filter(({ flags }) => flags === 0 || (flags & TICK_FLAG.bid) !== 0).length,
      spread: Math.min(...group.map(({ bid, ask }) => Math.round((ask - bid) / POINT))),
      realVolume: 0,
    };
  });
}

const plainBars = (bars: ReturnType<typeof buildM1>) => Array.from({ length: bars.count }, (_, i) => barAt(bars, i));

describe("bars from ticks", () => {
  test("M1 follows MetaTrader's rules for any feed", () => {
    fc.assert(
      fc.property(feed, (ticks) => {
        const bars = buildM1(columnsOf(ticks), POINT);
        expect(plainBars(bars)).toEqual(expectedBars(ticks, (timeMs) => barOpen("M1", timeMs)));
      }),
    );
  });

  test("it does not matter in which slices the ticks arrive", () => {
    fc.assert(
      fc.property(feed, fc.array(fc.nat(300), { maxLength: 8 }), (ticks, cuts) => {
        const columns = columnsOf(ticks);
        const bars: FormingBar[] = [];
        const builder = new M1Builder(POINT, (bar) => bars.push({ ...bar }));
        let from = 0;
        for (const to of [...cuts.filter((cut) => cut <= ticks.length).toSorted((a, b) => a - b), ticks.length]) {
          builder.add(columns, from, to);
          from = to;
        }
        builder.finish();
        expect(bars).toEqual(plainBars(buildM1(columns, POINT)));
      }),
    );
  });

  test("every higher timeframe from M1 is what its ticks make of it", () => {
    fc.assert(
      fc.property(feed, fc.constantFrom(...TIMEFRAMES), (ticks, timeframe) => {
        const bars = aggregate(buildM1(columnsOf(ticks), POINT), timeframe);
        expect(plainBars(bars)).toEqual(expectedBars(ticks, (timeMs) => barOpen(timeframe, timeMs)));
      }),
    );
  });

  test("a source without flags has each tick counted; ticks of the ask alone do not count where flags are set", () => {
    const at = (flags: number): PlainTick => ({ timeMs: START, bid: 1.1, ask: 1.1002, flags });
    expect(buildM1(columnsOf([at(0), at(0), at(0)]), POINT).tickVolume[0]).toBe(3);
    expect(buildM1(columnsOf([at(TICK_FLAG.bid), at(TICK_FLAG.ask), at(134)]), POINT).tickVolume[0]).toBe(2);
  });

  test("while the point is unknown spreads are 0, not infinite", () => {
    const bars = buildM1(columnsOf([{ timeMs: START, bid: 1.1, ask: 1.2, flags: 6 }]), 0);
    expect(bars.spread[0]).toBe(0);
  });

  test("no ticks make no bars", () => {
    expect(buildM1(columnsOf([]), POINT).count).toBe(0);
    expect(aggregate(barColumns([]), "H1").count).toBe(0);
  });
});

describe("the offset in which a broker stamp was made", () => {
  const epochs = [
    { epoch: 0, fromBrokerMs: 1_000, offsetS: 10_800 },
    { epoch: 1, fromBrokerMs: 5_000, offsetS: 7_200 },
  ];

  test("is the latest that had begun; the first holds for all time before it", () => {
    expect(offsetEpochAt(epochs, 10)?.epoch).toBe(0);
    expect(offsetEpochAt(epochs, 4_999)?.epoch).toBe(0);
    expect(offsetEpochAt(epochs, 5_000)?.epoch).toBe(1);
    expect(offsetEpochAt([], 5_000)).toBeUndefined();
  });
});
