import fc from "fast-check";
import { expect, test } from "vitest";
import type { BarReader } from "#bridge/paper-terminal/market/bar-history.ts";
import { SimulatedMarket } from "#bridge/paper-terminal/market/simulated-market.ts";
import { BAR_COLUMNS, type BarColumns } from "#shared/market/bar.ts";
import { TICK_FLAG, type TickColumns } from "#shared/market/tick.ts";
import { concatTicks } from "#shared/market/tick-slices.ts";
import { barOpen, nextBarOpen, type Timeframe } from "#shared/market/timeframe.ts";
import { VirtualClock } from "../fixtures/virtual-clock.ts";

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const THURSDAY = Date.UTC(2026, 10, 19, 13, 29, 30);

function marketAt(utcMs: number, seed = 7): { clock: VirtualClock; market: SimulatedMarket } {
  const clock = new VirtualClock(utcMs);
  return { clock, market: new SimulatedMarket({ clock, seed, weekends: "open" }) };
}

interface Live {
  readonly bySymbol: Map<string, TickColumns[]>;
  readonly times: number[];
  moves: number;
}

function listen(market: SimulatedMarket): Live {
  const live: Live = { bySymbol: new Map(), times: [], moves: 0 };
  market.start({
    ticks: (symbol, ticks) => {
      live.bySymbol.set(symbol, [...(live.bySymbol.get(symbol) ?? []), ticks]);
      live.times.push(...ticks.timeMs);
    },
    moved: () => void live.moves++,
    ended: () => expect.unreachable("the simulated market never ends"),
  });
  return live;
}

async function readAll(reader: BarReader, limit = 500): Promise<BarColumns[]> {
  const parts: BarColumns[] = [];
  for (let part = await reader.read(limit); part.count > 0; part = await reader.read(limit)) {
    expect(part.count).toBeLessThanOrEqual(limit);
    parts.push(part);
  }
  return parts;
}

const rows = (parts: readonly BarColumns[]): Record<string, number>[] =>
  parts.flatMap((part) =>
    Array.from({ length: part.count }, (_, i) =>
      Object.fromEntries(BAR_COLUMNS.map((column) => [column, part[column][i] ?? Number.NaN])),
    ),
  );

/** MetaTrader's bars from ticks, written down independently of the market's own. */
function barsFromTicks(ticks: TickColumns, timeframe: Timeframe, digits: number): Record<string, number>[] {
  const bars: Record<string, number>[] = [];
  for (let i = 0; i < ticks.count; i++) {
    const timeMs = barOpen(timeframe, ticks.timeMs[i] ?? 0);
    const [bid, ask] = [ticks.bid[i] ?? 0, ticks.ask[i] ?? 0];
    if (bars.at(-1)?.["timeMs"] !== timeMs) {
      bars.push({ timeMs, open: bid, high: bid, low: bid, close: bid, tickVolume: 0, spread: Infinity, realVolume: 0 });
    }
    const bar = bars.at(-1) as Record<string, number>;
    bar["high"] = Math.max(bar["high"] ?? 0, bid);
    bar["low"] = Math.min(bar["low"] ?? 0, bid);
    bar["close"] = bid;
    bar["tickVolume"] = (bar["tickVolume"] ?? 0) + (((ticks.flags[i] ?? 0) & TICK_FLAG.bid) === 0 ? 0 : 1);
    bar["spread"] = Math.min(bar["spread"] ?? 0, Math.round((ask - bid) * 10 ** digits));
  }
  return bars;
}

test("what came live is what history shows afterwards, tick for tick, for every symbol", async () => {
  const { clock, market } = marketAt(THURSDAY);
  const live = listen(market);
  const from = market.now();
  await clock.advance(3 * MINUTE);
  await market.stop();
  const to = market.now();
  let total = 0;
  for (const { name } of market.symbols()) {
    const history = await market.history(name, from, to, 100_000);
    const seen = concatTicks(live.bySymbol.get(name) ?? []);
    const undelivered = history.count - seen.count;
    expect(undelivered, "only the last moment may still be on its way").toBeLessThanOrEqual(3);
    expect(seen.timeMs).toEqual(history.timeMs.subarray(0, seen.count));
    expect(seen.bid).toEqual(history.bid.subarray(0, seen.count));
    expect(seen.ask).toEqual(history.ask.subarray(0, seen.count));
    expect(seen.flags).toEqual(history.flags.subarray(0, seen.count));
    total += seen.count;
  }
  expect(total).toBeGreaterThan(3 * 60 * 30);
  expect(live.times, "over all symbols nothing comes out of order").toEqual(live.times.toSorted((a, b) => a - b));
});

test("a tick comes when its time has come: never before, and within 20 ms of virtual time", async () => {
  const { clock, market } = marketAt(THURSDAY);
  const late: number[] = [];
  market.start({
    ticks: (_, ticks) => void late.push(...[...ticks.timeMs].map((time) => market.now() - time)),
    moved: () => expect.unreachable(),
    ended: () => expect.unreachable(),
  });
  await clock.advance(20_000);
  await market.stop();
  expect(Math.min(...late)).toBeGreaterThanOrEqual(0);
  expect(Math.max(...late)).toBeLessThanOrEqual(20);
});

test("bars up to H4 are made of the ticks that history gives for the same time", async () => {
  const { market } = marketAt(THURSDAY);
  for (const timeframe of ["M1", "M5", "M15", "M30", "H1", "H4"] as const) {
    const from = barOpen(timeframe, market.now() - 9 * HOUR);
    const ticks = await market.history("EURJPY", from, market.now(), 1_000_000);
    const bars = rows(await readAll(market.bars("EURJPY", timeframe, from, market.now())));
    expect(bars.length).toBeGreaterThan(0);
    expect(bars, timeframe).toEqual(barsFromTicks(ticks, timeframe, 3));
  }
});

test("days, weeks and months are made of their minutes", async () => {
  const { market } = marketAt(THURSDAY);
  for (const [timeframe, days] of [
    ["D1", 3],
    ["W1", 7],
    ["MN1", 0],
  ] as const) {
    const from = barOpen(timeframe, market.now() - days * DAY);
    const minutes = rows(await readAll(market.bars("XAUUSD", "M1", from, market.now())));
    const bars = rows(await readAll(market.bars("XAUUSD", timeframe, from, market.now()), 3));
    const made = Map.groupBy(minutes, (minute) => barOpen(timeframe, minute["timeMs"] ?? 0));
    expect(bars).toEqual(
      [...made].map(([timeMs, parts]) => ({
        timeMs,
        open: parts[0]?.["open"],
        high: Math.max(...parts.map((part) => part["high"] ?? 0)),
        low: Math.min(...parts.map((part) => part["low"] ?? 0)),
        close: parts.at(-1)?.["close"],
        tickVolume: parts.reduce((sum, part) => sum + (part["tickVolume"] ?? 0), 0),
        spread: Math.min(...parts.map((part) => part["spread"] ?? 0)),
        realVolume: 0,
      })),
    );
  }
});

test("any range of bars at any age is made of its ticks, over both clock changes of the year too", async () => {
  const { market } = marketAt(Date.UTC(2027, 0, 10));
  const hours = fc.oneof(
    fc.integer({ min: Date.UTC(2022, 1, 1) / HOUR, max: Date.UTC(2027, 0, 9) / HOUR }),
    fc.integer({ min: Date.UTC(2026, 2, 8, 6) / HOUR, max: Date.UTC(2026, 2, 8, 12) / HOUR }),
    fc.integer({ min: Date.UTC(2026, 10, 1, 6) / HOUR, max: Date.UTC(2026, 10, 1, 12) / HOUR }),
  );
  const timeframes = fc.constantFrom<Timeframe>("M1", "M5", "M15", "H1");
  const names = fc.constantFrom(["XAUUSD", 2], ["BTCUSD", 2], ["USDJPY", 3] as const);
  await fc.assert(
    fc.asyncProperty(
      hours,
      timeframes,
      names,
      fc.integer({ min: 1, max: 7 }),
      async (hour, timeframe, [name, digits], limit) => {
        const from = hour * HOUR + 17 * MINUTE;
        const to = from + 2 * HOUR;
        const first = barOpen(timeframe, from) < from ? nextBarOpen(timeframe, barOpen(timeframe, from)) : from;
        const end = nextBarOpen(timeframe, barOpen(timeframe, to));
        const ticks = await market.history(name, first, end, 1_000_000);
        const bars = rows(await readAll(market.bars(name, timeframe, from, to), limit));
        expect(bars).toEqual(barsFromTicks(ticks, timeframe, digits));
      },
    ),
    { numRuns: 40 },
  );
});

test("the last historical close meets the first live price, and the forming bar grows by the live ticks", async () => {
  const { clock, market } = marketAt(THURSDAY);
  const before = rows(await readAll(market.bars("EURUSD", "M1", market.now() - HOUR, market.now())));
  const live = listen(market);
  await clock.advance(10_000);
  const seen = concatTicks(live.bySymbol.get("EURUSD") ?? []);
  const formed = rows(await readAll(market.bars("EURUSD", "M1", market.now() - HOUR, market.now())));
  await market.stop();
  expect(Math.abs((before.at(-1)?.["close"] ?? 0) - (seen.bid[0] ?? 0))).toBeLessThan(0.0005);
  expect(formed.length).toBe(before.length);
  expect(formed.at(-1)?.["close"]).toBe(seen.bid.at(-1));
  expect(formed.at(-1)?.["tickVolume"]).toBeGreaterThan(before.at(-1)?.["tickVolume"] ?? 0);
});

test("history has no future: nothing after now, in ticks or bars", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.integer({ min: Date.UTC(2026, 10, 1, 5) / 1_000, max: Date.UTC(2026, 10, 1, 8) / 1_000 }),
      async (second) => {
        const { market } = marketAt(second * 1_000 + 377);
        const ticks = await market.history("BTCUSD", market.now() - 10 * MINUTE, market.now() + HOUR, 100_000);
        expect(ticks.count).toBeGreaterThan(0);
        expect(Math.max(...ticks.timeMs)).toBeLessThanOrEqual(market.now());
        const from = market.now() - 10 * MINUTE;
        const bars = rows(await readAll(market.bars("BTCUSD", "M1", from, market.now() + HOUR)));
        const first = Math.ceil(from / MINUTE) * MINUTE;
        expect(bars).toEqual(barsFromTicks(await market.history("BTCUSD", first, market.now() + 1, 100_000), "M1", 2));
      },
    ),
    // A second whose last tick comes just now.
    { numRuns: 40, examples: [[1_793_512_277]] },
  );
});

test("history is given up to its limit, and continues where it left off", async () => {
  const { market } = marketAt(THURSDAY);
  const whole = await market.history("GBPUSD", market.now() - HOUR, market.now(), 100_000);
  const first = await market.history("GBPUSD", market.now() - HOUR, market.now(), 100);
  expect(first.count).toBe(100);
  expect(first.timeMs).toEqual(whole.timeMs.subarray(0, 100));
  await expect(market.history("NOSUCH", 0, 1, 1)).rejects.toThrow("NOSUCH");
});

test("a PC that slept an hour gets no burst of an hour's ticks: the market says it moved and goes on", async () => {
  const { clock, market } = marketAt(THURSDAY);
  const live = listen(market);
  await clock.advance(1_000);
  const before = live.times.length;
  clock.setUtc(THURSDAY + HOUR);
  await clock.advance(1_000);
  await market.stop();
  expect(live.moves).toBe(1);
  expect(live.times.length - before).toBeLessThan(300);
  expect(live.times.at(-1)).toBeGreaterThan(market.now() - 500);
});

test("a clock set back sends nothing twice: the market waits until it is later than what it gave", async () => {
  const { clock, market } = marketAt(THURSDAY);
  const live = listen(market);
  await clock.advance(2_000);
  clock.setUtc(THURSDAY);
  await clock.advance(4_000);
  await market.stop();
  expect(live.times).toEqual(live.times.toSorted((a, b) => a - b));
  const eurusd = concatTicks(live.bySymbol.get("EURUSD") ?? []);
  const history = await market.history("EURUSD", market.now() - 4_000, market.now(), 10_000);
  expect(eurusd.timeMs).toEqual(history.timeMs.subarray(0, eurusd.count));
});

test("a sink that holds the market back loses nothing", async () => {
  const { clock, market } = marketAt(THURSDAY);
  const seen: number[] = [];
  const from = market.now();
  market.start({
    ticks: async (symbol, ticks) => {
      await new Promise((resolve) => clock.after(40, () => resolve(null)));
      if (symbol === "EURUSD") seen.push(...ticks.timeMs);
    },
    moved: () => expect.unreachable(),
    ended: () => expect.unreachable(),
  });
  await clock.advance(10_000);
  const history = await market.history("EURUSD", from, market.now(), 10_000);
  expect(seen.length).toBeGreaterThan(5);
  expect(seen).toEqual([...history.timeMs.subarray(0, seen.length)]);
});
