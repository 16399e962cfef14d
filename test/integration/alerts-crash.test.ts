import { test } from "vitest";
import { expectKillsFireOnce } from "#test/fixtures/alerts/killed-alerts.ts";

test("three kills of the process that judges alerts make none fire twice and none miss", async () => {
  await expectKillsFireOnce(3, 4_000, 1);
});
