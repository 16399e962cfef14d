import { expect, test } from "vitest";
import {
  expectFullMigrationGoesOn,
  expectKilledMigrationGoesOn,
  MIGRATION_POINTS,
} from "#test/fixtures/broken-migrations.ts";
import { expectFullDisksImportWhole, expectFullDisksLoseNothing } from "#test/fixtures/full-disks.ts";
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

test.each([1, 2, 3, 4, 5])(
  "a disk that fills up a dozen times while ticks are stored, sealed and joined loses and doubles nothing (seed %i)",
  async (seed) => {
    await expectFullDisksLoseNothing(12, 40_000, seed);
  },
);

test.each([1, 2, 3, 4, 5])("imports on disks that are too small leave nothing behind (seed %i)", async (seed) => {
  await expectFullDisksImportWhole(12, 200_000, seed);
});

test("a migration that is killed at any of its points goes on at the next start", async () => {
  for (let nth = 1; nth <= MIGRATION_POINTS; nth++) await expectKilledMigrationGoesOn(nth, 50_000);
});

test("a migration on a disk that is nearly full finishes once there is room", async () => {
  const ends: (string | undefined)[] = [];
  for (let spare = 0; spare <= 640; spare += 32) ends.push(await expectFullMigrationGoesOn(spare, 20_000));
  // The smallest disk had no room for it, the largest had.
  if (ends[0] !== undefined) expect([ends[0], ends.at(-1)]).toEqual(["full", "done"]);
});
