import { expect, test } from "vitest";
import { fuzzRun } from "#test/fixtures/fuzz-run.ts";

test("100,000 fuzzed frames: no crash, and less than 10 MB more memory after a garbage collection", async () => {
  const { failures, honestUnharmed, rssGrowthBytes } = await fuzzRun(100_000, 20_000, 1);
  expect(failures).toEqual([]);
  expect(honestUnharmed).toBe(true);
  expect(rssGrowthBytes).toBeLessThan(10 * 1024 * 1024);
});
