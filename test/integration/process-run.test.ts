import { expect, test } from "vitest";
import { ProcessRun } from "#test/fixtures/process-run/process-run.ts";
import { serverTruths } from "#test/fixtures/process-run/server-truths.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { differencesFrom } from "#test/fixtures/trading/model-verdict.ts";

const KILLS = 4;

test("orders through bridge, EA, command service and trade server, each killed four times at seeded points with faults at the broker's end, each end in one outcome", async () => {
  const run = new ProcessRun({ folder: temporaryFolder(), seed: 20_261_121, kills: KILLS, strikes: 0 });
  const { records, server, open, taken, deaths, struck, refused, troubles } = await run.run();
  console.log(JSON.stringify({ run: "processes", intents: records.length, deaths, struck, refused, troubles }));
  expect(open).toEqual([]);
  expect(differencesFrom(records, serverTruths(server))).toEqual([]);
  const known = new Set<string>(records.map(({ intent }) => intent.id));
  expect(taken.filter((intent) => !known.has(intent))).toEqual([]);
  expect(Math.min(...Object.values(deaths))).toBeGreaterThanOrEqual(KILLS);
}, 240_000);
