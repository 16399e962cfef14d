import { expect, test } from "vitest";
import { faultRun } from "#test/fixtures/cloud/fault-run/fault-run.ts";

// The long form: `npm run test:soak -- cloud-faults`.
test("desktops, cloud and Postgres are killed, answers lost, connections broken, old backups restored on both sides: every fact is kept once", async () => {
  const { truth, deaths, swallowed, troubles } = await faultRun(41, {
    positions: 400,
    kills: 2,
    troubles: 2,
    restores: 1,
  });
  expect(troubles).toEqual([]);
  expect(truth).toMatchObject({ missing: [], foreign: [], doubled: [], unsettled: [] });
  expect(truth.kept).toBeGreaterThan(1_000);
  expect(swallowed).toBeGreaterThan(0);
  expect(Math.min(deaths.desktops, deaths.nodes, deaths.postgres)).toBeGreaterThanOrEqual(2);
}, 600_000);
