import { expect, test } from "vitest";
import { MarketHours } from "#bridge/data-collector/market-hours.ts";
import { Parts } from "#bridge/data-collector/parts.ts";
import { DEFAULT_COLLECTOR_SETTINGS } from "#bridge/data-collector/settings.ts";
import { chooseSymbols } from "#bridge/data-collector/symbol-choice.ts";
import { untilDone } from "#bridge/data-collector/until-done.ts";
import { VirtualClock } from "#test/fixtures/virtual-clock.ts";

test("a set is whole when its last missing part has come, in whatever order, and a newer set drops an unfinished one", () => {
  const parts = new Parts<string>();
  expect(parts.add(1, 1, 2, ["b"])).toBeNull();
  expect(parts.add(2, 2, 3, ["z"])).toBeNull();
  expect(parts.add(2, 0, 3, ["x"])).toBeNull();
  expect(parts.add(2, 0, 3, ["x"])).toBeNull();
  expect(parts.add(2, 1, 3, ["y"])).toEqual(["x", "y", "z"]);
  expect(parts.add(3, 0, 1, [])).toEqual([]);
  expect(parts.add(4, 5, 2, ["?"])).toBeNull();
});

const weekday = (day: number, fromS: number, toS: number) => ({
  symbol: "EURUSD",
  kind: "quote" as const,
  weekday: day,
  fromS,
  toS,
});
const FRIDAY = Date.UTC(2026, 10, 20);
const HOUR = 3_600_000;

test("only hours in which the market was open count as missed", () => {
  const hours = new MarketHours([1, 2, 3, 4, 5].map((day) => weekday(day, 0, 86_400)));
  expect(hours.openMs(FRIDAY + 23 * HOUR, FRIDAY + 73 * HOUR)).toBe(2 * HOUR);
  expect(hours.openMs(FRIDAY + 24 * HOUR, FRIDAY + 72 * HOUR)).toBe(0);
  const broken = new MarketHours([
    weekday(5, 0, 3_600),
    weekday(5, 7_200, 10_800),
    { ...weekday(5, 0, 86_400), kind: "trade" },
  ]);
  expect(broken.openMs(FRIDAY, FRIDAY + 3 * HOUR)).toBe(2 * HOUR);
});

test("the hours of a thousand years are reckoned by the week, and no program can make that long", () => {
  const always = Array.from({ length: 100_000 }, (_, at) => weekday(at % 7, 0, 86_400));
  const wild = [
    { ...weekday(5, 0, 86_400), weekday: 200 },
    { ...weekday(5, 0, 86_400), toS: 4_000_000_000 },
  ];
  const fridays = new MarketHours([weekday(5, 0, 86_400), ...wild]);
  const far = FRIDAY + 52_000 * 7 * 24 * HOUR;
  expect(fridays.openMs(FRIDAY, far + 12 * HOUR)).toBe((52_000 * 24 + 12) * HOUR);
  expect(new MarketHours(always).openMs(FRIDAY, far)).toBeGreaterThan(0);
});

test("while the hours are not known every silence counts", () => {
  expect(new MarketHours([]).openMs(FRIDAY, FRIDAY + HOUR)).toBe(HOUR);
});

test("named symbols are taken as far as the broker has them; without names the Market Watch, up to the limit", () => {
  const offered = ["EURUSD", "XAUUSD", "US500"].map((symbol) => ({ symbol, inMarketWatch: symbol !== "US500" }));
  expect(chooseSymbols(offered, { symbols: [], maxSymbols: 60 })).toEqual({
    chosen: ["EURUSD", "XAUUSD"],
    absent: [],
    left: 0,
  });
  expect(chooseSymbols(offered, { symbols: [], maxSymbols: 1 })).toEqual({ chosen: ["EURUSD"], absent: [], left: 1 });
  const named = { symbols: ["US500", "NOSUCH", "US500"], maxSymbols: 60 };
  expect(chooseSymbols(offered, named)).toEqual({ chosen: ["US500"], absent: ["NOSUCH"], left: 0 });
});

test("what fails is tried again with doubling pauses up to a limit, warned of once, until it succeeds", async () => {
  const clock = new VirtualClock(0);
  const tries: number[] = [];
  const warnings: number[] = [];
  const settings = { ...DEFAULT_COLLECTOR_SETTINGS, backOffFirstMs: 1_000, backOffMaxMs: 8_000, warnAfterTries: 3 };
  const done = untilDone({ settings, clock, wanted: () => true, warn: (_, count) => warnings.push(count) }, () => {
    tries.push(clock.monotonicMs());
    return tries.length < 8 ? Promise.reject(new Error("not yet")) : Promise.resolve("at last");
  });
  await clock.advance(60_000);
  expect(await done).toBe("at last");
  expect(tries).toEqual([0, 1_000, 3_000, 7_000, 15_000, 23_000, 31_000, 39_000]);
  expect(warnings).toEqual([3]);
});

test("what is no longer wanted is not tried again", async () => {
  const clock = new VirtualClock(0);
  let wanted = true;
  let tries = 0;
  const done = untilDone(
    { settings: DEFAULT_COLLECTOR_SETTINGS, clock, wanted: () => wanted, warn: () => undefined },
    () => {
      tries += 1;
      return Promise.reject(new Error("no"));
    },
  );
  await clock.advance(1_500);
  wanted = false;
  await clock.advance(60_000);
  expect(await done).toBeNull();
  expect(tries).toBe(2);
});
