import { expect, test } from "vitest";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { ModelRun } from "#test/fixtures/trading/model-run.ts";
import { differences } from "#test/fixtures/trading/model-verdict.ts";

const SEED = 20_261_121;

test("10,000 orders through losses, doubles, swaps, late fills and deaths each end in one outcome; the same seed tells the same", async () => {
  const run = (): ReturnType<ModelRun["run"]> =>
    new ModelRun({ folder: temporaryFolder(), seed: SEED, intents: 10_000 }).run();
  const first = await run();
  const { alarms, kills, struck, hash, records, closures } = first;
  console.log(JSON.stringify({ run: "trading model", intents: records.length, kills, struck, alarms, closures, hash }));
  expect(differences(first)).toEqual([]);
  expect(records).toHaveLength(10_000);
  expect(alarms["ORDER_DOUBLED"]).toBeUndefined();
  expect((await run()).hash).toBe(hash);
});
