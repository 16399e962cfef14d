import { test } from "vitest";
import { expectKillsLoseNothing } from "#test/fixtures/killed-appends.ts";
import { expectKilledImportsLeaveNothing } from "#test/fixtures/killed-imports.ts";

test("whenever the process is killed, while it appends or seals, every acknowledged frame is stored, once, and the cursor is right", async () => {
  await expectKillsLoseNothing(3, 2_000, 20_251_121);
});

test("an import that is killed leaves nothing behind, and the next one is whole", async () => {
  await expectKilledImportsLeaveNothing(2, 60_000, 20_251_122);
});
