import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { gzipSync, zstdCompressSync } from "node:zlib";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { openFileBytes } from "#bridge/data-collector/replay/file-bytes.ts";
import { CHANGES, fuzzCommand, fuzzImport, IMPORTS, readImport } from "#test/fixtures/import-fuzz.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";

const FORMS = Object.keys(IMPORTS);

describe.each(FORMS)("a file of %s", (form) => {
  test("is read whole, and damaged in any way it is refused with place and expectation, leaving nothing behind", async () => {
    const folder = temporaryFolder();
    const { name, bytes } = IMPORTS[form] as { name: string; bytes: Uint8Array };
    const path = join(folder, name);
    writeFileSync(path, bytes);
    expect(await readImport(path, join(folder, "staging"))).toBe(80);
    let refused = 0;
    for (const [seed, change] of Object.keys(CHANGES).entries()) {
      refused += await fuzzImport(folder, form, change, { seed: seed + 1, rounds: 12 });
    }
    expect(refused).toBeGreaterThan(6);
  });
});

const ENDLESS = Buffer.alloc(48 * 1024 * 1024, "1");
const BOMBS: Readonly<Record<string, readonly [string, Uint8Array]>> = {
  "gzip of one endless line": ["EURUSD.csv.gz", gzipSync(ENDLESS)],
  "zstd of one endless line": ["EURUSD.csv.zst", zstdCompressSync(ENDLESS)],
  "zip of one endless line": ["20140502_quote.zip", zipSync({ "20140502_xauusd_tick_quote.csv": ENDLESS })],
  "LZMA that says 2^63 bytes": ["EURUSD_2019_01_04_00h_ticks.bi5", lzmaHead(4_194_304, 2n ** 63n)],
  "LZMA with a dictionary of 4 GB": ["EURUSD_2019_01_04_00h_ticks.bi5", lzmaHead(0xffff_ffff, 20n)],
};

function lzmaHead(dictionary: number, bytes: bigint): Uint8Array {
  const head = Buffer.alloc(64);
  head[0] = 0x5d;
  head.writeUInt32LE(dictionary, 1);
  head.writeBigUInt64LE(bytes, 5);
  return head;
}

test.each(Object.entries(BOMBS))("a bomb is refused in little memory: %s", async (_, [name, bytes]) => {
  const folder = temporaryFolder();
  const path = join(folder, name);
  writeFileSync(path, bytes);
  const before = process.memoryUsage().rss;
  await expect(readImport(path, join(folder, "staging"))).rejects.toMatchObject({
    code: "REPLAY_FILE_MALFORMED",
    details: { file: path },
  });
  expect(process.memoryUsage().rss - before).toBeLessThan(40 * 1024 * 1024);
});

test.each(["gzip", "zstd"])(
  "a damaged %s that is opened and left unread ends without a fault of its own",
  async (packing) => {
    const path = join(temporaryFolder(), "EURUSD.csv");
    const packed =
      packing === "gzip" ? gzipSync("1\n".repeat(9_000)) : zstdCompressSync(Buffer.from("1\n".repeat(9_000)));
    writeFileSync(path, packed.subarray(0, packed.length - 9));
    const { chunks } = await openFileBytes(path);
    // Nobody listens: whatever it came to, it came to here, and not to the process.
    const closed = await new Promise((resolve) => (chunks as Readable).once("close", () => resolve(true)));
    expect(closed).toBe(true);
  },
);

test.each([
  ["copy_ticks", "bytes of eight in a row set"],
  ["Dukascopy bi5", "cut off"],
  ["MT4 history 401", "cut off"],
] as const)(
  "a damaged file of %s (%s) that is given to the command line leaves neither a profile nor a file behind",
  async (form, change) => {
    expect(await fuzzCommand(temporaryFolder(), form, change, { seed: 4, rounds: 6 })).toBe(6);
  },
);
