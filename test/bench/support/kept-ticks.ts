import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { MarketStore } from "#bridge/store/market/market-store.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import { concatTicks, equalTicks, sliceTicks } from "#shared/market/tick-slices.ts";
import { recorded } from "#test/fixtures/recorded-data.ts";
import { ticksInFile } from "#test/fixtures/tick-files.ts";
import { tickFrames } from "#test/fixtures/tick-frames.ts";
import { bytesIn, gzipCsv, readGzipCsv, readRows, writeRows } from "./plain-rows.ts";
import { median, printRow } from "./row.ts";

const FOREVER = Number.MAX_SAFE_INTEGER;
const ROUNDS = 5;

const folderFor = (): string => mkdtempSync(join(tmpdir(), "fairlead-kept-"));

/** `folder` in use, removed afterwards. */
async function inFolder<T>(use: (folder: string) => Promise<T> | T): Promise<T> {
  const folder = folderFor();
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Bytes that the pages of sealed ticks take in market.db, their index and all that is left empty in them with them. */
function sealedBytes(folder: string): number {
  const db = new Sqlite(join(folder, "market.db"), { readonly: true });
  const sum = db
    .prepare<[], number>("SELECT sum(pgsize) FROM dbstat WHERE name IN ('tick_block', 'tick_block_time')")
    .pluck()
    .get();
  db.close();
  return sum ?? 0;
}

async function appendAll(store: MarketStore, ticks: TickColumns): Promise<number> {
  const { stream } = await store.openStream("1@Bench/TICKS", 0.00001, 5);
  const frames = tickFrames(ticks, { stream });
  for (let i = 0; i < frames.length; i += 512) await store.append(frames.slice(i, i + 512));
  return stream;
}

interface Kept {
  /** Ticks sealed a second. */
  readonly seal: number;
  /** Bytes a tick on disk. */
  readonly bytes: number;
  /** Ticks read a second in runs, one after another; and all in one answer. */
  readonly read: number;
  readonly atOnce: number;
}

/** Reads all ticks in runs. @param same told each run and where it begins. @returns ticks a second. */
async function scanPerSecond(store: MarketStore, stream: number, same: (run: TickColumns, at: number) => boolean) {
  let count = 0;
  const before = performance.now();
  for await (const run of store.scanTicks(stream, 0, FOREVER)) {
    if (!same(run, count)) throw new Error("the ticks came back otherwise");
    count += run.count;
  }
  return { count, perSecond: count / ((performance.now() - before) / 1000) };
}

/** What keeping one recording costs. */
async function sealedOnce(ticks: TickColumns): Promise<Kept> {
  return inFolder(async (folder) => {
    const store = await MarketStore.open(folder);
    const stream = await appendAll(store, ticks);
    // The keeper's thread is started with the first block.
    await store.seal();
    await store.close();
    const again = await MarketStore.open(folder);
    const { stream: same } = await again.openStream("1@Bench/TICKS", 0.00001, 5);
    if (same !== stream) throw new Error("the stream was lost");
    let read = 0;
    let atOnce = 0;
    const equal = (run: TickColumns, at: number): boolean => equalTicks(run, sliceTicks(ticks, at, at + run.count));
    for (let round = 0; round <= ROUNDS; round++) {
      // The first round compares, and is not measured.
      const { count, perSecond } = await scanPerSecond(again, same, round === 0 ? equal : () => true);
      if (count !== ticks.count) throw new Error("ticks are missing");
      if (round > 0) read = Math.max(read, perSecond);
    }
    for (let round = 0; round < ROUNDS; round++) {
      const before = performance.now();
      const back = await again.readTicks(stream, 0, FOREVER);
      atOnce = Math.max(atOnce, back.count / ((performance.now() - before) / 1000));
      if (round === 0 && !equalTicks(back, ticks)) throw new Error("the ticks came back otherwise");
    }
    await again.seal(true);
    await again.close();
    return { seal: await sealPerSecond(ticks), bytes: sealedBytes(folder) / ticks.count, read, atOnce };
  });
}

/** Frames at hand to blocks in their place, checked, as it goes on in the background: the recording, four times over. */
async function sealPerSecond(once: TickColumns): Promise<number> {
  const span = (once.timeMs[once.count - 1] ?? 0) - (once.timeMs[0] ?? 0) + 1_000;
  const ticks = concatTicks([0, 1, 2, 3].map((times) => repeated(once, span, times)));
  return inFolder(async (folder) => {
    const store = await MarketStore.open(folder);
    const warm = sliceTicks(ticks, 0, 16_384);
    const { stream } = await store.openStream("1@Bench/WARM", 0.00001, 5);
    await store.append(tickFrames(warm, { stream }));
    await store.seal();
    const filled = await appendAll(store, ticks);
    // Once nothing more comes the writer makes minutes of what came; it answers when it is through.
    await new Promise((resolve) => setTimeout(resolve, 500));
    await store.cursor(filled);
    const before = performance.now();
    const sealed = await store.seal();
    const seconds = (performance.now() - before) / 1000;
    await store.close();
    if (sealed < ticks.count - 8_192) throw new Error("not all was sealed");
    return sealed / seconds;
  });
}

/** Prints what keeping a recording costs, beside plain rows and gzip CSV of the same ticks in the same run. */
async function compare(name: string, most: number, ticks: TickColumns, full: boolean): Promise<void> {
  const { seal, bytes, read, atOnce } = await sealedOnce(ticks);
  const plain = await inFolder((folder) => {
    const written = writeRows(folder, ticks);
    const held = bytesIn(folder);
    return {
      write: ticks.count / written,
      bytes: held / ticks.count,
      read: ticks.count / readRows(folder, ticks.count),
    };
  });
  const csv = gzipCsv(ticks);
  const gzip = { bytes: csv.packed.length / ticks.count, write: ticks.count / csv.seconds };
  const tidy = (value: number): number => Number(value.toPrecision(4));
  const beside = { rows: tidy(plain.bytes), gzipCsv: tidy(gzip.bytes), required: most };
  printRow({ bench: name, value: bytes, unit: "bytes/tick", raw: plain.bytes, ...beside });
  if (!full) return;
  const speed = { rows: Math.round(plain.write), gzipCsv: Math.round(gzip.write), required: 3_000_000 };
  printRow({ bench: "store.seal", value: seal, unit: "ticks/s", raw: plain.write, ...speed });
  const csvRead = ticks.count / readGzipCsv(csv.packed, ticks.count);
  const reads = {
    rows: Math.round(plain.read),
    gzipCsv: Math.round(csvRead),
    atOnce: Math.round(atOnce),
    required: 15_000_000,
  };
  printRow({ bench: "store.read", value: read, unit: "ticks/s", raw: plain.read, ...reads });
}

/** The same ticks over and over, each time `spanMs` later. */
function repeated(ticks: TickColumns, spanMs: number, times: number): TickColumns {
  return { ...ticks, timeMs: ticks.timeMs.map((time) => time + times * spanMs) };
}

/** A random minute of a hundred million stored ticks. */
async function randomMinute(ticks: TickColumns): Promise<void> {
  await inFolder(async (folder) => {
    const store = await MarketStore.open(folder);
    const stream = await store.beginImport(0.00001, 5);
    const [first, last] = [ticks.timeMs[0] ?? 0, ticks.timeMs[ticks.count - 1] ?? 0];
    const span = last - first + 1_000;
    let held = 0;
    for (let times = 0; held < 100_000_000; times++) {
      const later = repeated(ticks, span, times);
      for (let at = 0; at < later.count; at += 8_192) {
        await store.importTicks(stream, sliceTicks(later, at, Math.min(at + 8_192, later.count)));
      }
      held += later.count;
    }
    await store.finishImport(stream, "1@Bench/MANY");
    const samples: number[] = [];
    let seen = 0;
    for (let i = 0; i < 400; i++) {
      const from = first + Math.floor(Math.random() * (span * (held / ticks.count) - 60_000));
      const before = performance.now();
      const minute = await store.readTicks(stream, from, from + 60_000);
      samples.push(performance.now() - before);
      seen += minute.count;
    }
    await store.close();
    const sorted = samples.toSorted((a, b) => a - b);
    const p99 = sorted[Math.floor(sorted.length * 0.99)] ?? 0;
    printRow({
      bench: "store.random.minute",
      value: median(samples),
      unit: "ms",
      raw: 0,
      p99: Number(p99.toPrecision(4)),
      stored: held,
      ticks: Math.round(seen / samples.length),
      required: 5,
    });
  });
}

export async function benchKeptTicks(): Promise<void> {
  const mt5 = recorded("ticks/mt5_copyticks_EURUSD_2025-09.csv.zst");
  const gold = recorded("ticks/lean_oanda_xauusd_20140502_tick_quote.zip");
  if (mt5 === undefined || gold === undefined) return;
  const { subMs: _, ...eurusd } = await ticksInFile(mt5);
  await compare("store.bytes.mt5", 3.2, eurusd, true);
  const fine = await ticksInFile(gold);
  const { subMs: __, ...whole } = fine;
  await compare("store.bytes.lean", 3.2, whole, false);
  await compare("store.bytes.lean.fine", 4.6, fine, false);
  await randomMinute(eurusd);
}
