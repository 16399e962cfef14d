import { expect, test } from "vitest";
import { expectKillsFireOnce } from "#test/fixtures/alerts/killed-alerts.ts";

test.each([1, 2, 3])(
  "fifty kills of the process that judges alerts make none fire twice and none miss (seed %i)",
  async (seed) => {
    await expectKillsFireOnce(50, 45_000, seed);
    expect.hasAssertions();
  },
);
