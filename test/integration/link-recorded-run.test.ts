import { join } from "node:path";
import { expect, test } from "vitest";
import { MarketStore } from "#bridge/store/market/market-store.ts";
import type { CrashPoint } from "#test/fixtures/bridge-process.ts";
import { seeded } from "#test/fixtures/plain-ticks.ts";
import { recordedFile } from "#test/fixtures/recorded-file.ts";
import { runRecording } from "#test/fixtures/recorded-run.ts";
import { recordedCopyTicks, recordedGold, truthBars } from "#test/fixtures/recorded-ticks.ts";
import { writeTickFile } from "#test/mql5-host/harness.ts";

const ticks = recordedCopyTicks();
const INSTRUMENT = "5001@Simulated-Demo/EURUSD";

const run = recordedFile(ticks);

test.skipIf(ticks === undefined)(
  "all 434,926 recorded ticks go through the EA, CURVE and the bridge into SQLite, each once, every field equal",
  async () => {
    expect(ticks).toHaveLength(434_926);
    await runRecording({ folder: join(run.work, "whole"), ...run, recording: ticks ?? [] });
  },
);

test.skipIf(ticks === undefined)(
  "gold on a payrolls day, 265,015 ticks with up to 401 a second, goes the same way: each once, milliseconds kept",
  async () => {
    const recording = (await recordedGold()) ?? [];
    expect(recording).toHaveLength(265_015);
    const gold = join(run.work, "gold.bin");
    writeTickFile(gold, recording, recording.length);
    await runRecording({ folder: join(run.work, "gold"), ...run, file: gold, recording, symbol: "XAUUSD" });
  },
);

test.skipIf(ticks === undefined)(
  "the minutes that the store built from them are MetaTrader's own, all but one",
  async () => {
    const to = ticks?.at(-1)?.msc ?? 0;
    const from = Math.floor((ticks?.[0]?.msc ?? 0) / 60_000) * 60_000;
    const truth = truthBars().filter(({ timeMs }) => timeMs >= from && timeMs <= to);
    const store = await MarketStore.open(join(run.work, "whole"));
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
    await runRecording({ folder: join(run.work, "killed"), ...run, recording: ticks ?? [], bridgeDies, eaDiesAt });
  },
);
