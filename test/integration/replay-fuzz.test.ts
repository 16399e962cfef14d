import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync, gzipSync, zstdCompressSync } from "node:zlib";
import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, test } from "vitest";
import { FairleadError } from "#shared/contract/errors.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { ticksInFile } from "#test/fixtures/tick-files.ts";

const LINES = Array.from({ length: 60 }, (_, i) => `${1_758_499_200_000 + i * 37},1.1${i % 10},1.2${i % 7},0,0,6,0`);
const COPY = Buffer.from(["time_msc,bid,ask,last,volume,flags,volume_real", ...LINES].join("\n"));
const LEAN = Buffer.from(Array.from({ length: 60 }, (_, i) => `${i * 37}.${i},1284.0${i % 10},1284.4`).join("\n"));
const EXPORT = Buffer.from(
  [
    "<DATE>\t<TIME>\t<BID>\t<ASK>\t<LAST>\t<VOLUME>\t<FLAGS>",
    ...LINES.map((_, i) => `2025.09.22\t00:00:${String(i).padStart(2, "0")}.161\t1.17403\t1.17603\t\t\t6`),
  ].join("\r\n"),
);

const WHOLE: Readonly<Record<string, Uint8Array>> = {
  "copy_ticks CSV": COPY,
  "MT5 export in UTF-16": Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(EXPORT.toString(), "utf16le")]),
  zstd: zstdCompressSync(COPY),
  gzip: gzipSync(EXPORT),
  "LEAN zip": zipSync({ "20140502_xauusd_tick_quote.csv": LEAN }),
  "bare deflate": deflateRawSync(COPY),
};

/** A change to a file: bytes overwritten, cut out or put in. */
const change = fc.record({
  kind: fc.constantFrom("overwrite", "cut", "insert"),
  at: fc.double({ min: 0, max: 1, noNaN: true }),
  bytes: fc.uint8Array({ minLength: 1, maxLength: 24 }),
});

function changed(whole: Uint8Array, changes: readonly { kind: string; at: number; bytes: Uint8Array }[]): Uint8Array {
  let file = Buffer.from(whole);
  for (const { kind, at, bytes } of changes) {
    const place = Math.floor(at * file.length);
    const after = kind === "insert" ? place : place + bytes.length;
    file = Buffer.concat([file.subarray(0, place), kind === "cut" ? Buffer.alloc(0) : bytes, file.subarray(after)]);
  }
  return file;
}

describe("any change to a recording", () => {
  test.each(Object.entries(WHOLE))(
    "%s: yields ticks that are in order and finite, or a coded refusal",
    async (_, whole) => {
      const path = join(temporaryFolder(), "EURUSD.bin");
      let refused = 0;
      await fc.assert(
        fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 4 }), async (changes) => {
          writeFileSync(path, changed(whole, changes));
          try {
            const { count, timeMs, bid, ask } = await ticksInFile(path);
            expect(count).toBeGreaterThan(0);
            for (let i = 0; i < count; i++) {
              expect(Number.isSafeInteger(timeMs[i]) && Number.isFinite(bid[i]) && Number.isFinite(ask[i])).toBe(true);
              if (i > 0) expect(timeMs[i]).toBeGreaterThanOrEqual(timeMs[i - 1] ?? Number.NaN);
            }
          } catch (error) {
            if (!(error instanceof FairleadError)) throw error;
            expect(error.code).toBe("REPLAY_FILE_MALFORMED");
            refused++;
          }
        }),
        { numRuns: 150 },
      );
      expect(refused).toBeGreaterThan(20);
    },
  );
});
