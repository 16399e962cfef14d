import { expect, test } from "vitest";
import { fuzzRun } from "#test/fixtures/fuzz-run.ts";

/** The long form, 100,000 frames and the bound on memory, is test/soak/link-fuzz.test.ts. */
test("thousands of bad frames neither crash the bridge nor harm an honest terminal beside them", async () => {
  const { failures, honestUnharmed, refused } = await fuzzRun(6_000, 0, 20_261_121);
  expect(failures).toEqual([]);
  expect(honestUnharmed).toBe(true);
  expect(refused["malformedFrame"]).toBeGreaterThan(500);
  expect(refused["helloRequired"]).toBeGreaterThan(500);
  expect(refused["wrongSession"]).toBeGreaterThan(50);
});
