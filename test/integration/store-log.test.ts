import { statSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { MarketStore } from "#bridge/store/market/market-store.ts";
import { columnsOf, walk } from "#test/fixtures/plain-ticks.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { tickFrames } from "#test/fixtures/tick-frames.ts";

const START = Date.UTC(2026, 10, 16);
const SYMBOLS = 16;
const COMMITS = 700;
/** Commits between two rests: some 3.5 MB of log. A real market rests more often. */
const REST_EVERY = 25;
/** More than the checkpoints that the store makes in a row. */
const ROUNDS = 6;

test("ticks that come one by one do not make the write-ahead log grow without end", async () => {
  const folder = temporaryFolder();
  const store = await MarketStore.open(folder);
  try {
    const symbols = Array.from({ length: SYMBOLS }, (_, i) => store.openStream(`1@Demo/SYM${i}`, 0.00001, 5));
    const streams = await Promise.all(symbols);
    const ticks = columnsOf(walk(COMMITS, START));
    const frames = streams.map(({ stream }) => tickFrames(ticks, { stream, size: 1 }));
    for (let i = 0; i < COMMITS; i++) {
      await store.append(frames.flatMap((own) => own[i] ?? []));
      // The reader's thread does the checkpoints; it answers when those before the question are done, on a busy machine late.
      const rounds = i % REST_EVERY === 0 ? ROUNDS : 0;
      for (let round = 0; round < rounds; round++) await store.gaps(streams[0]?.stream ?? 0);
    }
    // A page of 8 KB for each symbol and one for the lanes: 97 MB written, for less than 1 MB of ticks.
    expect(statSync(join(folder, "market.db-wal")).size).toBeLessThan(64 * 1024 * 1024);
  } finally {
    await store.close();
  }
});
