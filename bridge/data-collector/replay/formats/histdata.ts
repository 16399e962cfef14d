import { decimalCell } from "../cells.ts";
import { LineFault } from "../malformed.ts";
import type { ParsedTick } from "../tick-buffer.ts";
import { utcStamp } from "../utc-stamp.ts";
import type { TickFormat } from "./format.ts";

const LINE = /^(\d{4})(\d{2})(\d{2}) (\d{2})(\d{2})(\d{2})(\d{3}),([^,]+),([^,]+),([^,]+)$/;
const HEAD = /^time_ms,bid,ask$/;
const PLAIN = /^(\d{1,15}),([^,]+),([^,]+)$/;

const quote = (timeMs: number, bid: string | undefined, ask: string | undefined): ParsedTick => ({
  timeMs,
  subMs: 0,
  bid: decimalCell(bid, "bid"),
  ask: decimalCell(ask, "ask"),
  last: 0,
  volume: 0n,
  volumeReal: 0,
  flags: 0,
});

/**
 * HistData.com's ASCII ticks: `20200101 170000065,bid,ask,volume`, no head, in New York's winter time all the year
 * (UTC-5, without daylight saving: histdata.com/f-a-q).
 */
export const histData: TickFormat = {
  name: "HistData ticks",
  utcOffsetHours: -5,
  open: (first) => (LINE.test(first) ? { parse, headLines: 0 } : undefined),
};

function parse(line: string): ParsedTick {
  const cells = LINE.exec(line);
  if (cells === null) throw new LineFault("a time as 20200101 170000065, bid, ask and volume");
  return quote(utcStamp(cells.slice(1, 8)), cells[8], cells[9]);
}

/** Quotes with a stamp in ms and nothing else: `time_ms,bid,ask`. */
export const plainQuotes: TickFormat = {
  name: "time_ms,bid,ask",
  utcOffsetHours: 0,
  open: (first) =>
    HEAD.test(first)
      ? {
          headLines: 1,
          parse: (line) => {
            const cells = PLAIN.exec(line);
            if (cells === null) throw new LineFault("a time in ms, bid and ask");
            return quote(Number(cells[1]), cells[2], cells[3]);
          },
        }
      : undefined,
};
