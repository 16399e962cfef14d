import { expect, test } from "vitest";
import { faultRun } from "#test/fixtures/cloud/fault-run/fault-run.ts";

const SEED = Number(process.env["FAIRLEAD_SEED"] ?? 1);
const SIZE = { positions: 22_000, kills: 30, troubles: 30, restores: 6 };

test(`seed ${SEED}: 60,000 durable events of three desktops, 30 SIGKILLs each of desktops, cloud processes and Postgres, lost answers, storms, old backups of both sides: nothing is missing, nothing is double`, async () => {
  const run = await faultRun(SEED, SIZE);
  console.log(JSON.stringify({ seed: SEED, ...run, truth: { ...run.truth, kept: run.truth.kept } }));
  expect(run.troubles).toEqual([]);
  expect(run.truth).toMatchObject({ missing: [], foreign: [], doubled: [], unsettled: [] });
  expect(Math.min(run.deaths.desktops, run.deaths.nodes, run.deaths.postgres)).toBeGreaterThanOrEqual(30);
});
