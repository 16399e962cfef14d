import { expect, test } from "vitest";
import { CHANGES, fuzzImport, IMPORTS } from "#test/fixtures/import-fuzz.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";

const ROUNDS = 1_000;
const MOST_GROWTH = 120 * 1024 * 1024;

test.each(Object.keys(IMPORTS))(
  "thousands of damaged files of %s are refused with place and expectation, in bounded memory",
  async (form) => {
    const folder = temporaryFolder();
    const before = process.memoryUsage().rss;
    let refused = 0;
    for (const [nth, change] of Object.keys(CHANGES).entries()) {
      refused += await fuzzImport(folder, form, change, { seed: 1_000 + nth, rounds: ROUNDS });
    }
    expect(refused).toBeGreaterThan(ROUNDS);
    expect(process.memoryUsage().rss - before).toBeLessThan(MOST_GROWTH);
  },
);
