import { expect, test } from "vitest";
import { expectKilledBackfillsGoOn } from "#test/fixtures/killed-backfills.ts";

test.each([1, 2, 3])(
  "forty kills of the process that fetches the past leave whole days, and it goes on to the end (seed %i)",
  async (seed) => {
    await expectKilledBackfillsGoOn(40, seed);
    expect.hasAssertions();
  },
);
