import { existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { readMt4History } from "#bridge/data-collector/import/mt4-history.ts";
import { readMt5Bars } from "#bridge/data-collector/import/mt5-bars.ts";
import { COMMANDS } from "#cli/commands.ts";
import { runCommand } from "#cli/run-command.ts";
import { seeded } from "#test/fixtures/plain-ticks.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";

const START_S = Date.UTC(2025, 8, 22) / 1_000;
const BARS = 50;

/** A history file as MetaTrader 4 writes it. */
function history(version: 400 | 401): Buffer {
  const record = version === 400 ? 44 : 60;
  const file = Buffer.alloc(148 + BARS * record);
  file.writeInt32LE(version, 0);
  file.write("(C)opyright 2003, MetaQuotes Software Corp.", 4, "latin1");
  file.write("EURUSD", 68, "latin1");
  file.writeInt32LE(1, 80);
  file.writeInt32LE(5, 84);
  for (let i = 0; i < BARS; i++) {
    const at = 148 + i * record;
    const [open, high, low, close] = [1.1, 1.1002, 1.0999, 1.1001];
    if (version === 400) {
      file.writeInt32LE(START_S + i * 60, at);
      for (const [slot, value] of [open, low, high, close, 40 + i].entries())
        file.writeDoubleLE(value, at + 4 + slot * 8);
    } else {
      file.writeBigInt64LE(BigInt(START_S + i * 60), at);
      for (const [slot, value] of [open, high, low, close].entries()) file.writeDoubleLE(value, at + 8 + slot * 8);
      file.writeBigInt64LE(BigInt(40 + i), at + 40);
      file.writeInt32LE(7, at + 48);
    }
  }
  return file;
}

const EXPORT = [
  "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\t<LOW>\t<CLOSE>\t<TICKVOL>\t<VOL>\t<SPREAD>",
  "2025.09.22\t00:00:00\t1.17403\t1.17405\t1.17300\t1.17346\t4\t0\t187",
  "2025.09.22\t00:01:00\t1.17346\t1.17400\t1.17306\t1.17400\t21\t0\t76",
].join("\r\n");

test.each([400, 401] as const)(
  "a history file of MT4, version %i, is imported by the command line, whole",
  async (version) => {
    const profile = temporaryFolder();
    const path = join(profile, "EURUSD1.hst");
    writeFileSync(path, history(version));
    const lines: string[] = [];
    const context = { cwd: profile, print: (line: string) => lines.push(line), say: () => undefined };
    const run = (...args: string[]) => runCommand(COMMANDS, [...args, "--data", profile], context);
    expect(await run("bars", "import", path, "--preview")).toBe(0);
    expect(existsSync(join(profile, "market.db"))).toBe(false);
    expect(await run("bars", "import", path)).toBe(0);
    await expect(run("bars", "import", path)).rejects.toMatchObject({ code: "BAD_REQUEST" });
    expect(
      await run("bars", "export", "--instrument", "EURUSD", "--timeframe", "M5", "--out", "m5.csv", "--json"),
    ).toBe(0);
    expect(lines[0]).toContain("50 bars");
    expect(JSON.parse(lines[2] ?? "")).toMatchObject({ bars: 10, timeframe: "M5" });
  },
);

test("with --older the bars of a file that are older than those held go in front of them, and no other", async () => {
  const profile = temporaryFolder();
  const held = join(profile, "EURUSD_M1_202509220025_202509220026.csv");
  writeFileSync(
    held,
    EXPORT.replaceAll("00:0", "00:2").replace("00:20:00", "00:25:00").replace("00:21:00", "00:26:00"),
  );
  const path = join(profile, "EURUSD1.hst");
  writeFileSync(path, history(401));
  const lines: string[] = [];
  const context = { cwd: profile, print: (line: string) => lines.push(line), say: () => undefined };
  const run = (...args: string[]) => runCommand(COMMANDS, [...args, "--data", profile], context);
  expect(await run("bars", "import", held, "--older")).toBe(0);
  await expect(run("bars", "import", path)).rejects.toMatchObject({ code: "BAD_REQUEST" });
  expect(await run("bars", "import", path, "--older")).toBe(0);
  expect(lines.map((line) => / (\d+) of them kept/.exec(line)?.[1])).toEqual(["2", "25"]);
  await expect(run("bars", "import", path, "--older")).rejects.toMatchObject({
    code: "BAD_REQUEST",
    message: expect.stringContaining("Nothing of it is older"),
  });
  await run("bars", "export", "--instrument", "EURUSD", "--timeframe", "M1", "--out", "m1.csv", "--json");
  expect(JSON.parse(lines[2] ?? "")).toMatchObject({ bars: 27 });
});

test("a bar export of MT5 is read with its timeframe from its name, in UTF-16 as MT5 writes it", async () => {
  const path = join(temporaryFolder(), "EURUSD_M1_202509220000_202509220001.csv");
  writeFileSync(path, Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(EXPORT, "utf16le")]));
  const { symbol, timeframe, digits, bars } = await readMt5Bars(path);
  expect([symbol, timeframe, digits, bars.count]).toEqual(["EURUSD", "M1", 5, 2]);
  expect([bars.timeMs[1], bars.high[0], bars.tickVolume[1], bars.spread[0]]).toEqual([
    Date.UTC(2025, 8, 22, 0, 1),
    1.17405,
    21,
    187,
  ]);
});

test("any damage to a file of bars is refused with place and expectation, or leaves bars that can be", async () => {
  const folder = temporaryFolder();
  const random = seeded(5);
  const hst = join(folder, "X1.hst");
  const csv = join(folder, "EURUSD_M1_1_2.csv");
  for (let i = 0; i < 150; i++) {
    const binary = i % 2 === 0;
    const bytes = binary ? history(i % 4 === 0 ? 400 : 401) : Buffer.from(EXPORT);
    bytes[Math.floor(random() * bytes.length)] = Math.floor(random() * 256);
    const path = binary ? hst : csv;
    writeFileSync(path, random() < 0.2 ? bytes.subarray(0, Math.floor(random() * bytes.length)) : bytes);
    const verdict = await (binary ? readMt4History(path) : readMt5Bars(path)).catch((error: unknown) => error);
    if (verdict instanceof Error)
      expect(verdict).toMatchObject({ code: "REPLAY_FILE_MALFORMED", details: { file: path } });
    else expect((verdict as { bars: { low: Float64Array } }).bars.low.every((low) => low > 0)).toBe(true);
  }
});
