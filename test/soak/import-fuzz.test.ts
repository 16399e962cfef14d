import { describe, expect, test } from "vitest";
import { CHANGES, fuzzCommand, fuzzImport, IMPORTS } from "#test/fixtures/import-fuzz.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";

const ROUNDS = 1_000;
const COMMANDS_RUN = 25;
const MOST_GROWTH = 120 * 1024 * 1024;

describe.each(Object.keys(IMPORTS))("files of %s", (form) => {
  test.each(Object.keys(CHANGES).map((change, nth) => [change, nth] as const))(
    "a thousand of them, %s, are refused with place and expectation, or whole, in bounded memory",
    async (change, nth) => {
      const folder = temporaryFolder();
      await fuzzImport(folder, form, change, { seed: 999, rounds: 50 });
      const before = process.memoryUsage().rss;
      await fuzzImport(folder, form, change, { seed: 1_000 + nth, rounds: ROUNDS });
      expect(process.memoryUsage().rss - before).toBeLessThan(MOST_GROWTH);
    },
  );

  test("changed in every way and given to the command line, each leaves nothing, or a store that verifies", async () => {
    const folder = temporaryFolder();
    let refused = 0;
    for (const [nth, change] of Object.keys(CHANGES).entries()) {
      refused += await fuzzCommand(folder, form, change, { seed: 2_000 + nth, rounds: COMMANDS_RUN });
    }
    expect(refused).toBeGreaterThan(COMMANDS_RUN);
  });
});
