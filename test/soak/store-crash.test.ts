import { test } from "vitest";
import { expectKillsLoseNothing } from "#test/fixtures/killed-appends.ts";

test.each([1, 2, 3, 4, 5])("twenty kills of the storing process lose and double nothing (seed %i)", async (seed) => {
  await expectKillsLoseNothing(20, 40_000, seed);
});
