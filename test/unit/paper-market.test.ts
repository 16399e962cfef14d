import fc from "fast-check";
import { expect, test } from "vitest";
import { toBroker } from "#bridge/paper-terminal/market/broker-zone.ts";
import { ticksOfMinute } from "#bridge/paper-terminal/market/minute-ticks.ts";
import { QUOTE_MODELS } from "#bridge/paper-terminal/market/models.ts";
import { sessionsOf } from "#bridge/paper-terminal/market/sessions.ts";
import { TICK_FLAG } from "#shared/market/tick.ts";
import { quotesOf, simulatedWorld } from "../fixtures/simulated-world.ts";

const MINUTE = 60_000;
const minutes = fc
  .integer({ min: Date.UTC(2022, 0, 10) / MINUTE, max: Date.UTC(2031, 0, 1) / MINUTE })
  .map((minute) => minute * MINUTE);
const symbols = fc.constantFrom(...QUOTE_MODELS.map(({ name }) => name));
const seeds = fc.integer({ min: 0, max: 0xffff_ffff });

test("the same seed gives the same ticks in whatever order they are asked for, another seed gives others", () => {
  fc.assert(
    fc.property(seeds, symbols, minutes, minutes, (seed, name, one, other) => {
      const there = quotesOf(simulatedWorld(seed), name);
      const back = quotesOf(simulatedWorld(seed), name);
      const asked = [ticksOfMinute(there, one), ticksOfMinute(there, other)];
      const reversed = [ticksOfMinute(back, other), ticksOfMinute(back, one)].toReversed();
      expect(reversed).toEqual(asked);
    }),
    { numRuns: 40 },
  );
  const at = Date.UTC(2026, 10, 19, 15);
  const [a, b] = [1, 2].map((seed) => ticksOfMinute(quotesOf(simulatedWorld(seed), "EURUSD"), at));
  expect(a?.bid).not.toEqual(b?.bid);
});

test("a minute's ticks are its bar: open, high, low, close, tick volume and smallest spread, by MetaTrader's rules", () => {
  const world = simulatedWorld(7);
  fc.assert(
    fc.property(symbols, minutes, (name, utcMs) => {
      const symbol = quotesOf(world, name);
      const ticks = ticksOfMinute(symbol, utcMs);
      if (!symbol.isOpen(utcMs)) {
        expect(ticks.count).toBe(0);
        return;
      }
      const address = utcMs / MINUTE;
      const minute = address % 60;
      const bar = symbol.hour((address - minute) / 60);
      const scale = 10 ** symbol.model.digits;
      const bids = [...ticks.bid].map((bid) => Math.round(bid * scale));
      const spreads = [...ticks.ask].map((ask, i) => Math.round(ask * scale) - (bids[i] ?? 0));
      expect({
        open: bids[0],
        high: Math.max(...bids),
        low: Math.min(...bids),
        close: bids.at(-1),
        tickVolume: ticks.flags.filter((flags) => (flags & TICK_FLAG.bid) !== 0).length,
        spread: Math.min(...spreads),
        closeSpread: spreads.at(-1),
      }).toEqual({
        open: bar.open[minute],
        high: bar.high[minute],
        low: bar.low[minute],
        close: bar.close[minute],
        tickVolume: bar.bidTicks[minute],
        spread: bar.spread[minute],
        closeSpread: bar.closeSpread[minute],
      });
    }),
    { numRuns: 800 },
  );
});

test("every tick is on the price grid, in its minute, in order, with a spread of at least a point", () => {
  const world = simulatedWorld(11);
  fc.assert(
    fc.property(symbols, minutes, (name, utcMs) => {
      const symbol = quotesOf(world, name);
      const { digits } = symbol.model;
      const scale = 10 ** digits;
      const ticks = ticksOfMinute(symbol, utcMs);
      const faults: string[] = [];
      let last = toBroker(utcMs);
      for (let i = 0; i < ticks.count; i++) {
        const [time, bid, ask] = [ticks.timeMs[i] ?? 0, ticks.bid[i] ?? 0, ticks.ask[i] ?? 0];
        if (bid !== Number(bid.toFixed(digits)) || ask !== Number(ask.toFixed(digits)))
          faults.push(`${i} off the grid`);
        if (Math.round(ask * scale) - Math.round(bid * scale) < 1) faults.push(`${i} has no spread`);
        if (time < last) faults.push(`${i} runs back`);
        last = time;
      }
      expect(faults).toEqual([]);
      expect(last).toBeLessThan(toBroker(utcMs) + MINUTE);
    }),
    { numRuns: 400 },
  );
});

test("flags say what changed against the tick before, across minutes too", () => {
  const world = simulatedWorld(3);
  fc.assert(
    fc.property(symbols, minutes, (name, utcMs) => {
      const symbol = quotesOf(world, name);
      const before = ticksOfMinute(symbol, utcMs - MINUTE);
      const ticks = ticksOfMinute(symbol, utcMs);
      const [bids, asks] = [ticks.bid, ticks.ask];
      const changed = Array.from(ticks.flags, (_, i) => {
        const bid = bids[i] === (i === 0 ? before.bid.at(-1) : bids[i - 1]) ? 0 : TICK_FLAG.bid;
        return bid | (asks[i] === (i === 0 ? before.ask.at(-1) : asks[i - 1]) ? 0 : TICK_FLAG.ask);
      });
      expect([...ticks.flags]).toEqual(changed);
      expect(changed).not.toContain(0);
    }),
    { numRuns: 400 },
  );
});

test.each([
  ["EURJPY", "EURUSD", "USDJPY", 1],
  ["GBPJPY", "GBPUSD", "USDJPY", 1],
  ["EURGBP", "EURUSD", "GBPUSD", -1],
] as const)("%s never leaves what %s and %s make of it by more than their spreads", (cross, first, second, sign) => {
  const world = simulatedWorld(5);
  fc.assert(
    fc.property(minutes, (utcMs) => {
      const middle = (name: string): { price: number; spread: number } => {
        const ticks = ticksOfMinute(quotesOf(world, name), utcMs);
        const [bid, ask] = [ticks.bid.at(-1) ?? Number.NaN, ticks.ask.at(-1) ?? Number.NaN];
        return { price: (bid + ask) / 2, spread: (ask - bid) / bid };
      };
      const [a, b, c] = [middle(first), middle(second), middle(cross)];
      const made = a.price * b.price ** sign;
      expect(Math.abs(c.price / made - 1)).toBeLessThan(a.spread + b.spread + c.spread);
    }),
    { numRuns: 300 },
  );
});

test("with weekends closed, FX, metals and indices are quoted in their sessions only, and crypto always", () => {
  const world = simulatedWorld(9, "closed");
  fc.assert(
    fc.property(symbols, minutes, (name, utcMs) => {
      const symbol = quotesOf(world, name);
      const broker = new Date(toBroker(utcMs));
      const seconds = broker.getUTCHours() * 3_600 + broker.getUTCMinutes() * 60;
      const inSession = sessionsOf(symbol.model.sessions, "closed").some(
        ({ weekday, fromS, toS }) => weekday === broker.getUTCDay() && seconds >= fromS && seconds < toS,
      );
      expect(ticksOfMinute(symbol, utcMs).count > 0).toBe(inSession);
      if (symbol.model.sessions === "forex") expect(inSession).toBe(broker.getUTCDay() % 6 !== 0);
      if (symbol.model.sessions === "crypto") expect(inSession).toBe(true);
    }),
    { numRuns: 600 },
  );
});

test("a newcomer on a Saturday finds every market quoted, more thinly than on a Thursday", () => {
  const world = simulatedWorld(1);
  const countAt = (utcMs: number): number => {
    let count = 0;
    for (const symbol of world.values()) {
      for (let minute = 0; minute < 30; minute++) {
        const ticks = ticksOfMinute(symbol, utcMs + minute * MINUTE).count;
        expect(ticks, symbol.model.name).toBeGreaterThan(0);
        count += ticks;
      }
    }
    return count;
  };
  const saturday = countAt(Date.UTC(2026, 10, 21, 10));
  const thursday = countAt(Date.UTC(2026, 10, 19, 10));
  expect(saturday / 1_800).toBeGreaterThan(15);
  expect(saturday).toBeLessThan(thursday);
});

test("London moves EURUSD more than Tokyo does, days differ in temper, and news comes in bursts", () => {
  const eurusd = quotesOf(simulatedWorld(2), "EURUSD");
  const range = (utcHour: number): number => {
    const { high, low } = eurusd.hour(utcHour);
    return Math.max(...high) - Math.min(...low);
  };
  const monday = Date.UTC(2026, 0, 5) / 3_600_000;
  const days = Array.from({ length: 200 }, (_, day) => monday + day * 24).filter((_, day) => day % 7 < 5);
  const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
  const london = days.map((day) => range(day + 9));
  const tokyo = days.map((day) => range(day + 3));
  expect(mean(london)).toBeGreaterThan(1.4 * mean(tokyo));
  const daily = days.map((day) => mean(Array.from({ length: 24 }, (_, hour) => range(day + hour))));
  expect(Math.max(...daily)).toBeGreaterThan(2 * Math.min(...daily));
  const minutesOfDays = days.flatMap((day) =>
    [...eurusd.hour(day + 13).high].map((high, i) => high - (eurusd.hour(day + 13).low[i] ?? 0)),
  );
  const sorted = minutesOfDays.toSorted((a, b) => a - b);
  expect(sorted.at(-1)).toBeGreaterThan(8 * (sorted[sorted.length >> 1] ?? 0));
});

test("several ticks share a millisecond now and then, as in recorded feeds", () => {
  const eurusd = quotesOf(simulatedWorld(4), "EURUSD");
  let together = 0;
  let count = 0;
  for (let minute = 0; minute < 120; minute++) {
    const { timeMs } = ticksOfMinute(eurusd, Date.UTC(2026, 10, 19, 14) + minute * MINUTE);
    together += timeMs.filter((time, i) => time === timeMs[i - 1]).length;
    count += timeMs.length;
  }
  expect(together / count).toBeGreaterThan(0.005);
  expect(together / count).toBeLessThan(0.08);
});
