import { basename } from "node:path";
import type { BarColumns } from "#shared/market/bar.ts";
import type { FormingBar } from "#shared/market/m1-builder.ts";
import { TIMEFRAMES, type Timeframe } from "#shared/market/timeframe.ts";
import { decimalCell } from "../replay/cells.ts";
import { openFileBytes } from "../replay/file-bytes.ts";
import { LineFault, malformedFile, malformedLine } from "../replay/malformed.ts";
import { symbolOf } from "../replay/symbol-name.ts";
import { textLines } from "../replay/text-lines.ts";
import { utcStamp } from "../replay/utc-stamp.ts";
import { type BarFile, BarGather, barFault, MOST_BARS } from "./bar-file.ts";

const DATE = /^(\d{4})\.(\d{2})\.(\d{2})$/;
const TIME = /^(\d{2}):(\d{2})(?::(\d{2}))?$/;

/**
 * Bars as MT5's Symbols window exports them: `<DATE> <TIME> <OPEN> <HIGH> <LOW> <CLOSE> <TICKVOL> <VOL> <SPREAD>`, tab
 * separated; days and longer have no `<TIME>`. The timeframe stands in the name: `EURUSD_M1_202501020000_202506302358.csv`.
 * @throws FairleadError REPLAY_FILE_UNREADABLE, REPLAY_FILE_MALFORMED.
 */
export async function readMt5Bars(path: string): Promise<BarFile> {
  const { name, chunks } = await openFileBytes(path);
  const words = basename(name).split(/[^A-Za-z0-9]+/);
  const timeframe = TIMEFRAMES.find((one) => words.includes(one) || (one === "D1" && words.includes("Daily")));
  if (timeframe === undefined)
    throw malformedFile(path, "a name with its timeframe, like EURUSD_M1_202501020000_202506302358.csv");
  const bars = new BarGather();
  let at: ((column: string) => number) | undefined;
  let number = 0;
  let text = "";
  try {
    for await (const some of textLines(path, chunks)) {
      for (text of some) {
        number++;
        if (text === "") continue;
        if (at === undefined) at = columnsOf(text);
        else bars.add(parsed(text.split("\t"), at, timeframe, bars.last));
        if (bars.count > MOST_BARS) throw new LineFault(`at most ${MOST_BARS} bars`);
      }
    }
  } catch (error) {
    throw error instanceof LineFault ? malformedLine(path, number, error.expected, text) : error;
  }
  if (bars.count === 0) throw malformedFile(path, "bars, but it holds none");
  const columns = bars.columns();
  return { form: "MT5 bar export", symbol: symbolOf(name), timeframe, digits: digitsOf(columns), bars: columns };
}

function columnsOf(head: string): (column: string) => number {
  const names = head.split("\t").map((cell) => cell.trim());
  for (const needed of ["<DATE>", "<OPEN>", "<HIGH>", "<LOW>", "<CLOSE>"]) {
    if (!names.includes(needed)) throw new LineFault(`a head with ${needed} (a bar export of MT5)`);
  }
  return (column) => names.indexOf(column);
}

function parsed(
  cells: readonly string[],
  at: (column: string) => number,
  timeframe: Timeframe,
  before: FormingBar | undefined,
): FormingBar {
  const date = DATE.exec(cells[at("<DATE>")] ?? "");
  const time = at("<TIME>") < 0 ? ["", "00", "00"] : TIME.exec(cells[at("<TIME>")] ?? "");
  if (date === null || time === null) throw new LineFault("a date as 2025.01.02 and a time as 00:00:00");
  const value = (column: string): number => decimalCell(cells[at(column)], column);
  const count = (column: string): number => (at(column) < 0 ? 0 : value(column));
  const bar: FormingBar = {
    timeMs: utcStamp([...date.slice(1), time[1], time[2], time[3] ?? "00", "0"]),
    open: value("<OPEN>"),
    high: value("<HIGH>"),
    low: value("<LOW>"),
    close: value("<CLOSE>"),
    tickVolume: count("<TICKVOL>"),
    spread: count("<SPREAD>"),
    realVolume: count("<VOL>"),
  };
  const fault = barFault(bar, timeframe, before);
  if (fault !== undefined) throw new LineFault(fault);
  return bar;
}

/** The most decimals that a price has. */
function digitsOf({ count, open, close }: BarColumns): number {
  let digits = 0;
  for (let i = 0; i < count; i++) {
    for (const price of [open[i] as number, close[i] as number]) digits = Math.max(digits, decimals(price));
  }
  return Math.min(digits, 8);
}

const decimals = (price: number): number => String(price).split(".")[1]?.length ?? 0;
