import { describe, expect, test } from "vitest";
import { codeHash, keptPart, leastOf, type PartResult, runPart } from "#test/fixtures/process-run/process-parts.ts";

const KILLS = 100;
const STRIKES = 500;
const PARTS = 10;
const SEED = 20_261_121;

/**
 * `FAIRLEAD_PARTS=3-5` runs these parts only. `FAIRLEAD_RUNS=FOLDER` keeps each part's result there, and a part that
 * the same sources have already run is not run again: a run that was broken off goes on where it was.
 */
const [first = 1, last = PARTS] = (process.env["FAIRLEAD_PARTS"] ?? `1-${PARTS}`).split("-").map(Number);
const folder = process.env["FAIRLEAD_RUNS"] ?? null;
const code = codeHash();
const wishes = Array.from({ length: PARTS }, (_, i) => ({
  part: i + 1,
  seed: SEED + 1_000 * i,
  kills: KILLS / PARTS,
  strikes: STRIKES / PARTS,
}));
const say = (told: object): void => void process.stderr.write(`${JSON.stringify(told)}\n`);

describe("100 kills of each process and 500 strikes of each fault, in parts", () => {
  const ended: PartResult[] = [];

  for (const wish of wishes.filter(({ part }) => part >= first && part <= last)) {
    test(`part ${wish.part}: every order ends in its one outcome, none doubled, none lost, none in doubt`, async () => {
      const { part } = wish;
      const result =
        keptPart(folder, wish, code) ?? (await runPart(folder, wish, (progress) => say({ part, ...progress })));
      say({ ...result, run: "processes" });
      expect(result.faults).toEqual([]);
      ended.push(result);
    });
  }

  test("all parts together: each process killed 100 times, each fault struck 500 times", ({ skip }) => {
    const kept = wishes.flatMap(
      (wish) => ended.find(({ part }) => part === wish.part) ?? keptPart(folder, wish, code) ?? [],
    );
    if (last - first + 1 < PARTS && kept.length < PARTS) skip(`${kept.length} of ${PARTS} parts were run`);
    const intents = kept.reduce((sum, part) => sum + part.intents, 0);
    const hashes = kept.map(({ hash }) => hash);
    say({ run: "processes, all parts", code, intents, ...leastOf(kept), hashes });
    expect(kept).toHaveLength(PARTS);
    expect(leastOf(kept).kills).toBeGreaterThanOrEqual(KILLS);
    expect(leastOf(kept).strikes).toBeGreaterThanOrEqual(STRIKES);
  });
});
