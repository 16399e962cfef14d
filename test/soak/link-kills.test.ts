import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import type { CrashPoint } from "#test/fixtures/bridge-process.ts";
import { seeded } from "#test/fixtures/plain-ticks.ts";
import { recordedFile } from "#test/fixtures/recorded-file.ts";
import { runRecording } from "#test/fixtures/recorded-run.ts";
import { recordedCopyTicks } from "#test/fixtures/recorded-ticks.ts";

/** Kills of each side over the whole run, and how many of them one passage of the recording takes. */
const KILLS = 20;
const KILLS_A_PASSAGE = 5;
const POINTS = ["frame", "beforeCommit", "afterCommit"] as const;

const ticks = recordedCopyTicks();
const run = recordedFile(ticks);

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
    const folder = join(run.work, `passage-${passage}`);
    await expect(runRecording({ folder, ...run, recording, bridgeDies, eaDiesAt: sorted })).resolves.toBeUndefined();
    rmSync(folder, { recursive: true, force: true });
  },
);
