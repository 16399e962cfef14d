import { expect, test } from "vitest";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { ModelRun } from "#test/fixtures/trading/model-run.ts";
import { differences } from "#test/fixtures/trading/model-verdict.ts";

test("300 orders through losses, doubles, swaps, late fills and deaths: each ends in its one outcome, and the seed tells all", async () => {
  const run = (): ReturnType<ModelRun["run"]> =>
    new ModelRun({ folder: temporaryFolder(), seed: 20_261_121, intents: 300 }).run();
  const first = await run();
  expect(differences(first)).toEqual([]);
  expect(first.records).toHaveLength(300);
  expect(first.alarms["ORDER_DOUBLED"]).toBeUndefined();
  expect(first.kills.bridge + first.kills.terminal).toBeGreaterThan(5);
  expect(Math.min(...Object.values(first.struck))).toBeGreaterThan(0);
  const second = await run();
  expect(second.log).toEqual(first.log);
  expect(second.hash).toBe(first.hash);
});
