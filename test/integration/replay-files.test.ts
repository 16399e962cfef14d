import { mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync, gzipSync, zstdCompressSync } from "node:zlib";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { embeddedTerminal } from "#bridge/compose/embedded-terminal.ts";
import { openReplay } from "#bridge/data-collector/replay/open-replay.ts";
import { StagedRecording } from "#bridge/data-collector/replay/staged-recording.ts";
import { systemClock } from "#bridge/ports/clock.ts";
import { plainOf } from "#test/fixtures/plain-ticks.ts";
import { smallDisk } from "#test/fixtures/small-disk.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { ticksInFile } from "#test/fixtures/tick-files.ts";

const EXPORT = [
  "<DATE>\t<TIME>\t<BID>\t<ASK>\t<LAST>\t<VOLUME>\t<FLAGS>",
  "2025.09.22\t00:00:00.161\t1.17403\t1.17603\t\t\t6",
  "2025.09.22\t00:00:47.468\t1.17405\t\t\t\t2",
  "2025.09.22\t00:00:47.468\t\t1.17605\t\t\t4",
  "",
].join("\r\n");
const EXPECTED = [
  { timeMs: 1_758_499_200_161, bid: 1.17403, ask: 1.17603, flags: 6 },
  { timeMs: 1_758_499_247_468, bid: 1.17405, ask: 1.17603, flags: 2 },
  { timeMs: 1_758_499_247_468, bid: 1.17405, ask: 1.17605, flags: 4 },
];
const COPY = "time_msc,bid,ask,last,volume,flags,volume_real\n1758499200161,1.17403,1.17603,0.0,0,134,0.0\n";

function file(name: string, content: Uint8Array | string, folder = temporaryFolder()): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

const utf8 = (text: string): Buffer => Buffer.from(text, "utf8");

describe("MT5's tick export", () => {
  test.each([
    ["UTF-8", utf8(EXPORT)],
    ["UTF-8 with a byte order mark", utf8(`\uFEFF${EXPORT}`)],
    ["UTF-16 as MT5 writes it", Buffer.from(`\uFEFF${EXPORT}`, "utf16le")],
    ["UTF-16, big-endian", Buffer.from(`\uFEFF${EXPORT}`, "utf16le").swap16()],
    ["zstd", zstdCompressSync(utf8(EXPORT))],
    ["gzip", gzipSync(utf8(EXPORT))],
    ["zip", zipSync({ "EURUSD.csv": utf8(EXPORT) })],
    ["zip, stored", zipSync({ "EURUSD.csv": [utf8(EXPORT), { level: 0 }] })],
    ["UTF-16 in a zip", zipSync({ "EURUSD.csv": Buffer.from(`\uFEFF${EXPORT}`, "utf16le") })],
  ])("is read the same from %s, whatever the name says; empty cells keep the last value", async (_, content) => {
    expect(plainOf(await ticksInFile(file("EURUSD_any.bin", content)))).toEqual(EXPECTED);
  });
});

test("copy_ticks CSV is read by its column names, in any order and with an index in front", async () => {
  const shuffled = ";flags;ask;time_msc;bid\n0;134;1.17603;1758499200161;1.17403\n";
  for (const text of [COPY, shuffled, COPY.replaceAll(",", "\t"), COPY.trimEnd()]) {
    expect(plainOf(await ticksInFile(file("a.csv", text)))).toEqual([
      { timeMs: 1_758_499_200_161, bid: 1.17403, ask: 1.17603, flags: 134 },
    ]);
  }
});

test("LEAN's ticks take their date from the name inside the zip and keep four decimals of a ms", async () => {
  const zip = zipSync({ "20140502_xauusd_tick_quote.csv": utf8("46.2042,1284.065,1284.405\n49.7,1284.081,1284.44\n") });
  const ticks = await ticksInFile(file("download.zip", zip));
  expect([...ticks.timeMs]).toEqual([Date.UTC(2014, 4, 2) + 46, Date.UTC(2014, 4, 2) + 49]);
  expect([...(ticks.subMs ?? [])]).toEqual([2_042, 7_000]);
  const staged = await StagedRecording.stage(file("download.zip", zip), temporaryFolder());
  expect(staged.symbol).toEqual({ name: "XAUUSD", digits: 3, point: 0.001 });
  await staged.close();
});

test("symbols are found in names, digits in prices, also where doubles were printed in full", async () => {
  const lines = ["time_msc,bid,ask", "1,1.1740299999999999,1.17405", "2,1.174,1.1741"].join("\n");
  for (const [name, symbol] of [
    ["EURUSD_202509220000_202509302359.csv", "EURUSD"],
    ["mt5_copyticks_EURUSD_2025-09.csv", "EURUSD"],
    ["XAUUSDm-ticks.csv", "XAUUSDm"],
    ["de40.csv", "de40"],
  ] as const) {
    const staged = await StagedRecording.stage(file(name, lines), temporaryFolder());
    expect(staged.symbol).toEqual({ name: symbol, digits: 5, point: 0.00001 });
    await staged.close();
  }
});

const row = (n: number, bid = "1.1"): string => `${1_758_499_200_000 + n},${bid},1.2,0,0,6,0`;
const copyLines = (lines: readonly string[]): string => [COPY.split("\n")[0], ...lines].join("\n");

describe("a file that is not as it should be", () => {
  test.each([
    [
      "a word for a price",
      copyLines([row(0), row(1), row(2, "abc"), row(3)]),
      /line 4: expected a number in bid, found/,
    ],
    ["an empty price", copyLines([row(0, "")]), /line 2: expected a number in bid/],
    ["an infinite price", copyLines([row(0, "1e999")]), /line 2: expected a number in bid/],
    ["a hexadecimal price", copyLines([row(0, "0x10")]), /line 2: expected a number in bid/],
    ["a time with a fraction", copyLines(["1.5,1,1,0,0,6,0"]), /line 2: expected a whole number in time_msc/],
    ["time that runs back", copyLines([row(5), row(4)]), /line 3: expected a time that is not earlier/],
    ["a missing cell", copyLines([row(0), "1758499200001,1.1"]), /line 3: expected 7 cells/],
    ["only a head", `${COPY.split("\n")[0]}\n`, /expected ticks, but it holds none/],
    ["nothing", "", /expected ticks, but it holds none/],
    ["bars instead of ticks", "<DATE>\t<TIME>\t<OPEN>\t<HIGH>\n", /line 1: expected columns <BID> and <ASK>/],
    ["copy_ticks without ms", "time,bid,ask\n1758499200,1,1\n", /line 1: expected a column time_msc/],
    [
      "a date that does not exist",
      EXPORT.replace("2025.09.22", "2025.02.30"),
      /line 2: expected a date and time that exist/,
    ],
    ["a thirteenth month", EXPORT.replace("2025.09.22", "2025.13.02"), /line 2: expected a date and time that exist/],
    ["a year of the first century", EXPORT.replace("2025.", "0025."), /line 2: expected a date and time that exist/],
    [
      "a minute that no hour has",
      EXPORT.replace("00:00:00", "00:75:00"),
      /line 2: expected a date and time that exist/,
    ],
    ["a time before all clocks", EXPORT.replace("2025.", "1969."), /line 2: expected a time of the years 1970 to 3000/],
    [
      "a time that no calendar shows",
      copyLines([row(0), "99999999999999,1.1,1.2,0,0,6,0"]),
      /line 3: expected a time of the years 1970 to 3000/,
    ],
    ["a volume below nothing", EXPORT.replace("\t\t6", "\t-5\t6"), /line 2: expected a volume from 0 to/],
    [
      "more volume than MT5 can count",
      copyLines(["1758499200000,1.1,1.2,0,1e30,6,0"]),
      /line 2: expected a volume from 0 to/,
    ],
    [
      "flags wider than MT5's",
      copyLines(["1758499200000,1.1,1.2,0,0,4294967296,0"]),
      /line 2: expected flags from 0 to 4294967295/,
    ],
    ["a NUL in a number", copyLines([row(0, "1.\u00001")]), /line 2: expected a number in bid, found/],
    [
      "lines ended as on old Macs",
      copyLines([row(0), row(1)]).replaceAll("\n", "\r"),
      /line 1: expected lines that end in LF/,
    ],
    ["no first bid", EXPORT.replace("\t1.17403", "\t"), /line 2: expected a price in <BID>: no line before has one/],
    ["LEAN ticks without a dated name", "46.2,1284.065,1284.405\n", /line 1: expected a name like 2014/],
    ["a line without end", "x".repeat(100_000), /line 1: expected a line of at most 4096/],
    ["another kind of text", "hello\nworld\n", /line 1: expected the beginning of one of: MT5 tick export/],
    ["binary", new Uint8Array(5_000).map((_, i) => (i * 7) % 256), /its text is damaged|expected the beginning/],
    ["zstd cut short", zstdCompressSync(utf8(copyLines(many(5_000)))).subarray(0, 9_000), /its packing or its text/],
    ["gzip with a flipped byte", flip(gzipSync(utf8(copyLines(many(500)))), 2_000), /./],
    ["a zip cut short", zipSync({ "a.csv": utf8(COPY) }).subarray(0, 120), /expected a whole zip file/],
    ["a zip of two files", zipSync({ "a.csv": utf8(COPY), "b.csv": utf8(COPY) }), /a zip with one file, not 2/],
    ["a zip with a wrong checksum", badChecksum(), /whose checksum agrees/],
  ])("%s: refused with what was expected, and nothing is left behind", async (_, content, words) => {
    const path = file("EURUSD.csv", content);
    const folder = temporaryFolder();
    const refused = openReplay([path], { folder, clock: systemClock, speed: 1, trouble: () => undefined });
    await expect(refused).rejects.toMatchObject({
      code: "REPLAY_FILE_MALFORMED",
      message: expect.stringMatching(words),
    });
    await expect(refused).rejects.toMatchObject({ message: expect.stringContaining(path) });
    expect(readdirSync(folder)).toEqual([]);
  });

  test("a good file before a bad one is not kept either", async () => {
    const folder = temporaryFolder();
    const paths = [file("EURUSD.csv", COPY), file("GBPUSD.csv", copyLines([row(0), "bad"]))];
    const refused = openReplay(paths, { folder, clock: systemClock, speed: 1, trouble: () => undefined });
    await expect(refused).rejects.toMatchObject({ code: "REPLAY_FILE_MALFORMED" });
    expect(readdirSync(folder)).toEqual([]);
  });

  test("two recordings of one symbol are one when they follow each other, and refused when they overlap", async () => {
    const open = (paths: string[]) =>
      openReplay(paths, { folder: temporaryFolder(), clock: systemClock, speed: 1, trouble: () => undefined });
    const monday = file("EURUSD_1.csv", copyLines([row(0), row(1_000)]));
    const tuesday = file("EURUSD_2.csv", copyLines([row(1_001), row(2_000)]));
    const engine = await open([tuesday, monday]);
    expect(engine.symbols()).toHaveLength(1);
    expect(engine.state()).toMatchObject({ fromMs: 1_758_499_200_000, toMs: 1_758_499_202_000 });
    await engine.close();
    await expect(open([monday, file("EURUSD_3.csv", copyLines([row(999)]))])).rejects.toMatchObject({
      code: "REPLAY_FILE_MALFORMED",
    });
  });

  test("a path that does not exist is unreadable, not malformed", async () => {
    const refused = StagedRecording.stage(join(temporaryFolder(), "none.csv"), temporaryFolder());
    await expect(refused).rejects.toMatchObject({ code: "REPLAY_FILE_UNREADABLE" });
  });
});

test("what a killed import left goes at the next start, also at one that replays nothing", async () => {
  const profile = temporaryFolder();
  mkdirSync(join(profile, "replay"));
  writeFileSync(join(profile, "replay", "replay-0.ticks"), new Uint8Array(1_000));
  const nothing = { paper: "off", margin: "hedging", replay: [], speed: 1, trouble: () => undefined } as const;
  expect(await embeddedTerminal({ profile, clock: systemClock, ...nothing })).toBeUndefined();
  expect(readdirSync(join(profile, "replay"))).toEqual([]);
});

test("a recording that the disk cannot take is a full disk, and gives back what it took", async (context) => {
  const disk = smallDisk(64);
  if (disk === undefined) return context.skip();
  const staged = StagedRecording.stage(file("EURUSD.csv", copyLines(many(20_000))), disk.folder);
  await expect(staged).rejects.toMatchObject({ code: "STORE_FULL" });
  expect(readdirSync(disk.folder)).toEqual([]);
});

test("a bomb is refused in bounded memory", async () => {
  // 256 MB of zeros in about 256 KB: the first line never ends, so reading stops after a few pieces.
  const zeros = deflateBomb(256);
  const path = file("EURUSD.zip", zeros);
  globalThis.gc?.();
  const before = process.memoryUsage().rss;
  await expect(ticksInFile(path)).rejects.toMatchObject({ code: "REPLAY_FILE_MALFORMED" });
  expect(process.memoryUsage().rss - before).toBeLessThan(100 * 1024 * 1024);
});

function many(count: number): string[] {
  return Array.from({ length: count }, (_, i) => row(i * 37, (1.1 + ((i * 7919) % 1000) / 1e5).toFixed(5)));
}

function flip(bytes: Uint8Array, at: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[at] = (copy[at] ?? 0) ^ 0xff;
  return copy;
}

/** The directory's CRC is the 4 bytes at offset 16 of its one entry. */
function badChecksum(): Uint8Array {
  const zip = Buffer.from(zipSync({ "a.csv": utf8(COPY) }));
  const entry = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  return flip(zip, entry + 16);
}

/** A zip whose one file unpacks to `megabytes` of zeros. */
function deflateBomb(megabytes: number): Uint8Array {
  const zip = Buffer.from(zipSync({ "EURUSD.csv": new Uint8Array(1) }));
  const packed = deflateRawSync(new Uint8Array(megabytes * 1024 * 1024), { level: 9 });
  const entry = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 0x01, 0x02]));
  const oldBytes = zip.readUInt32LE(entry + 20);
  const dataAt = 30 + zip.readUInt16LE(26) + zip.readUInt16LE(28);
  const tail = Buffer.from(zip.subarray(dataAt + oldBytes));
  const shift = packed.length - oldBytes;
  tail.writeUInt32LE(packed.length, entry - dataAt - oldBytes + 20);
  tail.writeUInt16LE(8, entry - dataAt - oldBytes + 10);
  const end = tail.length - 22;
  tail.writeUInt32LE(tail.readUInt32LE(end + 16) + shift, end + 16);
  return Buffer.concat([zip.subarray(0, dataAt), packed, tail]);
}
