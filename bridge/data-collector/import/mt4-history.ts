import { type FileHandle, open } from "node:fs/promises";
import { FairleadError } from "#shared/contract/errors.ts";
import type { FormingBar } from "#shared/market/m1-builder.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";
import { mustBeFile } from "../replay/file-bytes.ts";
import { malformedFile } from "../replay/malformed.ts";
import { type BarFile, BarGather, barFault, MOST_BARS } from "./bar-file.ts";

// Head and records of both versions: the comments of MetaTrader 4's own Period_Converter.mq4.
const HEAD_BYTES = 148;
const RECORD_BYTES: Readonly<Record<number, number>> = { 400: 44, 401: 60 };
const PERIODS: Readonly<Record<number, Timeframe>> = {
  1: "M1",
  5: "M5",
  15: "M15",
  30: "M30",
  60: "H1",
  240: "H4",
  1_440: "D1",
  10_080: "W1",
  43_200: "MN1",
};
const RECORDS_AT_ONCE = 16_384;

/** Reads a history file of MetaTrader 4 (`EURUSD1.hst`). @throws FairleadError REPLAY_FILE_UNREADABLE, REPLAY_FILE_MALFORMED. */
export async function readMt4History(path: string): Promise<BarFile> {
  const opened = mustBeFile(path).then(() => open(path, "r"));
  const handle = await opened.catch((error: unknown) => {
    if (error instanceof FairleadError) throw error;
    const why = error instanceof Error ? error.message : String(error);
    throw new FairleadError("REPLAY_FILE_UNREADABLE", `${path} could not be read: ${why}.`, { file: path });
  });
  try {
    const { size } = await handle.stat();
    const head = await readAt(handle, 0, HEAD_BYTES);
    if (head.byteLength < HEAD_BYTES) throw malformedFile(path, `a head of ${HEAD_BYTES} bytes`);
    const version = head.getInt32(0, true);
    const recordBytes = RECORD_BYTES[version];
    if (recordBytes === undefined) throw malformedFile(path, `version 400 or 401, not ${version}`);
    const timeframe = PERIODS[head.getInt32(80, true)];
    if (timeframe === undefined)
      throw malformedFile(path, `a period of MetaTrader, not ${head.getInt32(80, true)} minutes`);
    const digits = head.getInt32(84, true);
    if (digits < 0 || digits > 8) throw malformedFile(path, `0 to 8 digits, not ${digits}`);
    const symbol = textAt(head, 68, 12);
    if (!/^[\x21-\x7e]+$/.test(symbol)) throw malformedFile(path, "a symbol in the head");
    const count = (size - HEAD_BYTES) / recordBytes;
    if (!Number.isInteger(count)) throw malformedFile(path, "whole records to its end (it is cut off)");
    if (count < 1 || count > MOST_BARS) throw malformedFile(path, `1 to ${MOST_BARS} bars, not ${count}`);
    const bars = new BarGather(count);
    for (let from = 0; from < count; from += RECORDS_AT_ONCE) {
      const some = Math.min(RECORDS_AT_ONCE, count - from);
      const view = await readAt(handle, HEAD_BYTES + from * recordBytes, some * recordBytes);
      for (let at = 0; at < view.byteLength; at += recordBytes) {
        const bar = version === 400 ? oldRecord(view, at) : record(view, at);
        const fault = barFault(bar, timeframe, bars.last);
        if (fault !== undefined) throw malformedFile(path, `${fault} in record ${bars.count + 1}`);
        bars.add(bar);
      }
    }
    return { form: `MT4 history, version ${version}`, symbol, timeframe, digits, bars: bars.columns() };
  } finally {
    await handle.close();
  }
}

function record(view: DataView, at: number): FormingBar {
  const price = (slot: number): number => view.getFloat64(at + 8 + slot * 8, true);
  return {
    timeMs: Number(view.getBigInt64(at, true)) * 1_000,
    open: price(0),
    high: price(1),
    low: price(2),
    close: price(3),
    tickVolume: Number(view.getBigInt64(at + 40, true)),
    spread: view.getInt32(at + 48, true),
    realVolume: Number(view.getBigInt64(at + 52, true)),
  };
}

/** Before 2014: seconds in 32 bits, low before high, the volume a double, no spread. */
function oldRecord(view: DataView, at: number): FormingBar {
  const number = (slot: number): number => view.getFloat64(at + 4 + slot * 8, true);
  return {
    timeMs: view.getInt32(at, true) * 1_000,
    open: number(0),
    low: number(1),
    high: number(2),
    close: number(3),
    tickVolume: number(4),
    spread: 0,
    realVolume: 0,
  };
}

function textAt(view: DataView, at: number, bytes: number): string {
  const text = new TextDecoder("latin1").decode(new Uint8Array(view.buffer, view.byteOffset + at, bytes));
  return text.split("\0", 1)[0] ?? "";
}

async function readAt(handle: FileHandle, position: number, bytes: number): Promise<DataView> {
  const { buffer, bytesRead } = await handle.read(new Uint8Array(bytes), 0, bytes, position);
  return new DataView(buffer.buffer, 0, bytesRead);
}
