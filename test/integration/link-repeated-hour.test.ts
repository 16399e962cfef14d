import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { MemorySecretStore } from "#bridge/ports/secret-store.ts";
import { CollectingBridge } from "#test/fixtures/collecting-bridge.ts";
import { compileEa, startEa } from "#test/fixtures/ea-program.ts";
import { until } from "#test/fixtures/open-test-link.ts";
import type { PlainTick } from "#test/fixtures/plain-ticks.ts";
import { randomTicks } from "#test/fixtures/random-ticks.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { type HostTick, NEW_YORK_CLOSE_ZONE, type RunningMql, writeTickFile } from "#test/mql5-host/harness.ts";

const INSTRUMENT = "5001@Simulated-Demo/EURUSD";
/** 2026-11-01 06:00 UTC: New York leaves summer time, and the broker's clock goes from 09:00 back to 08:00. */
const TURN_UTC = Date.UTC(2026, 10, 1, 6);
const HOUR = 3_600_000;
const EIGHT = TURN_UTC + 2 * HOUR;
const NINE = EIGHT + HOUR;

const spread = (ticks: HostTick[], fromMs: number, toMs: number): HostTick[] => {
  const last = ticks.at(-1)?.msc ?? 1;
  return ticks.map((tick) => ({ ...tick, msc: fromMs + Math.floor((tick.msc / last) * (toMs - fromMs - 1)) }));
};
const times = (ticks: readonly (HostTick | PlainTick)[]): [number, number][] =>
  ticks.map((tick) => ["msc" in tick ? tick.msc : tick.timeMs, tick.bid]);

test.each([
  ["turned back before their eyes", false],
  ["turned back while they were away", true],
])("programs that restart inside the repeated hour of autumn double no tick and lose none: %s", async (_, away) => {
  const folder = temporaryFolder();
  const terminal = { binary: await compileEa(), dataDir: join(folder, "terminal"), commonDir: join(folder, "common") };
  const ground = { folder: join(folder, "bridge"), commonDir: terminal.commonDir, secrets: new MemorySecretStore() };
  const zone = { timeZone: NEW_YORK_CLOSE_ZONE, startUtcMs: TURN_UTC - 2_000 };
  // Ticks gather in milliseconds, and both passes share most of theirs.
  const summer = spread(randomTicks(1, 3_000, 0), EIGHT, NINE);
  const winter = spread(randomTicks(2, 3_000, 0), EIGHT, NINE);
  const after = spread(randomTicks(3, 200, 0), NINE, NINE + HOUR);
  const all = [...summer, ...winter, ...after];

  let bridge = await CollectingBridge.open(ground);
  let ea: RunningMql = await startPaired();
  onTestFinished(async () => {
    await ea.kill();
    await bridge.stop();
    rmSync(ground.folder, { recursive: true, force: true });
  });

  async function startPaired(): Promise<RunningMql> {
    await bridge.link.openPairing();
    const started = await startEa({ ...terminal, ...zone });
    const request = await until(() => bridge.link.pairing?.requests[0], 20_000);
    bridge.link.connector.pairing.confirm(request.requestId);
    return started;
  }
  const stored = async (count: number): Promise<void> => {
    const end = performance.now() + 20_000;
    while ((await bridge.stored(INSTRUMENT)).length < count) {
      if (performance.now() > end) break;
      await new Promise((resume) => setTimeout(resume, 20));
    }
    expect(times(await bridge.stored(INSTRUMENT))).toEqual(times(all.slice(0, count)));
  };
  const live = () => until(() => [...bridge.link.links.values()].some(({ state }) => state === "live"), 20_000);
  let dealt = 0;
  const deal = async (until_: number): Promise<void> => {
    await ea.ticks("EURUSD", all.slice(dealt, until_));
    dealt = until_;
    await stored(dealt);
  };
  /** The EA dies, and comes back to a history in which `missed` more ticks have come. */
  const restartEa = async (missed: number): Promise<void> => {
    await ea.kill();
    dealt += missed;
    const file = join(folder, "history.bin");
    writeTickFile(file, all.slice(0, dealt), dealt);
    ea = await startEa({ ...terminal, ...zone, startUtcMs: TURN_UTC + 60_000, ticks: { EURUSD: file } });
    await stored(dealt);
  };
  const restartBridge = async (): Promise<void> => {
    await bridge.stop();
    bridge = await CollectingBridge.open(ground);
    await live();
  };

  await live();
  // A new stream begins with what is at hand; from its first tick on it is complete.
  await deal(1);
  await deal(2_000);
  await restartEa(40);
  // The clock is turned back while the EA runs, or (see `away`) while nobody looks.
  await deal(away ? 2_970 : 3_000);
  if (away) await restartEa(60);
  await deal(3_300);
  await restartEa(250);
  await deal(4_200);
  await restartBridge();
  await deal(5_100);
  await restartEa(0);
  await deal(5_999);
  await restartBridge();
  await deal(6_100);
  await restartEa(30);
  await deal(all.length);
  const { stream } = await bridge.store.openStream(INSTRUMENT, 0, 0);
  expect((await bridge.store.cursor(stream)).epoch).toBe(2);
});
