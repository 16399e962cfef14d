import { decimalCell } from "../cells.ts";
import { LineFault } from "../malformed.ts";
import { utcStamp } from "../utc-stamp.ts";
import type { TickFormat } from "./format.ts";

const HEAD = "Time,Ask,Bid,AskVolume,BidVolume";
const LINE = /^(\d{2})\.(\d{2})\.(\d{4}) (\d{2}):(\d{2}):(\d{2})\.(\d{3}),([^,]+),([^,]+),([^,]+),([^,]+)$/;

/**
 * Dukascopy's ticks as CSV: `01.05.2012 00:00:01.680,80.928,80.911,2.33,1.58`, UTC. The volumes offered at bid and ask
 * are checked and left out: a tick of MetaTrader has no place for them.
 */
export const dukascopyCsv: TickFormat = {
  name: "Dukascopy CSV",
  utcOffsetHours: 0,
  open: (first) => (first === HEAD ? { parse, headLines: 1 } : undefined),
};

function parse(line: string) {
  const cells = LINE.exec(line);
  if (cells === null) throw new LineFault("a time as 01.05.2012 00:00:01.680, ask, bid and their volumes");
  const [, day, month, year, hour, minute, second, ms, ask, bid, askVolume, bidVolume] = cells;
  decimalCell(askVolume, "AskVolume");
  decimalCell(bidVolume, "BidVolume");
  return {
    timeMs: utcStamp([year, month, day, hour, minute, second, ms]),
    subMs: 0,
    bid: decimalCell(bid, "Bid"),
    ask: decimalCell(ask, "Ask"),
    last: 0,
    volume: 0n,
    volumeReal: 0,
    flags: 0,
  };
}
