import { decimalCell } from "../cells.ts";
import { LineFault } from "../malformed.ts";
import { utcStamp } from "../utc-stamp.ts";
import type { TickFormat } from "./format.ts";

const LINE = /^([A-Z]{3}\/[A-Z]{3}),(\d{4})(\d{2})(\d{2}) (\d{2}):(\d{2}):(\d{2})\.(\d{3}),([^,]+),([^,]+)$/;

/** TrueFX's monthly ticks: `EUR/USD,20090501 00:00:00.293,1.32543,1.32547`, no head, UTC. One pair a file. */
export const trueFx: TickFormat = {
  name: "TrueFX ticks",
  utcOffsetHours: 0,
  open: (first) => {
    const pair = LINE.exec(first)?.[1];
    if (pair === undefined) return undefined;
    return {
      headLines: 0,
      parse: (line) => {
        const cells = LINE.exec(line);
        if (cells === null) throw new LineFault("EUR/USD, a time as 20090501 00:00:00.293, bid and ask");
        if (cells[1] !== pair) throw new LineFault(`${pair}, as in the lines before`);
        return {
          timeMs: utcStamp(cells.slice(2, 9)),
          subMs: 0,
          bid: decimalCell(cells[9], "bid"),
          ask: decimalCell(cells[10], "ask"),
          last: 0,
          volume: 0n,
          volumeReal: 0,
          flags: 0,
        };
      },
    };
  },
};
