import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { MarketStore } from "#bridge/store/market/market-store.ts";
import { BridgeProcess, type CrashPoint } from "#test/fixtures/bridge-process.ts";
import { compileEa, startEa } from "#test/fixtures/ea-program.ts";
import { until } from "#test/fixtures/open-test-link.ts";
import { seeded } from "#test/fixtures/plain-ticks.ts";
import { recordedCopyTicks, truthBars } from "#test/fixtures/recorded-ticks.ts";
import { type HostTick, type MqlBinary, type RunningMql, writeTickFile } from "#test/mql5-host/harness.ts";

const ticks = recordedCopyTicks();
const INSTRUMENT = "5001@Simulated-Demo/EURUSD";

let work: string;
let binary: MqlBinary;
let file: string;
beforeAll(async () => {
  work = mkdtempSync(join(tmpdir(), "fairlead-run-"));
  if (ticks === undefined) return;
  binary = await compileEa();
  file = join(work, "ticks.bin");
  writeTickFile(file, ticks, ticks.length);
});
afterAll(() => rmSync(work, { recursive: true, force: true }));

/** The whole recording through EA, CURVE and bridge; `bridgeDies` and `eaDiesAt` kill either on the way. */
async function run(
  name: string,
  recording: readonly HostTick[],
  bridgeDies: readonly CrashPoint[],
  eaDiesAt: readonly number[],
): Promise<void> {
  const folder = join(work, name);
  const startUtcMs = (recording.at(-1)?.msc ?? 0) - 3 * 3_600_000 + 60_000;
  const common = { binary, commonDir: folder, dataDir: join(folder, "terminal"), startUtcMs };
  const crashes = [...bridgeDies];
  let bridge = new BridgeProcess(folder, crashes.shift() ?? null);
  let ea: RunningMql | undefined;
  let before = 0;
  try {
    bridge.pair();
    ea = await startEa(common);
    await until(() => bridge.report.live, 30_000);
    // A new stream begins with what MT5 has at hand; from its first tick on it is complete.
    await ea.tickFile("EURUSD", file, 0, 1);
    await until(() => bridge.report.stored === 1);
    await ea.tickFile("EURUSD", file, 1);
    const kills = [...eaDiesAt];
    let deadline = performance.now() + 60_000;
    while (before + bridge.report.stored < recording.length) {
      if (performance.now() > deadline)
        throw new Error(
          `stuck at ${before + bridge.report.stored}: ${bridge.report.notices.join(" ")} ${ea.log.slice(-5).join(" | ")}`,
        );
      const died = await Promise.race([
        bridge.exit,
        new Promise<"alive">((resume) => setTimeout(() => resume("alive"), 5)),
      ]);
      if (died !== "alive") {
        expect(died).toBe("SIGKILL");
        before = await storedIn(folder);
        bridge = new BridgeProcess(folder, crashes.shift() ?? null);
        deadline = performance.now() + 60_000;
      }
      if (before + bridge.report.stored >= (kills[0] ?? Number.POSITIVE_INFINITY)) {
        kills.shift();
        await ea.kill();
        ea = await startEa({ ...common, ticks: { EURUSD: file } });
      }
    }
    expect({ crashes, kills }).toEqual({ crashes: [], kills: [] });
  } finally {
    await bridge.stop();
    await ea?.kill();
  }
  await expectAll(folder, recording);
}

async function storedIn(folder: string): Promise<number> {
  const store = await MarketStore.open(folder);
  try {
    const { stream } = await store.openStream(INSTRUMENT, 0, 0);
    return (await store.readTicks(stream, 0, Number.MAX_SAFE_INTEGER)).count;
  } finally {
    await store.close();
  }
}

async function expectAll(folder: string, recording: readonly HostTick[]): Promise<void> {
  const store = await MarketStore.open(folder);
  try {
    const { stream } = await store.openStream(INSTRUMENT, 0, 0);
    const stored = await store.readTicks(stream, 0, Number.MAX_SAFE_INTEGER);
    expect(stored.count).toBe(recording.length);
    const wrong = recording.findIndex(
      ({ msc, bid, ask, last, volume, flags, volumeReal }, i) =>
        stored.timeMs[i] !== msc ||
        stored.bid[i] !== bid ||
        stored.ask[i] !== ask ||
        stored.last[i] !== last ||
        stored.volume[i] !== BigInt(volume ?? 0) ||
        stored.flags[i] !== flags ||
        stored.volumeReal[i] !== volumeReal,
    );
    expect(wrong).toBe(-1);
    expect(await store.revisions(stream)).toEqual([]);
  } finally {
    await store.close();
  }
}

test.skipIf(ticks === undefined)(
  "all 434,926 recorded ticks go through the EA, CURVE and the bridge into SQLite, each once, every field equal",
  async () => {
    expect(ticks).toHaveLength(434_926);
    await run("whole", ticks ?? [], [], []);
  },
);

test.skipIf(ticks === undefined)(
  "the minutes that the store built from them are MetaTrader's own, all but one",
  async () => {
    const to = ticks?.at(-1)?.msc ?? 0;
    const from = Math.floor((ticks?.[0]?.msc ?? 0) / 60_000) * 60_000;
    const truth = truthBars().filter(({ timeMs }) => timeMs >= from && timeMs <= to);
    const store = await MarketStore.open(join(work, "whole"));
    try {
      const { stream } = await store.openStream(INSTRUMENT, 0.00001, 5);
      const { count, timeMs: opens, open, high, low, close } = await store.readBars(stream, "M1", from, to + 1);
      expect({ built: count, metaTrader: truth.length }).toEqual({ built: 10_067, metaTrader: 10_067 });
      const odd = truth.filter(({ timeMs, values }, i) =>
        [opens, open, high, low, close].some((column, k) => column[i] !== [timeMs, ...values][k]),
      );
      // The recording holds 31 ticks of that minute, MetaTrader's bar was made of 4.
      expect(odd.map(({ timeMs }) => new Date(timeMs).toISOString())).toEqual(["2025-09-22T01:43:00.000Z"]);
    } finally {
      await store.close();
    }
  },
);

test.skipIf(ticks === undefined)(
  "bridge and EA killed at seeded points of the run: nothing is lost, nothing doubled",
  async () => {
    const random = seeded(20_261_121);
    const nth = (most: number): number => 1 + Math.floor(random() * most);
    const bridgeDies: CrashPoint[] = [
      { at: "frame", nth: nth(1_500) },
      { at: "beforeCommit", nth: nth(40) },
      { at: "afterCommit", nth: nth(40) },
    ];
    const eaDiesAt = [nth(300_000), nth(400_000)].toSorted((one, other) => one - other);
    await run("killed", ticks ?? [], bridgeDies, eaDiesAt);
  },
);
