import { LAST_MS } from "#shared/link/time-range.ts";
import { BAR_COLUMNS, type BarColumns, emptyBarColumns } from "#shared/market/bar.ts";
import { sliceBars } from "#shared/market/bar-slices.ts";
import type { FormingBar } from "#shared/market/m1-builder.ts";
import { barOpen, type Timeframe } from "#shared/market/timeframe.ts";

/** Bars out of a file, times as the file has them (a broker's). */
export interface BarFile {
  /** For people: "MT4 history". */
  readonly form: string;
  readonly symbol: string;
  readonly timeframe: Timeframe;
  readonly digits: number;
  readonly bars: BarColumns;
}

/** No market quotes more; a price beyond it is another column, or damage. */
const MOST_PRICE = 1e12;

/** Ten years of minutes; more than that is read in several files. */
export const MOST_BARS = 4_000_000;

/** Bars that are read one by one, in columns that grow: millions of objects would take ten times the room. */
export class BarGather {
  #columns: BarColumns;
  #count = 0;
  #last: FormingBar | undefined;

  /** @param capacity how many are expected. */
  constructor(capacity = 4_096) {
    this.#columns = emptyBarColumns(capacity);
  }

  get count(): number {
    return this.#count;
  }

  /** The bar that was added last. */
  get last(): FormingBar | undefined {
    return this.#last;
  }

  add(bar: FormingBar): void {
    if (this.#count === this.#columns.timeMs.length) {
      const grown = emptyBarColumns(this.#count * 2);
      for (const name of BAR_COLUMNS) grown[name].set(this.#columns[name]);
      this.#columns = grown;
    }
    for (const name of BAR_COLUMNS) this.#columns[name][this.#count] = bar[name];
    this.#count++;
    this.#last = bar;
  }

  /** All of them. */
  columns(): BarColumns {
    return sliceBars(this.#columns, 0, this.#count);
  }
}

/**
 * What is wrong with a bar of a file, in words that follow "expected"; undefined when nothing is.
 * @param before the bar before it.
 */
export function barFault(bar: FormingBar, timeframe: Timeframe, before: FormingBar | undefined): string | undefined {
  const { timeMs, open, high, low, close, tickVolume, spread, realVolume } = bar;
  if (!Number.isSafeInteger(timeMs) || timeMs < 0 || timeMs > LAST_MS) return "a time of the years 1970 to 3000";
  if (before !== undefined && timeMs <= before.timeMs) return "a time after that of the bar before";
  if (barOpen(timeframe, timeMs) !== timeMs) return `a time at which a bar of ${timeframe} opens`;
  if (![open, high, low, close].every((price) => price > 0 && price < MOST_PRICE)) {
    return "prices above 0 and below a million million";
  }
  if (low > Math.min(open, close) || high < Math.max(open, close)) return "open and close between low and high";
  if (![tickVolume, spread, realVolume].every((count) => Number.isFinite(count) && count >= 0)) {
    return "volumes and a spread that are not negative";
  }
  return undefined;
}
