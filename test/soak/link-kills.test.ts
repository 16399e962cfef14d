import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { CrashPoint } from "#test/fixtures/bridge-process.ts";
import { compileEa } from "#test/fixtures/ea-program.ts";
import { seeded } from "#test/fixtures/plain-ticks.ts";
import { runRecording } from "#test/fixtures/recorded-run.ts";
import { recordedCopyTicks } from "#test/fixtures/recorded-ticks.ts";
import { type MqlBinary, writeTickFile } from "#test/mql5-host/harness.ts";

/** Kills of each side over the whole run, and how many of them one passage of the recording takes. */
const KILLS = 20;
const KILLS_A_PASSAGE = 5;
const POINTS = ["frame", "beforeCommit", "afterCommit"] as const;

const ticks = recordedCopyTicks();
let work: string;
let binary: MqlBinary;
let file: string;
beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), "fairlead-kills-"));
  if (ticks === undefined) return;
  binary = await compileEa();
  file = join(work, "ticks.bin");
  writeTickFile(file, ticks, ticks.length);
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

test.skipIf(ticks === undefined).each(Array.from({ length: KILLS / KILLS_A_PASSAGE }, (_, passage) => passage))(
  "passage %i of the recording: five kills of the bridge and five of the EA lose nothing and double nothing",
  async (passage) => {
    const recording = ticks ?? [];
    const random = seeded(20_261_121 + passage);
    const nth = (most: number): number => 1 + Math.floor(random() * most);
    const bridgeDies = Array.from({ length: KILLS_A_PASSAGE }, (_, i): CrashPoint => {
      const at = POINTS[(passage + i) % POINTS.length] ?? "frame";
      // A fifth of the run each, so that all five are met: some 1,350 frames, fewer commits.
      return { at, nth: nth(at === "frame" ? 1_000 : 15) };
    });
    const eaDiesAt = Array.from({ length: KILLS_A_PASSAGE }, () => nth(recording.length - 50_000));
    const sorted = eaDiesAt.toSorted((one, other) => one - other);
    const folder = join(work, `passage-${passage}`);
    await expect(
      runRecording({ folder, binary, file, recording, bridgeDies, eaDiesAt: sorted }),
    ).resolves.toBeUndefined();
    rmSync(folder, { recursive: true, force: true });
  },
);
