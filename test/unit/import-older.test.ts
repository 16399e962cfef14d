import { expect, test } from "vitest";
import { importTicks } from "#bridge/data-collector/import/import-ticks.ts";
import { memoryRecording } from "#test/fixtures/memory-recording.ts";
import { type PlainTick, plainOf, walk } from "#test/fixtures/plain-ticks.ts";

const START = Date.UTC(2026, 10, 2);
const TICKS = walk(5_000, START);

/** Imports the walk before a time; what the store was given, and how it ended. */
async function imported(beforeMs: number) {
  const kept: PlainTick[] = [];
  const ends: string[] = [];
  const store = {
    beginImport: () => Promise.resolve(1),
    importTicks: (_: number, ticks: Parameters<typeof plainOf>[0]) =>
      Promise.resolve(void kept.push(...plainOf(ticks))),
    finishImport: (_: number, instrument: string) => Promise.resolve(void ends.push(instrument)),
    dropImport: () => Promise.resolve(void ends.push("dropped")),
  };
  const recording = { ...memoryRecording("EURUSD", TICKS, 512), form: {} };
  const done: unknown = await importTicks(store, {
    recordings: [recording],
    instrument: "7@Demo/EURUSD",
    beforeMs,
  }).catch((error: unknown) => error);
  return { kept, ends, done };
}

test("with a time before which ticks are wanted, those are imported and no other, also where the cut lies within a part", async () => {
  const cut = 1_300;
  const beforeMs = (TICKS[cut]?.timeMs ?? 0) + 1;
  const older = TICKS.filter(({ timeMs }) => timeMs < beforeMs);
  const { kept, ends, done } = await imported(beforeMs);
  expect(older.length).toBeGreaterThan(cut);
  expect(kept).toEqual(older);
  expect([ends, done]).toEqual([["7@Demo/EURUSD"], older.length]);
});

test("where nothing of a file is older it is refused in words, and nothing of it stays", async () => {
  const { kept, ends, done } = await imported(START);
  expect([kept, ends]).toEqual([[], ["dropped"]]);
  expect(done).toMatchObject({ code: "BAD_REQUEST", message: expect.stringContaining("older") });
});
