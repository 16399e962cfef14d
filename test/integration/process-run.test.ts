import { expect, test } from "vitest";
import { faultsOf } from "#test/fixtures/process-run/process-parts.ts";
import { ProcessRun } from "#test/fixtures/process-run/process-run.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";

const KILLS = 4;

test("orders through bridge, EA, command service and trade server, each killed four times at seeded points with faults at the broker's end, each end in one outcome", async () => {
  const outcome = await new ProcessRun({ folder: temporaryFolder(), seed: 20_261_121, kills: KILLS, strikes: 0 }).run();
  const { records, deaths, struck, refused, troubles } = outcome;
  console.log(JSON.stringify({ run: "processes", intents: records.length, deaths, struck, refused, troubles }));
  expect(faultsOf(outcome)).toEqual([]);
  expect(records.length).toBeGreaterThan(KILLS);
  expect(Math.min(...Object.values(deaths))).toBeGreaterThanOrEqual(KILLS);
}, 600_000);
