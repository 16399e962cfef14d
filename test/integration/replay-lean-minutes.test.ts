import { basename } from "node:path";
import { describe, expect, test } from "vitest";
import { buildM1 } from "#shared/market/m1-builder.ts";
import { recorded } from "#test/fixtures/recorded-data.ts";
import { numbersInFile, ticksInFile } from "#test/fixtures/tick-files.ts";

/** Days of which the data folder has LEAN's ticks and LEAN's own minute bars. */
const RECORDINGS = {
  oanda_xauusd: ["0502", "0504", "0505", "0508", "0509", "0511"],
  oanda_eurusd: ["0501", "0502", "0504", "0505", "0506", "0508", "0509", "0511", "0512", "0514"],
  fxcm_eurusd: ["0502", "0504", "0505"],
};

const days = Object.entries(RECORDINGS).flatMap(([source, dates]) =>
  dates.flatMap((date) => {
    const tick = recorded(`ticks/lean_${source}_2014${date}_tick_quote.zip`);
    const minute = recorded(`ticks/lean_${source}_2014${date}_minute_quote.zip`);
    const midnight = Date.UTC(2014, Number(date.slice(0, 2)) - 1, Number(date.slice(2)));
    return tick === undefined || minute === undefined ? [] : [{ name: basename(tick), tick, minute, midnight }];
  }),
);

describe.skipIf(days.length === 0)("LEAN's minute bars come out of its ticks without a mismatch", () => {
  test.each(days)("$name", async ({ tick, minute, midnight }) => {
    const ticks = await ticksInFile(tick);
    const bids = buildM1(ticks, 0.00001);
    const asks = buildM1({ ...ticks, bid: ticks.ask }, 0.00001);
    const ours = Array.from({ length: bids.count }, (_, i) => [
      (bids.timeMs[i] ?? Number.NaN) - midnight,
      bids.open[i],
      bids.high[i],
      bids.low[i],
      bids.close[i],
      asks.close[i],
    ]);
    const theirs = await numbersInFile(minute);
    expect(theirs.length).toBeGreaterThan(100);
    expect(ours).toEqual(theirs.map((bar) => [...bar.slice(0, 5), bar[9]]));
  });
});
