import { expect, test } from "vitest";
import { FAULTS } from "#test/fixtures/process-run/process-faults.ts";
import { ProcessRun } from "#test/fixtures/process-run/process-run.ts";
import { serverTruths } from "#test/fixtures/process-run/server-truths.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { differencesFrom } from "#test/fixtures/trading/model-verdict.ts";

const KILLS = 100;
const STRIKES = 500;

test("100 kills of each process and 500 strikes of each fault: every order ends in its one outcome, none doubled, none lost, none in doubt", async () => {
  const run = new ProcessRun({ folder: temporaryFolder(), seed: 20_261_121, kills: KILLS, strikes: STRIKES });
  const { records, server, open, taken, deaths, struck, refused, troubles } = await run.run();
  console.log(JSON.stringify({ run: "processes", intents: records.length, deaths, struck, refused, troubles }));
  expect(open).toEqual([]);
  expect(differencesFrom(records, serverTruths(server))).toEqual([]);
  const known = new Set<string>(records.map(({ intent }) => intent.id));
  expect(taken.filter((intent) => !known.has(intent))).toEqual([]);
  expect(Math.min(...Object.values(deaths))).toBeGreaterThanOrEqual(KILLS);
  expect(Math.min(...FAULTS.map((fault) => struck[fault] ?? 0))).toBeGreaterThanOrEqual(STRIKES);
});
