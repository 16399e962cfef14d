import { decimalCell } from "../cells.ts";
import { LineFault } from "../malformed.ts";
import type { TickFormat } from "./format.ts";

const TICK = /^(\d{1,8})(?:\.(\d{1,4}))?,([^,]+),([^,]+)$/;
const NAME = /(?:^|[\\/_])(\d{4})(\d{2})(\d{2})_\w+_tick_quote\.csv/i;
const DAY = 86_400_000;

/**
 * LEAN's quote ticks of a forex or CFD day: `ms since midnight, bid, ask`, no head; the date stands in the name, as in
 * `20140502_xauusd_tick_quote.csv`. Times may be finer than a ms: four decimals are kept.
 */
export const leanTicks: TickFormat = {
  name: "LEAN quote ticks",
  utcOffsetHours: 0,
  open: (first, name) => {
    if (!TICK.test(first)) return undefined;
    const date = NAME.exec(name);
    if (date === null) throw new LineFault("a name like 20140502_xauusd_tick_quote.csv, which gives the date");
    const midnight = Date.UTC(Number(date[1]), Number(date[2]) - 1, Number(date[3]));
    return { parse: (line) => parse(line, midnight), headLines: 0 };
  },
};

function parse(line: string, midnight: number) {
  const cells = TICK.exec(line);
  if (cells === null) throw new LineFault("ms since midnight with at most 4 decimals, bid, ask");
  const [, ms, fraction = "", bid, ask] = cells;
  if (Number(ms) >= DAY) throw new LineFault("a time before midnight of the next day");
  return {
    timeMs: midnight + Number(ms),
    subMs: Number(fraction.padEnd(4, "0")),
    bid: decimalCell(bid, "bid"),
    ask: decimalCell(ask, "ask"),
    last: 0,
    volume: 0n,
    volumeReal: 0,
    flags: 0,
  };
}
