import { test } from "vitest";
import { expectKillsLoseNothing } from "#test/fixtures/killed-appends.ts";
import { expectKilledImportsLeaveNothing } from "#test/fixtures/killed-imports.ts";

test.each([1, 2, 3, 4, 5])(
  "twenty kills of the storing, sealing and joining process lose and double nothing (seed %i)",
  async (seed) => {
    await expectKillsLoseNothing(20, 40_000, seed);
  },
);

test.each([1, 2, 3, 4, 5])("twenty killed imports leave nothing behind (seed %i)", async (seed) => {
  await expectKilledImportsLeaveNothing(20, 200_000, seed);
});
