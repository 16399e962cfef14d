import fs from "node:fs";
import path from "node:path";
import { zstdDecompressSync } from "node:zlib";
import { describe, expect, test } from "vitest";
import { recorded } from "#test/fixtures/recorded-data.ts";
import { type HostTick, type RunningMql, writeTickFile } from "#test/mql5-host/harness.ts";
import { ask } from "../fixtures/mql5-host/probe.ts";
import { probes } from "../fixtures/mql5-host/probes.ts";

const TICKS = recorded("ticks/mt5_copyticks_EURUSD_2025-09.csv.zst") ?? "";
const TRUTH = recorded("ticks/mt5_m1_EURUSD_2025-09_truth_for_ticks.csv.zst") ?? "";
const ALL = 4294967295;

const { folder, start } = probes("history");

const tick = (msc: number, bid: number, flags = 6): HostTick => ({ msc, bid, ask: bid + 0.0002, flags });
const five = [tick(1000, 1.1), tick(2000, 1.2, 4), tick(2000, 1.3), tick(2000, 1.4, 8), tick(3000, 1.5)];
const withTicks = async (ticks: readonly HostTick[]): Promise<RunningMql> => {
  const probe = await start();
  await probe.ticks("EURUSD", ticks);
  return probe;
};

/** Time, open, high, low, close, tick volume and spread of each recorded minute, as text. */
function minutesOfMt5(): Map<number, string[]> {
  const rows = zstdDecompressSync(fs.readFileSync(TRUTH)).toString().trim().split("\n").slice(1);
  return new Map(
    rows.map((row) => {
      const [time = "", o, h, l, c, volume = "", spread = ""] = row.split(",");
      const prices = [o, h, l, c].map((x) => Number(x).toFixed(5)).join(",");
      return [Date.parse(`${time.replace(" ", "T")}:00Z`) / 1000, [prices, volume, spread]];
    }),
  );
}

interface Odd {
  readonly prices: string[];
  readonly volumes: string[];
  readonly spreads: string[];
}

/** The minutes whose prices, tick volume or spread differ from MT5's. */
function compare(csv: string, truth: ReadonlyMap<number, readonly string[]>): Odd {
  const odd: Odd = { prices: [], volumes: [], spreads: [] };
  for (const row of csv.trim().split("\n")) {
    const [time, o, h, l, c, volume, spread] = row.split(",");
    const [prices, theirVolume, theirSpread] = truth.get(Number(time)) ?? [];
    const name = new Date(Number(time) * 1000).toISOString().slice(0, 16);
    if ([o, h, l, c].join(",") !== prices) odd.prices.push(name);
    if (volume !== theirVolume) odd.volumes.push(name);
    if (spread !== theirSpread) odd.spreads.push(name);
  }
  return odd;
}

describe("CopyTicks", () => {
  test("from 0 gives the last ones, oldest first", async () => {
    const probe = await withTicks(five);
    expect(await ask(probe, `ticks|EURUSD|0|2|${ALL}`)).toEqual(["ticks 2 error 0 2000/1.40000/8 3000/1.50000/6"]);
  });

  test("from a stamp gives the first ones at or after it, with all of that millisecond", async () => {
    const probe = await withTicks(five);
    expect(await ask(probe, `ticks|EURUSD|1001|3|${ALL}`)).toEqual([
      "ticks 3 error 0 2000/1.20000/4 2000/1.30000/6 2000/1.40000/8",
    ]);
    expect(await ask(probe, `ticks|EURUSD|3001|3|${ALL}`)).toEqual(["ticks 0 error 0"]);
  });

  test("flags choose price changes or trades, and the count is of those", async () => {
    const probe = await withTicks(five);
    expect(await ask(probe, "ticks|EURUSD|0|2|1")).toEqual(["ticks 2 error 0 2000/1.30000/6 3000/1.50000/6"]);
    expect(await ask(probe, "ticks|EURUSD|0|5|2")).toEqual(["ticks 1 error 0 2000/1.40000/8"]);
  });

  test("without a count it gives at most 2,000", async () => {
    const probe = await withTicks(Array.from({ length: 2_500 }, (_, i) => tick(1000 + i, 1.1)));
    expect((await ask(probe, `ticks|EURUSD|0|0|${ALL}`))[0]).toMatch(/^ticks 2000 error 0 1500\//);
  });

  test("CopyTicksRange includes both ends", async () => {
    const probe = await withTicks(five);
    expect((await ask(probe, "range|EURUSD|1000|2000"))[0]).toMatch(/^ticks 4 /);
    expect((await ask(probe, "range|EURUSD|2000|2000"))[0]).toMatch(/^ticks 3 /);
  });

  test("an unknown symbol is error 4301", async () => {
    expect(await ask(await start(), `ticks|NOPE|0|5|${ALL}`)).toEqual(["ticks -1 error 4301"]);
  });

  test("a cold history blocks, fails with its error, then answers", async () => {
    const probe = await withTicks(five);
    await probe.coldHistory("EURUSD", { delayMs: 45_000, failures: 1, error: 4403 });
    const asked = probe.chartEvent(1000, 0, 0, `ticks|EURUSD|0|1|${ALL}`);
    await probe.advance(44_000);
    await probe.flushed();
    expect(probe.log.at(-1)).toMatch(/^init/);
    await probe.advance(1_000);
    await asked;
    await probe.flushed();
    expect(probe.log.at(-1)).toBe("ticks -1 error 4403");
    expect(await ask(probe, `ticks|EURUSD|0|1|${ALL}`)).toEqual(["ticks 1 error 0 3000/1.50000/6"]);
  });

  test("history can be rewritten: dropped, inserted, edited, repeated", async () => {
    const probe = await withTicks(five);
    await probe.spliceHistory("EURUSD", 1, 3);
    expect((await ask(probe, `ticks|EURUSD|1|9|${ALL}`))[0]).toBe("ticks 2 error 0 1000/1.10000/6 3000/1.50000/6");
    await probe.spliceHistory("EURUSD", 1, 0, [tick(1500, 1.9)]);
    await probe.spliceHistory("EURUSD", 0, 1, [tick(1000, 1.8)]);
    expect((await ask(probe, `ticks|EURUSD|1|9|${ALL}`))[0]).toBe(
      "ticks 3 error 0 1000/1.80000/6 1500/1.90000/6 3000/1.50000/6",
    );
    await probe.ticks("EURUSD", [tick(1200, 2)]);
    expect((await ask(probe, `ticks|EURUSD|0|2|${ALL}`))[0]).toBe("ticks 2 error 0 3000/1.50000/6 1200/2.00000/6");
    expect((await ask(probe, `ticks|EURUSD|1500|9|${ALL}`))[0]).toBe(
      "ticks 3 error 0 1500/1.90000/6 3000/1.50000/6 1200/2.00000/6",
    );
  });
});

describe("bars", () => {
  const minute = (n: number): number => Date.UTC(2025, 8, 22, 0, n);

  test("a minute has the bid's open, high, low and close, its bid changes and its smallest spread", async () => {
    const probe = await withTicks([
      { msc: minute(0), bid: 1.1, ask: 1.1005, flags: 6 },
      { msc: minute(0) + 5, bid: 1.3, ask: 1.3001, flags: 134 },
      { msc: minute(0) + 9, bid: 1.3, ask: 1.3009, flags: 4 },
      { msc: minute(0) + 9, bid: 1.2, ask: 1.2003, flags: 130 },
      { msc: minute(2), bid: 1.25, ask: 1.2502, flags: 6 },
    ]);
    expect(await ask(probe, "rates|EURUSD|1|0|10")).toEqual(["rates 2 error 0"]);
    const start = minute(0) / 1000;
    expect(fs.readFileSync(path.join(probe.dataDir, "MQL5/Files/rates.csv"), "utf8").trim().split("\n")).toEqual([
      `${start},1.10000,1.30000,1.10000,1.20000,3,10`,
      `${start + 120},1.25000,1.25000,1.25000,1.25000,1,20`,
    ]);
  });

  test("higher timeframes start in broker time, weeks on Sunday", async () => {
    const probe = await withTicks([tick(Date.UTC(2025, 8, 26, 23, 59), 1.1), tick(Date.UTC(2025, 8, 29, 0, 1), 1.2)]);
    const starts = async (timeframe: number): Promise<string[]> => {
      await ask(probe, `rates|EURUSD|${timeframe}|0|10`);
      const lines = fs.readFileSync(path.join(probe.dataDir, "MQL5/Files/rates.csv"), "utf8").trim().split("\n");
      return lines.map((l) => new Date(Number(l.split(",")[0]) * 1000).toISOString().slice(0, 16));
    };
    expect(await starts(16388)).toEqual(["2025-09-26T20:00", "2025-09-29T00:00"]);
    expect(await starts(32769)).toEqual(["2025-09-21T00:00", "2025-09-28T00:00"]);
    expect(await starts(49153)).toEqual(["2025-09-01T00:00"]);
  });

  test("more bars than the terminal keeps are error 4404", async () => {
    const probe = await start({ terminal: { TERMINAL_MAXBARS: 5_000 } });
    await probe.ticks("EURUSD", five);
    expect(await ask(probe, "rates|EURUSD|1|0|5001")).toEqual(["rates -1 error 4404"]);
  });

  test.skipIf(!fs.existsSync(TICKS))(
    "recorded ticks rebuild MT5's own minutes (skipped without FAIRLEAD_DATA)",
    async () => {
      const rows = zstdDecompressSync(fs.readFileSync(TICKS)).toString().trim().split("\n").slice(1);
      const ticks = rows.map((row) => {
        const [msc, bid, ask, last, volume, flags, real] = row.split(",").map(Number) as [
          number,
          number,
          number,
          number,
          number,
          number,
          number,
        ];
        return { msc, bid, ask, last, volume, flags, volumeReal: real };
      });
      const file = path.join(folder, "eurusd.ticks");
      writeTickFile(file, ticks, ticks.length);
      const probe = await start();
      await probe.tickFile("EURUSD", file);
      expect(await ask(probe, "rates|EURUSD|1|0|99999")).toEqual(["rates 10067 error 0"]);
      const odd = compare(fs.readFileSync(path.join(probe.dataDir, "MQL5/Files/rates.csv"), "utf8"), minutesOfMt5());
      // The recording lacks ticks in one minute; MT5 counted a tick of it in another.
      expect(odd.prices).toEqual(["2025-09-22T01:43"]);
      expect(odd.volumes).toEqual(["2025-09-22T01:43", "2025-09-22T01:46"]);
      // MT5's spread is larger in a few minutes of the thin hour after midnight, and in two others.
      expect(odd.spreads.filter((t) => t.slice(11, 13) !== "00")).toEqual(["2025-09-22T01:43", "2025-09-26T10:00"]);
      expect(odd.spreads).toHaveLength(42);
    },
    60_000,
  );
});
