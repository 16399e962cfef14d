import { expect, onTestFinished, test } from "vitest";
import { MarketStore } from "#bridge/store/market/market-store.ts";
import type { BarColumns } from "#shared/market/bar.ts";
import { columnsOf, walk } from "#test/fixtures/plain-ticks.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { tickFrames } from "#test/fixtures/tick-frames.ts";

const MINUTE = 60_000;
const HOUR = 3_600_000;
const START = Date.UTC(2026, 10, 2);
const EURUSD = "7@Demo/EURUSD";

async function opened(): Promise<MarketStore> {
  const store = await MarketStore.open(temporaryFolder());
  onTestFinished(() => store.close().catch(() => undefined));
  return store;
}

/** Bars as told, with `more` ticks and a close that is a little higher. */
const retold = (bars: BarColumns, from: number, to: number, more: number): BarColumns => {
  const part = (column: Float64Array, change = 0): Float64Array =>
    column.slice(from, to).map((value) => value + change);
  return {
    count: to - from,
    timeMs: part(bars.timeMs),
    open: part(bars.open),
    high: part(bars.high, 0.001),
    low: part(bars.low),
    close: part(bars.close, 0.0001),
    tickVolume: part(bars.tickVolume, more),
    spread: part(bars.spread),
    realVolume: part(bars.realVolume),
  };
};

test("a bar says whose it is: made of ticks, told by the broker, or of both, with what each says of it", async () => {
  const store = await opened();
  const { stream } = await store.openStream(EURUSD, 0.00001, 5);
  await store.append(tickFrames(columnsOf(walk(20_000, START)), { stream }));
  const minutes = await store.readBars(stream, "M1", START, START + HOUR);
  expect(await store.barOrigin(stream, "M1", START + MINUTE)).toMatchObject({
    origin: "own",
    minutes: { own: 1, broker: 0, imported: 0 },
    ofTicks: { from: "own", bar: { close: minutes.close[1] } },
    told: undefined,
  });
  // The broker knows more of minutes 10 to 19, and less of 20 to 29.
  await store.putBars(stream, "M1", retold(minutes, 10, 20, 5));
  await store.putBars(stream, "M1", retold(minutes, 20, 30, -1));
  expect(await store.barOrigin(stream, "M1", START + 12 * MINUTE)).toMatchObject({
    origin: "broker",
    ofTicks: { bar: { close: minutes.close[12] } },
    told: { from: "broker", bar: { close: (minutes.close[12] ?? 0) + 0.0001 } },
  });
  expect(await store.barOrigin(stream, "M1", START + 22 * MINUTE)).toMatchObject({
    origin: "own",
    told: { from: "broker" },
  });
  const hour = await store.barOrigin(stream, "H1", START);
  expect(hour).toMatchObject({ origin: "mixed", minutes: { own: 50, broker: 10, imported: 0 } });
  // What is told of an hour stands where it knows more ticks than its minutes.
  const hours = await store.readBars(stream, "H1", START, START + HOUR);
  await store.putBars(stream, "H1", retold(hours, 0, 1, 9));
  expect(await store.barOrigin(stream, "H1", START)).toMatchObject({
    origin: "broker",
    minutes: { own: 0, broker: 0, imported: 0 },
    told: { from: "broker", bar: { tickVolume: (hours.tickVolume[0] ?? 0) + 9 } },
  });
  const shown = await store.readBars(stream, "H1", START, START + HOUR);
  expect((await store.barOrigin(stream, "H1", START))?.told?.bar.tickVolume).toBe(shown.tickVolume[0]);
  expect(await store.barOrigin(stream, "M1", START - HOUR)).toBeUndefined();
});

test("what came out of a file is called so, until the broker itself tells it", async () => {
  const store = await opened();
  const ticks = await store.beginImport(0.00001, 5);
  await store.importTicks(ticks, columnsOf(walk(4_000, START)));
  await store.finishImport(ticks, "0@Imported/EURUSD");
  expect(await store.barOrigin(ticks, "M1", START + MINUTE)).toMatchObject({
    origin: "imported",
    ofTicks: { from: "imported" },
  });

  const minutes = await store.readBars(ticks, "M1", START, START + HOUR);
  const bars = await store.beginImport(0.00001, 5);
  await store.putBars(bars, "M1", minutes);
  await store.finishImport(bars, "0@Imported/GBPUSD");
  expect(await store.barOrigin(bars, "M1", START + 2 * MINUTE)).toMatchObject({
    origin: "imported",
    told: { from: "imported" },
  });
  await store.putBars(bars, "M1", retold(minutes, 2, 4, 1));
  const origins = await Promise.all([1, 2, 3, 4].map((at) => store.barOrigin(bars, "M1", START + at * MINUTE)));
  expect(origins.map((found) => found?.origin)).toEqual(["imported", "broker", "broker", "imported"]);
  expect((await store.verify()).faults).toEqual([]);
});
