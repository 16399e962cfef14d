import { readFile, stat } from "node:fs/promises";
import { basename } from "node:path";
import { decompress } from "lzma1";
import { FairleadError } from "#shared/contract/errors.ts";
import { LAST_MS } from "#shared/link/time-range.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import { mustBeFile } from "../file-bytes.ts";
import { malformedFile } from "../malformed.ts";
import { TickBuffer } from "../tick-buffer.ts";

const NAME = /^([A-Z0-9]+)[_/-](\d{4})[_/-](\d{2})[_/-](\d{2})[_/-](\d{2})h_ticks\.bi5$/i;
const RECORD_BYTES = 20;
const HOUR = 3_600_000;
/**
 * The busiest hours recorded have some 60,000 ticks; a file that says more than this is no hour of ticks. Unpacking a
 * damaged file goes on to the length that it says, whatever the file holds.
 */
const MOST_BYTES = 400_000 * RECORD_BYTES;
/** Dukascopy's hours unpack to four times their size or so. A damaged head may say any length: it is unpacked byte by byte. */
const MOST_GROWTH = 50n;
/** What is set aside to look back over, before a byte is unpacked; Dukascopy's own files say 4 MB. */
const MOST_DICTIONARY = 64 * 1024 * 1024;
const HEADER_BYTES = 13;
/** Bits of context of a literal (lc + lp): more takes room that grows with their power of two. All that LZMA2 allows. */
const MOST_CONTEXT = 4;
/** Values of the first byte, (pb * 5 + lp) * 9 + lc, with pb at most 2, which every packer writes: beyond it lzma1 0.3.0 never ends. */
const PROPERTIES = 135;

/** What people call it, and its clock. */
export const BI5 = { name: "Dukascopy bi5", utcOffsetHours: 0 } as const;

/** Whether a file is an hour of Dukascopy's feed, by its name: the date stands nowhere else. */
export const isBi5 = (path: string): boolean => NAME.test(basename(path));

/** Symbol, beginning and size of a point, from a name like `EURUSD_2019_01_04_00h_ticks.bi5` (month 01 is February). */
function place(path: string): { readonly symbol: string; readonly hourMs: number; readonly scale: number } {
  const [, symbol = "", year, month, day, hour] = NAME.exec(basename(path)) ?? [];
  const hourMs = Date.UTC(Number(year), Number(month), Number(day), Number(hour));
  const exists = Number(month) < 12 && Number(hour) < 24 && new Date(hourMs).getUTCDate() === Number(day);
  if (!exists || hourMs < 0 || hourMs > LAST_MS - HOUR) {
    throw malformedFile(path, "a name with a date that exists (Dukascopy counts months from 00)");
  }
  // Dukascopy's prices are whole points: three decimals for yen and metals, five for the rest.
  return { symbol: symbol.toUpperCase(), hourMs, scale: /JPY|RUB|XAU|XAG/i.test(symbol) ? 1e3 : 1e5 };
}

export const bi5Symbol = (path: string): string => place(path).symbol;

/**
 * An hour of Dukascopy's ticks: LZMA over records of ms in the hour, ask, bid (big-endian points) and two volumes
 * (single floats), which are left out. @throws FairleadError REPLAY_FILE_UNREADABLE, REPLAY_FILE_MALFORMED.
 */
export async function* bi5Ticks(path: string, chunkTicks: number): AsyncGenerator<TickColumns> {
  const { hourMs, scale } = place(path);
  const packed = await content(path);
  // Dukascopy serves an hour without a tick as an empty file.
  const records = packed.length === 0 ? packed : unpacked(path, packed);
  const view = new DataView(records.buffer, records.byteOffset, records.byteLength);
  const buffer = new TickBuffer(chunkTicks);
  let before = 0;
  for (let at = 0; at < records.length; at += RECORD_BYTES) {
    const ms = view.getUint32(at);
    const nth = at / RECORD_BYTES + 1;
    if (ms >= HOUR) throw malformedFile(path, `a time within the hour in record ${nth}, not ${ms} ms`);
    if (ms < before) throw malformedFile(path, `a time in record ${nth} that is not earlier than the one before`);
    before = ms;
    const [ask, bid] = [view.getUint32(at + 4) / scale, view.getUint32(at + 8) / scale];
    buffer.push({ timeMs: hourMs + ms, subMs: 0, bid, ask, last: 0, volume: 0n, volumeReal: 0, flags: 0 });
    if (buffer.full) yield buffer.take();
  }
  if (records.length === 0) throw malformedFile(path, "ticks, but it holds none");
  if (buffer.count > 0) yield buffer.take();
}

async function content(path: string): Promise<Uint8Array> {
  try {
    await mustBeFile(path);
    if ((await stat(path)).size <= MOST_BYTES) return new Uint8Array(await readFile(path));
  } catch (error) {
    if (error instanceof FairleadError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new FairleadError("REPLAY_FILE_UNREADABLE", `${path} could not be read: ${why}.`, { file: path });
  }
  throw malformedFile(path, "an hour of ticks; it is far too large");
}

function unpacked(path: string, packed: Uint8Array): Uint8Array {
  if (packed.length < HEADER_BYTES) throw malformedFile(path, "a whole LZMA file");
  const view = new DataView(packed.buffer, packed.byteOffset, packed.byteLength);
  const length = view.getBigUint64(5, true);
  const properties = view.getUint8(0);
  const context = (properties % 9) + (Math.floor(properties / 9) % 5);
  if (properties >= PROPERTIES || context > MOST_CONTEXT) throw malformedFile(path, "an LZMA head at its beginning");
  if (view.getUint32(1, true) > MOST_DICTIONARY) throw malformedFile(path, "a dictionary of at most 64 MB in the head");
  if (length % BigInt(RECORD_BYTES) !== 0n) throw malformedFile(path, "whole records of ticks");
  if (length > BigInt(MOST_BYTES) || length > BigInt(packed.length) * MOST_GROWTH)
    throw malformedFile(path, "an hour of ticks; it would unpack to far too much");
  try {
    const records = decompress(packed);
    if (BigInt(records.length) === length && records.length % RECORD_BYTES === 0) return records;
  } catch (cause) {
    throw malformedFile(path, "a whole LZMA file (it is damaged)", cause);
  }
  throw malformedFile(path, "a whole LZMA file (it ends early)");
}
