import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import Sqlite from "better-sqlite3";
import { openReplay } from "#bridge/data-collector/replay/open-replay.ts";
import { systemClock } from "#bridge/ports/clock.ts";
import type { TickFrame } from "#bridge/ports/tick-store.ts";
import { MarketStore } from "#bridge/store/market/market-store.ts";
import { columnsOf, walk } from "#test/fixtures/plain-ticks.ts";
import { tickFrames } from "#test/fixtures/tick-frames.ts";
import { benchKeptTicks } from "./support/kept-ticks.ts";
import { median, printRow } from "./support/row.ts";
import { benchYearOfMinutes } from "./support/year-of-minutes.ts";

/**
 * market.db alone: frames that are at hand, committed as the collector commits them (at most 64 under way). Raw: the
 * same payloads as rows of a bare table by better-sqlite3, in transactions of 64. Then what a replay delivers at max.
 */
const ROUNDS = 5;
const IN_FLIGHT = 64;
const START = Date.UTC(2025, 8, 22);

const folderFor = (): string => mkdtempSync(join(tmpdir(), "fairlead-store-"));

async function oursPerSecond(frames: readonly TickFrame[]): Promise<number> {
  const folder = folderFor();
  const store = await MarketStore.open(folder);
  try {
    const { stream } = await store.openStream("1@Bench/EURUSD", 0.00001, 5);
    const own = frames.map((frame) => ({ ...frame, stream }));
    const before = performance.now();
    const waiting: Promise<void>[] = [];
    for (let i = 0; i < own.length; i += IN_FLIGHT / 2) {
      waiting.push(store.append(own.slice(i, i + IN_FLIGHT / 2)));
      if (waiting.length >= 2) await waiting.shift();
    }
    await Promise.all(waiting);
    const seconds = (performance.now() - before) / 1000;
    const { total } = await store.cursor(stream);
    if (total !== frames.reduce((sum, frame) => sum + frame.count, 0)) throw new Error("ticks were lost");
    return total / seconds;
  } finally {
    await store.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

function rawPerSecond(frames: readonly TickFrame[]): number {
  const folder = folderFor();
  const db = new Sqlite(join(folder, "raw.db"));
  try {
    db.pragma("page_size = 8192");
    db.pragma("journal_mode = WAL");
    db.pragma("synchronous = NORMAL");
    db.exec("CREATE TABLE frame (id INTEGER PRIMARY KEY, payload BLOB NOT NULL) STRICT");
    const insert = db.prepare<[number, Uint8Array]>("INSERT INTO frame VALUES (?, ?)");
    const some = db.transaction((from: number, to: number) => {
      for (let i = from; i < to; i++) insert.run(i, frames[i]?.payload ?? new Uint8Array());
    });
    const before = performance.now();
    for (let i = 0; i < frames.length; i += IN_FLIGHT) some(i, Math.min(i + IN_FLIGHT, frames.length));
    const seconds = (performance.now() - before) / 1000;
    return frames.reduce((sum, frame) => sum + frame.count, 0) / seconds;
  } finally {
    db.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

async function replayPerSecond(ticks: number): Promise<number> {
  const folder = folderFor();
  const file = join(folder, "EURUSD.csv");
  const lines = walk(ticks, START).map(({ timeMs, bid, ask, flags }) => `${timeMs},${bid},${ask},${flags}`);
  writeFileSync(file, `time_msc,bid,ask,flags\n${lines.join("\n")}`);
  const trouble = (why: string): never => {
    throw new Error(why);
  };
  const engine = await openReplay([file], {
    folder: join(folder, "staged"),
    clock: systemClock,
    speed: "max",
    trouble,
  });
  // The clock's timers let the process end: something else keeps it running, in the app the link.
  const awake = setInterval(() => undefined, 1_000);
  try {
    let heard = 0;
    const before = performance.now();
    await new Promise<void>((ended) =>
      engine.start({
        ticks: (_, columns) => {
          heard += columns.count;
        },
        moved: () => undefined,
        ended,
      }),
    );
    if (heard !== ticks) throw new Error(`the replay delivered ${heard} of ${ticks} ticks`);
    return heard / ((performance.now() - before) / 1000);
  } finally {
    clearInterval(awake);
    await engine.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

// First: the collector's rounds over the millions of ticks that this bench holds would be timed with it.
await benchYearOfMinutes();
const ticks = columnsOf(walk(2_000_000, START));
for (const { bench, size, count } of [
  { bench: "store.frames", size: 64, count: 2_000_000 },
  { bench: "store.single", size: 1, count: 200_000 },
]) {
  const frames = tickFrames({ ...ticks, count }, { stream: 1, size });
  const ours: number[] = [];
  const raw: number[] = [];
  for (let round = 0; round < ROUNDS; round++) {
    raw.push(rawPerSecond(frames));
    ours.push(await oursPerSecond(frames));
  }
  printRow({ bench, value: median(ours), unit: "ticks/s", raw: median(raw) });
}
printRow({
  bench: "replay.max",
  value: await replayPerSecond(500_000),
  unit: "ticks/s",
  raw: 500_000,
  required: 500_000,
});
await benchKeptTicks();
