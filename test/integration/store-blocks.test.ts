import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { describe, expect, onTestFinished, test } from "vitest";
import { exportTicks } from "#bridge/data-collector/export/export-rows.ts";
import type { TableFile } from "#bridge/data-collector/export/table-file.ts";
import { MarketStore } from "#bridge/store/market/market-store.ts";
import { migrate } from "#bridge/store/migration.ts";
import { MARKET_MIGRATIONS } from "#bridge/store/migrations/market/index.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import { concatTicks, lowerBound, sliceTicks } from "#shared/market/tick-slices.ts";
import { columnsOf, seeded, walk } from "#test/fixtures/plain-ticks.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { tickFrames } from "#test/fixtures/tick-frames.ts";

const START = Date.UTC(2025, 8, 22, 10);
const FOREVER = Number.MAX_SAFE_INTEGER;
const TICKS = 40_000;
const INSTRUMENT = "1@Demo/EURUSD";

async function openStore(folder = temporaryFolder()): Promise<{ store: MarketStore; folder: string; stream: number }> {
  const store = await MarketStore.open(folder);
  onTestFinished(() => store.close().catch(() => undefined));
  const { stream } = await store.openStream(INSTRUMENT, 0.00001, 5);
  return { store, folder, stream };
}

async function append(store: MarketStore, ticks: TickColumns, stream: number, epoch = 1): Promise<void> {
  const frames = tickFrames(ticks, { stream, epoch });
  for (let i = 0; i < frames.length; i += 64) await store.append(frames.slice(i, i + 64));
}

const between = (ticks: TickColumns, fromMs: number, toMs: number): TickColumns =>
  sliceTicks(ticks, lowerBound(ticks, fromMs), lowerBound(ticks, toMs));

/** Changes a byte in the middle of the block that lies `index` blocks from the first. */
function damageBlock(folder: string, index: number): void {
  const db = new Sqlite(join(folder, "market.db"));
  const rows = db
    .prepare<[], { id: number; payload: Uint8Array }>("SELECT id, payload FROM tick_block ORDER BY id")
    .all();
  const { id, payload } = rows[index] ?? { id: 0, payload: new Uint8Array(1) };
  payload[payload.length >> 1] = (payload[payload.length >> 1] ?? 0) ^ 0x10;
  db.prepare("UPDATE tick_block SET payload = ? WHERE id = ?").run(payload, id);
  db.close();
}

describe("sealed ticks", () => {
  test("read the same as open ones, whatever range or limit is asked for, and the tail reaches back into blocks", async () => {
    const { store, stream } = await openStore();
    const ticks = columnsOf(walk(TICKS, START));
    await append(store, ticks, stream);
    expect(await store.seal()).toBeGreaterThan(TICKS - 8_192);
    const [held] = await store.inventory();
    expect(held).toMatchObject({ ticks: TICKS, blocks: 4, firstMs: ticks.timeMs[0], lastMs: ticks.timeMs[TICKS - 1] });
    expect(held?.open).toBeLessThan(8_192);

    const random = seeded(3);
    const [first, last] = [ticks.timeMs[0] ?? 0, ticks.timeMs[TICKS - 1] ?? 0];
    for (let i = 0; i < 60; i++) {
      const from = first + Math.floor(random() * (last - first));
      const to = from + Math.floor(random() ** 3 * (last - from + 2));
      const limit = Math.floor(random() * 20_000);
      const expected = between(ticks, from, to);
      expect(await store.readTicks(stream, from, to)).toStrictEqual(expected);
      expect(await store.readTicks(stream, from, to, limit)).toStrictEqual(
        sliceTicks(expected, 0, Math.min(limit, expected.count)),
      );
    }
    for (const limit of [1, 100, 9_000, TICKS, TICKS + 1]) {
      expect(await store.readTail(stream, limit)).toStrictEqual(sliceTicks(ticks, Math.max(0, TICKS - limit), TICKS));
    }
    expect((await store.verify()).faults).toEqual([]);
  });

  test("go on where they were: a resend is ignored, new frames follow, and a new epoch has blocks of its own", async () => {
    const { store, folder, stream } = await openStore();
    const ticks = columnsOf(walk(TICKS, START));
    await append(store, sliceTicks(ticks, 0, 20_032), stream);
    await store.seal(true);
    expect((await store.inventory())[0]?.open).toBe(0);
    await append(store, ticks, stream);
    expect(await store.readTicks(stream, 0, FOREVER)).toStrictEqual(ticks);
    const again = columnsOf(walk(9_000, START + 60_000, 2));
    await append(store, again, stream, 2);
    await store.seal(true);
    await store.close();
    const next = await openStore(folder);
    expect(await next.store.cursor(stream)).toMatchObject({ epoch: 2, total: 9_000 });
    expect((await next.store.readTicks(stream, 0, FOREVER)).count).toBe(TICKS + 9_000);
    expect((await next.store.verify()).faults).toEqual([]);
  });

  test("make the bars that open ticks made", async () => {
    const { store, stream } = await openStore();
    await append(store, columnsOf(walk(TICKS, START)), stream);
    const before = await store.readBars(stream, "M5", 0, FOREVER);
    await store.seal(true);
    expect(before.count).toBeGreaterThan(20);
    expect(await store.readBars(stream, "M5", 0, FOREVER)).toStrictEqual(before);
  });

  test("are joined to full blocks when they were sealed in small pieces", async () => {
    const { store, stream } = await openStore();
    const ticks = columnsOf(walk(TICKS, START));
    for (let at = 0; at < TICKS; at += 3_200) {
      await append(store, sliceTicks(ticks, 0, Math.min(TICKS, at + 3_200)), stream);
      await store.seal(true);
    }
    expect((await store.inventory())[0]).toMatchObject({ blocks: 13, open: 0 });
    const { bytes = 0 } = (await store.inventory())[0] ?? {};
    expect(await store.compact()).toBe(6);
    const [after] = await store.inventory();
    expect(after).toMatchObject({ blocks: 6, ticks: TICKS });
    expect(after?.bytes).toBeLessThan(bytes);
    expect(await store.readTicks(stream, 0, FOREVER)).toStrictEqual(ticks);
    expect((await store.verify()).faults).toEqual([]);
  });
});

test("an export over an hour that ran twice holds every tick of it once, in order of arrival", async () => {
  const { store, stream } = await openStore();
  const first = columnsOf(walk(126_000, START));
  const second = columnsOf(walk(20_000, (first.timeMs[125_999] ?? 0) - 3_600_000, 2));
  await append(store, first, stream, 1);
  await append(store, second, stream, 2);
  await store.seal();
  const times: number[] = [];
  const table: TableFile = {
    write: ([time]) => {
      for (const at of time?.data ?? []) times.push(Number(at));
      return Promise.resolve();
    },
    close: () => Promise.resolve(),
    drop: () => Promise.resolve(),
  };
  expect(await exportTicks(store, { stream, fromMs: 0, toMs: FOREVER, fine: false }, table)).toBe(146_000);
  expect(Float64Array.from(times)).toStrictEqual(concatTicks([first, second]).timeMs);
});

test("old ticks go block by block within the disk budget, and every bar of them stays", async () => {
  const { store, stream } = await openStore();
  const ticks = columnsOf(walk(TICKS, START));
  await append(store, ticks, stream);
  await store.seal(true);
  const bars = await store.readBars(stream, "M1", 0, FOREVER);
  // What is not in stored bars yet may not go.
  expect(await store.retire(stream, { mostBytes: 0 })).toEqual({ ticks: 0, bytes: 0 });
  await append(store, columnsOf(walk(170_000, START)), stream);
  await expect
    .poll(() => store.retire(stream, { beforeMs: ticks.timeMs[20_000] ?? 0 }))
    .toMatchObject({ ticks: 16_384 });
  const [held] = await store.inventory();
  expect(held?.ticks).toBe(170_000 - 16_384);
  expect((await store.readTicks(stream, 0, FOREVER)).timeMs[0]).toBe(ticks.timeMs[16_384]);
  expect((await store.readBars(stream, "M1", 0, bars.timeMs[bars.count - 1] ?? 0)).count).toBe(bars.count - 1);
  // A new point has bars built again, of the ticks that are there; those of the others stay.
  await store.openStream(INSTRUMENT, 0.0001, 4);
  expect((await store.readBars(stream, "M1", 0, bars.timeMs[bars.count - 1] ?? 0)).count).toBe(bars.count - 1);
  expect((await store.verify()).faults).toEqual([]);
});

test("a damaged block is told by its time, and repair keeps its bytes, records the gap and lets the rest be read", async () => {
  const { store, folder, stream } = await openStore();
  const ticks = columnsOf(walk(TICKS, START));
  await append(store, ticks, stream);
  await store.seal(true);
  await store.close();
  damageBlock(folder, 1);

  const next = await openStore(folder);
  const from = new Date(ticks.timeMs[8_192] ?? 0).toISOString();
  await expect(next.store.readTicks(stream, 0, FOREVER)).rejects.toMatchObject({
    code: "STORE_BLOCK_DAMAGED",
    message: expect.stringContaining(from),
  });
  expect((await next.store.readTicks(stream, 0, ticks.timeMs[8_000] ?? 0)).count).toBe(
    lowerBound(ticks, ticks.timeMs[8_000] ?? 0),
  );
  expect((await next.store.verify()).faults).toEqual([expect.stringContaining("checksum")]);
  expect(await next.store.repair()).toMatchObject([{ stream, fromMs: ticks.timeMs[8_192], ticks: 8_192 }]);
  expect((await next.store.readTicks(stream, 0, FOREVER)).count).toBe(TICKS - 8_192);
  expect(await next.store.gaps(stream)).toMatchObject([{ reason: "STORE_LOST", fromMs: ticks.timeMs[8_192] }]);
  expect(await next.store.verify()).toMatchObject({ faults: [], ticks: TICKS - 8_192 });
  await next.store.close();
  const db = new Sqlite(join(folder, "market.db"));
  expect(db.prepare("SELECT count, fault FROM damaged_block").all()).toMatchObject([{ count: 8_192 }]);
  db.close();
});

test("a market.db of any earlier version is taken over with every tick, and sealed then", async () => {
  const ticks = columnsOf(walk(20_000, START));
  for (let version = 1; version < MARKET_MIGRATIONS.length; version++) {
    const folder = temporaryFolder();
    const db = new Sqlite(join(folder, "market.db"));
    db.pragma("journal_mode = WAL");
    migrate(db, MARKET_MIGRATIONS, version);
    db.prepare("INSERT INTO stream (instrument, point, digits) VALUES (?, 0.00001, 5)").run(INSTRUMENT);
    const insert = db.prepare(
      "INSERT INTO tick_batch (id, first_ms, last_ms, count, layout, base_ms, payload) VALUES (?, ?, ?, ?, ?, ?, ?)",
    );
    const frames = tickFrames(ticks, { stream: 1 });
    for (const { seq, firstMs, lastMs, count, layout, baseMs, payload } of frames) {
      insert.run((1n << 36n) | seq, firstMs, lastMs, count, layout, baseMs, payload);
    }
    const lastMs = ticks.timeMs[19_999] ?? 0;
    db.prepare("INSERT INTO lane VALUES (1, 1, 1, ?, ?, ?, ?, 20000, 0, 0)").run(
      frames.length,
      START,
      lastMs,
      20_000 - lowerBound(ticks, lastMs),
    );
    db.close();

    const { store, stream } = await openStore(folder);
    expect((await store.verify()).faults).toEqual([]);
    expect(await store.seal(true)).toBe(20_000);
    expect(await store.readTicks(stream, 0, FOREVER)).toStrictEqual(ticks);
    expect((await store.verify()).faults).toEqual([]);
  }
});
