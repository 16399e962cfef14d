import { test } from "vitest";
import { expectKillsLoseNothing } from "#test/fixtures/killed-appends.ts";

test("whenever the process is killed, while it appends or seals, every acknowledged frame is stored, once, and the cursor is right", async () => {
  await expectKillsLoseNothing(3, 2_000, 20_251_121);
});
