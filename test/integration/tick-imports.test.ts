import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, onTestFinished, test } from "vitest";
import { MarketStore } from "#bridge/store/market/market-store.ts";
import { COMMANDS } from "#cli/commands.ts";
import { runCommand } from "#cli/run-command.ts";
import { clockStamp, parseClockZone } from "#shared/market/clock-zone.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import { seeded } from "#test/fixtures/plain-ticks.ts";
import { recorded } from "#test/fixtures/recorded-data.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { ticksInFile } from "#test/fixtures/tick-files.ts";

const FOREVER = Number.MAX_SAFE_INTEGER;

/** Runs a command of the program on a profile; its lines. */
async function fairlead(profile: string, ...args: readonly string[]): Promise<string[]> {
  const lines: string[] = [];
  const context = { cwd: profile, print: (line: string) => lines.push(line), say: () => undefined };
  expect(await runCommand(COMMANDS, [...args, "--data", profile], context)).toBe(0);
  return lines;
}

async function stored(profile: string): Promise<{ store: MarketStore; ticks: TickColumns }> {
  const store = await MarketStore.open(profile);
  onTestFinished(() => store.close().catch(() => undefined));
  const [held] = await store.inventory();
  return { store, ticks: await store.readTicks(held?.stream ?? 0, 0, FOREVER) };
}

const FORMS: readonly { form: string; file: string; text: string; firstMs: number; bid: number; ask: number }[] = [
  {
    form: "HistData",
    file: "DAT_ASCII_EURUSD_T_202001.csv",
    text: "20200101 170000065,1.121200,1.121720,0\n20200101 170010447,1.121200,1.121920,0\n",
    firstMs: Date.UTC(2020, 0, 1, 17, 0, 0, 65),
    bid: 1.1212,
    ask: 1.12172,
  },
  {
    form: "TrueFX",
    file: "EURUSD-2009-05.csv",
    text: "EUR/USD,20090501 00:00:00.293,1.32543,1.32547\nEUR/USD,20090501 00:00:00.501,1.32544,1.32548\n",
    firstMs: Date.UTC(2009, 4, 1, 0, 0, 0, 293),
    bid: 1.32543,
    ask: 1.32547,
  },
  {
    form: "Dukascopy CSV",
    file: "CADJPY.csv",
    text: "Time,Ask,Bid,AskVolume,BidVolume\n01.05.2012 00:00:01.680,80.928,80.911,2.33,1.58\n",
    firstMs: Date.UTC(2012, 4, 1, 0, 0, 1, 680),
    bid: 80.911,
    ask: 80.928,
  },
  {
    form: "time_ms,bid,ask",
    file: "USDJPY.csv",
    text: "time_ms,bid,ask\n1546383600078,109.605,109.643\n",
    firstMs: 1_546_383_600_078,
    bid: 109.605,
    ask: 109.643,
  },
];

describe("a file of ticks", () => {
  test.each(FORMS)("of $form is read as its makers write it", async ({ file, text, firstMs, bid, ask }) => {
    const path = join(temporaryFolder(), file);
    writeFileSync(path, text);
    const ticks = await ticksInFile(path);
    expect([ticks.timeMs[0], ticks.bid[0], ticks.ask[0]]).toEqual([firstMs, bid, ask]);
  });

  test.each(FORMS)(
    "of $form with damage anywhere names line and expectation, or is still such a file",
    async ({ file, text }) => {
      const folder = temporaryFolder();
      const random = seeded(11);
      for (let i = 0; i < 60; i++) {
        const bytes = Buffer.from(text);
        bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
        const path = join(folder, file);
        writeFileSync(path, bytes);
        const verdict = await ticksInFile(path).then(
          (ticks) => ticks.count > 0,
          (error: unknown) => error,
        );
        if (verdict !== true) expect(verdict).toMatchObject({ code: "REPLAY_FILE_MALFORMED", details: { file: path } });
      }
    },
  );
});

test("imported by the command line it comes back the same, and out again as CSV it is the same once more", async () => {
  const profile = temporaryFolder();
  const file = join(temporaryFolder(), "EURUSD.csv");
  const lines = Array.from(
    { length: 20_000 },
    (_, i) => `${1_758_499_200_000 + i * 37},${(110_000 + (i % 97)) / 1e5},${(110_012 + (i % 89)) / 1e5},6`,
  );
  writeFileSync(file, `time_msc,bid,ask,flags\n${lines.join("\n")}\n`);
  const expected = await ticksInFile(file);

  expect(
    JSON.parse((await fairlead(profile, "ticks", "import", file, "--preview", "--json")).join("\n")),
  ).toMatchObject({
    instrument: "0@Imported/EURUSD",
    files: [{ form: "MT5 copy_ticks CSV", clock: "broker", ticks: 20_000, digits: 5 }],
    imported: null,
  });
  expect(existsSync(join(profile, "market.db"))).toBe(false);
  expect(await fairlead(profile, "ticks", "import", file)).toEqual([
    expect.stringContaining("20000 ticks"),
    "20000 ticks kept as 0@Imported/EURUSD",
  ]);
  await expect(fairlead(profile, "ticks", "import", file)).rejects.toMatchObject({ code: "BAD_REQUEST" });

  const out = join(profile, "out.csv");
  await fairlead(profile, "ticks", "export", "--instrument", "EURUSD", "--out", out);
  const again = await ticksInFile(out);
  const { store, ticks } = await stored(profile);
  for (const column of ["timeMs", "bid", "ask", "flags"] as const) {
    expect(ticks[column]).toEqual(expected[column].slice(0, 20_000));
    expect(again[column].slice(0, 20_000)).toEqual(ticks[column]);
  }
  await store.close();
  const held = JSON.parse((await fairlead(profile, "ticks", "gaps", "--json")).join("\n")) as unknown;
  expect(held).toMatchObject([{ instrument: "0@Imported/EURUSD", ticks: 20_000, gaps: [] }]);
  expect(await fairlead(profile, "ticks", "verify")).toContain("all of it is sound");
  const parquet = join(profile, "bars.parquet");
  await fairlead(profile, "bars", "export", "--instrument", "EURUSD", "--timeframe", "M5", "--out", parquet);
  expect(readFileSync(parquet).subarray(0, 4).toString()).toBe("PAR1");
});

test("a file whose fourth line is wrong leaves nothing behind, neither in the store nor on the disk", async () => {
  const profile = temporaryFolder();
  const file = join(profile, "EURUSD.csv");
  writeFileSync(file, "time_msc,bid,ask\n1,1.1,1.2\n2,1.1,1.2\n3,1.1,cheap\n");
  await expect(fairlead(profile, "ticks", "import", file)).rejects.toMatchObject({
    code: "REPLAY_FILE_MALFORMED",
    details: { line: 4, expected: "a number in ask" },
  });
  expect(readdirSync(profile)).toEqual(["EURUSD.csv"]);
});

test("stamps of New York's clock follow its summer on both days of the change, now and before 2007", () => {
  const server = parseClockZone("ny+7");
  if (server === undefined) throw new Error("the clock was not understood");
  const hourOf = (utc: string): number => new Date(clockStamp(server, Date.parse(utc))).getUTCHours();
  expect(hourOf("2025-03-09T06:59:59Z")).toBe(8);
  expect(hourOf("2025-03-09T07:00:00Z")).toBe(10);
  expect(hourOf("2025-11-02T05:59:59Z")).toBe(8);
  expect(hourOf("2025-11-02T06:00:00Z")).toBe(8);
  expect(hourOf("2006-03-20T12:00:00Z")).toBe(14);
  expect(hourOf("2006-04-02T07:00:00Z")).toBe(10);
  expect(hourOf("2006-10-29T06:00:00Z")).toBe(8);
  expect(parseClockZone("utc-5")).toEqual({ utcHours: -5 });
  expect(parseClockZone("moon+1")).toBeUndefined();
});

const duka = recorded("ticks/dukascopy_GBPJPY_2012-12-03_bi5.tar");

test.skipIf(duka === undefined)(
  "hours of Dukascopy's own files are read with the date of their names, and refused when cut off",
  async () => {
    const folder = temporaryFolder();
    expect(spawnSync("tar", ["xf", duka ?? "", "-C", folder]).status).toBe(0);
    const hour =
      readdirSync(folder, { recursive: true, encoding: "utf8" })
        .filter((name) => name.endsWith(".bi5"))
        .toSorted()[0] ?? "";
    const ticks = await ticksInFile(join(folder, hour));
    expect(ticks.count).toBeGreaterThan(100);
    expect(new Date(ticks.timeMs[0] ?? 0).toISOString().slice(0, 10)).toBe("2012-12-03");
    expect(ticks.bid[0]).toBeGreaterThan(100);
    expect(ticks.ask[0] ?? 0).toBeGreaterThan(ticks.bid[0] ?? 0);
    const cut = join(folder, "GBPJPY_2012_11_03_05h_ticks.bi5");
    writeFileSync(cut, readFileSync(join(folder, hour)).subarray(0, 2_000));
    await expect(ticksInFile(cut)).rejects.toMatchObject({ code: "REPLAY_FILE_MALFORMED" });
  },
);
