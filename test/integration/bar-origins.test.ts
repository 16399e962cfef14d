import { expect, onTestFinished, test } from "vitest";
import { MarketStore } from "#bridge/store/market/market-store.ts";
import type { BarColumns } from "#shared/market/bar.ts";
import { columnsOf, plainOf, walk } from "#test/fixtures/plain-ticks.ts";
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

const DAY = 86_400_000;

test("an import goes in front of what its instrument has, ticks and minutes, and into nothing that is there", async () => {
  const store = await opened();
  const { stream } = await store.openStream(EURUSD, 0.00001, 5);
  const all = walk(12_000, START);
  const cut = all.findIndex(({ timeMs }) => timeMs >= START + HOUR + 12_345);
  await store.append(tickFrames(columnsOf(all.slice(cut)), { stream }));
  const minute = Math.floor((all[cut]?.timeMs ?? 0) / MINUTE) * MINUTE;
  const older = all.filter(({ timeMs }) => timeMs < minute);

  const imported = async (ticks: typeof all): Promise<void> => {
    const day = await store.beginImport(0.00001, 5);
    await store.importTicks(day, columnsOf(ticks));
    await store.finishImport(day, EURUSD).catch(async (error: unknown) => {
      await store.dropImport(day);
      throw error;
    });
  };
  await expect(imported(all.slice(0, cut + 1))).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await expect(imported(all.slice(cut + 10))).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await imported(older);
  await imported(walk(2_000, START - 30 * DAY));

  const stored = await store.readTicks(stream, 0, Number.MAX_SAFE_INTEGER);
  expect(plainOf(stored)).toEqual([...walk(2_000, START - 30 * DAY), ...older, ...all.slice(cut)]);
  expect((await store.cursor(stream)).total).toBe(all.length - cut);
  expect((await store.gaps(stream)).map(({ toMs }) => toMs)).toEqual([older[0]?.timeMs]);
  const whole = await opened();
  const { stream: once } = await whole.openStream(EURUSD, 0.00001, 5);
  await whole.append(tickFrames(columnsOf([...older, ...all.slice(cut)]), { stream: once }));
  for (const timeframe of ["M1", "H1"] as const) {
    expect(await store.readBars(stream, timeframe, START, START + DAY)).toEqual(
      await whole.readBars(once, timeframe, START, START + DAY),
    );
  }
  const origins = await Promise.all([10, 60].map((at) => store.barOrigin(stream, "M1", START + at * MINUTE)));
  expect(origins.map((found) => found?.origin)).toEqual(["imported", "own"]);
  expect((await store.inventory()).map(({ instrument }) => instrument)).toEqual([EURUSD]);
  expect((await store.verify()).faults).toEqual([]);
  // What comes over the link goes where it always went.
  const next = { ...(all.at(-1) as (typeof all)[number]), timeMs: START + 20 * DAY };
  const { seq } = await store.cursor(stream);
  await store.append(tickFrames(columnsOf([next]), { stream, after: seq }));
  expect(plainOf(await store.readTail(stream, 1))).toEqual([next]);
});

test("bars of a file go in front of those that the broker told, and a past that is being fetched is let end first", async () => {
  const store = await opened();
  const { stream } = await store.openStream(EURUSD, 0.00001, 5);
  await store.append(tickFrames(columnsOf(walk(4_000, START)), { stream }));
  const own = await store.readBars(stream, "M1", START, START + HOUR);
  await store.putBars(stream, "M1", retold(own, 10, 15, 1));
  const file = async (from: number, to: number): Promise<void> => {
    const bars = await store.beginImport(0.00001, 5);
    await store.putBars(bars, "M1", retold(own, from, to, 3));
    await store.finishImport(bars, EURUSD);
  };
  await expect(file(8, 11)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await file(2, 6);
  const origins = await Promise.all([1, 3, 12].map((at) => store.barOrigin(stream, "M1", START + at * MINUTE)));
  expect(origins.map((found) => found?.origin)).toEqual(["own", "imported", "broker"]);

  await store.planBackfill(stream, START - 9 * DAY, START + DAY);
  const ticks = async (): Promise<void> => {
    const older = await store.beginImport(0.00001, 5);
    await store.importTicks(older, columnsOf(walk(2_000, START - DAY)));
    await store.finishImport(older, EURUSD);
  };
  await expect(ticks()).rejects.toMatchObject({ code: "BAD_REQUEST" });
  await store.setBackfill(stream, "older");
  await ticks();
  expect(await store.backfills()).toMatchObject([{ reachedMs: START - DAY, state: "older" }]);
});
