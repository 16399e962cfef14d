import { spawn } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, expect, onTestFinished, test } from "vitest";
import { MarketStore } from "#bridge/store/market/market-store.ts";
import type { Link, PairingRequest } from "#shared/contract/links.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import { compileEa, startEa } from "#test/fixtures/ea-program.ts";
import { randomTicks } from "#test/fixtures/random-ticks.ts";
import { type StartedApp, startApp } from "#test/fixtures/started-app.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { openWindow } from "#test/fixtures/web-window.ts";
import { buildRenderer } from "../../scripts/build/parts.ts";
import { ROOT } from "../../scripts/gates/run-tool.ts";

const START = Date.UTC(2026, 10, 20, 9);
const INSTRUMENT = "5001@Simulated-Demo/EURUSD";

beforeAll(async () => {
  await buildRenderer(ROOT, () => undefined);
});

type Window = Awaited<ReturnType<typeof openWindow>>;

/** The first item of a stream that fits. */
const first = <T>(subscribe: (items: (batch: readonly T[]) => void) => void, fits: (item: T) => boolean): Promise<T> =>
  new Promise((resolve) => {
    subscribe((batch) => {
      const found = batch.find(fits);
      if (found !== undefined) resolve(found);
    });
  });
const linkOf = (window: Window, fits: (link: Link) => boolean): Promise<Link> =>
  first<Link>((items) => window.client.links.state.subscribe({}, { items }), fits);

test.skipIf(process.platform !== "linux")(
  "when npm is killed with signal 9 the app ends by itself, and the profile is free",
  async () => {
    const profile = temporaryFolder();
    const options = [
      "--host",
      "web",
      "--no-open",
      "--port",
      "0",
      "--link-port",
      "0",
      "--paper",
      "off",
      "--cloud",
      "off",
    ];
    const npm = spawn("npm", ["start", "--", ...options, "--data", profile], {
      cwd: ROOT,
      stdio: ["ignore", "pipe", "ignore"],
    });
    const ready = Promise.withResolvers<void>();
    npm.stdout.on("data", (chunk: Buffer) => chunk.includes("Fairlead is ready") && ready.resolve());
    await ready.promise;
    const pid = Number(readFileSync(join(profile, "fairlead.pid"), "utf8"));
    npm.kill("SIGKILL");
    await expect.poll(() => existsSync(`/proc/${pid}`), { timeout: 5_000, interval: 50 }).toBe(false);
    const again = startApp(...options, "--data", profile);
    await again.ready;
  },
);

test("killed with signal 9 and started again on its profile: the lock is taken over, nothing is forgotten, the EA comes back", async () => {
  const folder = temporaryFolder();
  const [profile, common] = [join(folder, "profile"), join(folder, "common")];
  const ports = ["--host", "web", "--no-open", "--port", "0", "--link-port", "0", "--paper", "off", "--cloud", "off"];
  const start = (): StartedApp => startApp(...ports, "--data", profile, "--pairing-dir", join(common, "Files"));
  const app = start();
  const before = await openWindow(await app.ready);
  await before.client.links.openPairing({});
  const ea = await startEa({ binary: await compileEa(), dataDir: join(folder, "terminal"), commonDir: common });
  onTestFinished(async () => void (await ea.kill()));
  const asks = (items: (batch: readonly PairingRequest[]) => void) =>
    before.client.links.pairing.subscribe({}, { items: (batch) => items(batch.flatMap(({ requests }) => requests)) });
  const { requestId } = await first<PairingRequest>(asks, () => true);
  const { terminalId } = await before.client.links.confirmPairing({ requestId });
  await before.client.links.rename({ terminalId, name: "Kill me" });
  await before.client.settings.set({ key: "collector.gapMs", value: 120_000, layer: "user" });

  const ticks = randomTicks(7, 3_000, START);
  await ea.ticks("EURUSD", ticks.slice(0, 1));
  await linkOf(before, ({ state }) => state === "live");
  await linkOf(before, ({ ticksStored }) => ticksStored >= 1);
  await ea.ticks("EURUSD", ticks.slice(1, 2_000));
  await linkOf(before, ({ ticksStored }) => ticksStored === 2_000);
  const newest = { instrumentId: INSTRUMENT as InstrumentId, timeframe: "M1", limit: 10 } as const;
  const bars = await before.client.market.bars(newest);
  expect(bars.count).toBeGreaterThan(0);

  app.signal("SIGKILL");
  await app.ended;
  await ea.ticks("EURUSD", ticks.slice(2_000, 2_600));
  const again = start();
  const after = await openWindow(await again.ready);
  const link = await linkOf(after, ({ state }) => state === "live");
  expect(link).toMatchObject({ terminalId, name: "Kill me", accountId: "5001@Simulated-Demo" });
  await linkOf(after, ({ ticksStored }) => ticksStored === 600);
  const kept = await after.client.settings.all({});
  expect(kept.find(({ key }) => key === "collector.gapMs")).toMatchObject({ value: 120_000, layer: "user" });
  const then = await after.client.market.bars({ ...newest, limit: 10 });
  expect(then.timeMs[0]).toBe(bars.timeMs[0]);
  await ea.ticks("EURUSD", ticks.slice(2_600));
  await linkOf(after, ({ ticksStored }) => ticksStored === 1_000);
  again.signal("SIGINT");
  expect((await again.ended).code).toBe(0);

  const store = await MarketStore.open(profile);
  onTestFinished(() => store.close());
  const { stream } = await store.openStream(INSTRUMENT, 0, 0);
  const stored = await store.readTicks(stream, 0, Number.MAX_SAFE_INTEGER);
  expect([...stored.timeMs]).toEqual(ticks.map(({ msc }) => msc));
  expect([...stored.bid]).toEqual(ticks.map(({ bid }) => bid));
});
