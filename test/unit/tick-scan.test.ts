import Sqlite, { type Database } from "better-sqlite3";
import { expect, onTestFinished, test } from "vitest";
import { packFrames } from "#bridge/store/market/frame-pack.ts";
import { KeepDesk } from "#bridge/store/market/keep-desk.ts";
import { ScanRuns } from "#bridge/store/market/scan-runs.ts";
import { TickReader } from "#bridge/store/market/tick-reader.ts";
import { type ScanPlace, TickScan } from "#bridge/store/market/tick-scan.ts";
import { WriteDesk } from "#bridge/store/market/write-desk.ts";
import { migrate } from "#bridge/store/migration.ts";
import { MARKET_MIGRATIONS } from "#bridge/store/migrations/market/index.ts";
import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";
import { concatTicks, equalTicks, sliceTicks, viewTicks } from "#shared/market/tick-slices.ts";
import { columnsOf, seeded, walk } from "#test/fixtures/plain-ticks.ts";
import { tickFrames } from "#test/fixtures/tick-frames.ts";

const START = Date.UTC(2025, 8, 22, 10);
const FOREVER = Number.MAX_SAFE_INTEGER;
const ROOM = 20_000;

interface Desks {
  readonly db: Database;
  readonly writer: WriteDesk;
  readonly keeper: KeepDesk;
  readonly stream: number;
}

function openDesks(): Desks {
  const db = new Sqlite(":memory:");
  onTestFinished(() => void db.close());
  migrate(db, MARKET_MIGRATIONS);
  const writer = new WriteDesk(db);
  const { stream } = writer.openStream("1@Demo/EURUSD", 0.00001, 5);
  return { db, writer, keeper: new KeepDesk(db), stream };
}

function append({ writer, stream }: Desks, ticks: TickColumns, epoch: number): void {
  const frames = tickFrames(ticks, { stream, epoch });
  for (let i = 0; i < frames.length; i += 40) {
    expect(writer.append(packFrames([frames.slice(i, i + 40)]))).toStrictEqual([null]);
  }
}

/** Ticks with a last price and volumes here and there, which memory that is used again must not keep. */
function dealt(count: number, fromMs: number): TickColumns {
  const ticks = columnsOf(walk(count, fromMs));
  for (let i = 0; i < count; i += 7) {
    ticks.last[i] = i + 0.5;
    ticks.volume[i] = BigInt(i);
    ticks.volumeReal[i] = i / 8;
  }
  return ticks;
}

const firstOf = ({ timeMs }: TickColumns): number => timeMs[0] as number;
const lastOf = ({ timeMs, count }: TickColumns): number => timeMs[count - 1] as number;

/** All runs of a range end to end; `between` happens after each. */
function scanned({ db, stream }: Desks, fromMs: number, toMs: number, between = () => undefined): TickColumns {
  const scan = new TickScan(db, new TickReader(db));
  let memory = { ...emptyTickColumns(ROOM, true), used: false };
  const runs: TickColumns[] = [];
  let place: ScanPlace | undefined;
  do {
    const { fine, place: next, ...filled } = scan.fill(stream, fromMs, toMs, place, memory);
    memory = filled;
    place = next;
    expect(filled.count).toBeLessThanOrEqual(ROOM);
    const { subMs: _, ...plain } = filled;
    runs.push(concatTicks([viewTicks(fine ? filled : plain, 0, filled.count), emptyTickColumns(0)]));
    between();
  } while (place !== undefined);
  return concatTicks(runs);
}

test("a scan of any range hands out what a read does, blocks and open rows alike, out of memory that held other ticks", () => {
  const desks = openDesks();
  const first = dealt(50_000, START);
  const second = columnsOf(walk(30_000, lastOf(first) - 60_000));
  append(desks, first, 1);
  desks.writer.putBlocks(desks.keeper.make(1, 0, 4, 8_192));
  append(desks, second, 2);
  const reader = new TickReader(desks.db);
  const random = seeded(5);
  const span = lastOf(second) - firstOf(first);
  for (let i = 0; i < 25; i++) {
    const from = i === 0 ? 0 : firstOf(first) + Math.floor(random() * span);
    const to = i === 0 ? FOREVER : from + Math.floor(random() * (span - (from - firstOf(first)) + 2));
    expect(equalTicks(scanned(desks, from, to), reader.read(desks.stream, from, to))).toBe(true);
  }
});

test("a scan hands out every tick once while what it passed is sealed and joined behind it", () => {
  for (let seed = 1; seed <= 6; seed++) {
    const desks = openDesks();
    const first = dealt(60_000, START);
    const second = columnsOf(walk(45_000, lastOf(first) + 1_000));
    append(desks, first, 1);
    append(desks, second, 2);
    const random = seeded(seed);
    const change = (): undefined => {
      for (let turn = 0; turn < 6; turn++) {
        const lane = random() < 0.5 ? 1 : 2;
        const least = 500 + Math.floor(random() * 7_000);
        desks.writer.putBlocks(desks.keeper.make(lane, 0, 1 + Math.floor(random() * 2), least));
        const joined = desks.keeper.merge(lane, 0);
        if (joined !== undefined && random() < 0.7) desks.writer.mergeBlocks(joined);
      }
    };
    if (seed % 2 === 0) change();
    expect(equalTicks(scanned(desks, 0, FOREVER, change), concatTicks([first, second]))).toBe(true);
  }
});

test("runs come in order from memory that moves back and forth, and a failure in the middle is told", async () => {
  const ticks = columnsOf(walk(30, START));
  const runs = new ScanRuns();
  const place = (seq: number): ScanPlace => ({ epoch: 1, seq, lastMs: 0, passed: [] });
  for (let again = 0; again < 2; again++) {
    const seen: number[] = [];
    const memories = new Set<unknown>();
    const scan = runs.each(async (from, into) => {
      const at = (from?.seq ?? 0) * 10;
      memories.add(into.timeMs.buffer);
      into.timeMs.set(ticks.timeMs.subarray(at, at + 10));
      return { ...into, count: 10, fine: false, ...(at < 20 ? { place: place(at / 10 + 1) } : {}) };
    });
    for await (const run of scan) seen.push(...sliceTicks(run, 0, run.count).timeMs);
    expect(seen).toStrictEqual([...ticks.timeMs]);
    expect(memories.size).toBe(2);
  }
  const failing = runs.each((from, into) =>
    from === undefined
      ? Promise.resolve({ ...into, count: 1, fine: false, place: place(1) })
      : Promise.reject(new Error("the store has gone")),
  );
  expect((await failing.next()).value?.count).toBe(1);
  await expect(failing.next()).rejects.toThrow("the store has gone");
});
