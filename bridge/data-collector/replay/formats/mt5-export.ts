import { decimalCell, wholeCell } from "../cells.ts";
import { LineFault } from "../malformed.ts";
import { utcStamp } from "../utc-stamp.ts";
import type { LineParser, TickFormat } from "./format.ts";

const STAMP = /^(\d{4})\.(\d{2})\.(\d{2})\t(\d{2}):(\d{2}):(\d{2})(?:\.(\d{1,3}))?$/;

/**
 * Ticks as MT5's Symbols window exports them: `<DATE> <TIME> <BID> <ASK> <LAST> <VOLUME> <FLAGS>`, tab separated. A
 * cell whose value did not change is empty: it has the value of the line before.
 */
export const mt5Export: TickFormat = {
  name: "MT5 tick export",
  open: (first) => {
    if (!first.startsWith("<DATE>\t<TIME>\t")) return undefined;
    const names = first.split("\t").map((cell) => cell.trim());
    const at = (name: string): number => names.indexOf(name);
    if (at("<BID>") < 0 || at("<ASK>") < 0) throw new LineFault("columns <BID> and <ASK> in the head (a tick export)");
    return { parse: parser(at), headLines: 1 };
  },
};

function parser(at: (name: string) => number): LineParser {
  const [bidAt, askAt, lastAt, volumeAt, flagsAt] = [
    at("<BID>"),
    at("<ASK>"),
    at("<LAST>"),
    at("<VOLUME>"),
    at("<FLAGS>"),
  ];
  let bid = Number.NaN;
  let ask = Number.NaN;
  let last = 0;
  return (line) => {
    const cells = line.split("\t");
    const timeMs = stampMs(cells[0], cells[1]);
    const value = (index: number, column: string, before: number): number =>
      (cells[index] ?? "") === "" ? before : decimalCell(cells[index], column);
    bid = value(bidAt, "<BID>", bid);
    ask = value(askAt, "<ASK>", ask);
    last = value(lastAt, "<LAST>", last);
    if (Number.isNaN(bid)) throw new LineFault("a price in <BID>: no line before has one");
    if (Number.isNaN(ask)) throw new LineFault("a price in <ASK>: no line before has one");
    const volumeReal = value(volumeAt, "<VOLUME>", 0);
    const flags = (cells[flagsAt] ?? "") === "" ? 0 : wholeCell(cells[flagsAt], "<FLAGS>");
    return { timeMs, subMs: 0, bid, ask, last, volume: BigInt(Math.trunc(volumeReal)), volumeReal, flags };
  };
}

function stampMs(date: string | undefined, time: string | undefined): number {
  const parts = STAMP.exec(`${date}\t${time}`);
  if (parts === null) throw new LineFault("a date as 2025.09.22 and a time as 09:30:00.123");
  const [, year, month, day, hour, minute, second, fraction = ""] = parts;
  return utcStamp([year, month, day, hour, minute, second, fraction.padEnd(3, "0")]);
}
