import { test } from "vitest";
import { expectKillsFireOnce } from "#test/fixtures/alerts/killed-alerts.ts";

test("four kills of the process that judges alerts make none fire twice and none miss", async () => {
  await expectKillsFireOnce(4, 4_000, 1);
});
