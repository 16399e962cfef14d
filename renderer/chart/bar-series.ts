import type { Bars, BarUpdate } from "#shared/contract/market.ts";

/** A bar as the chart draws it; `timeMs` is the opening in broker ms. */
export type ChartBar = Pick<BarUpdate, "timeMs" | "open" | "high" | "low" | "close" | "tickVolume">;

/**
 * What an update did: what was appended or replaced can be drawn by itself, `middle` needs the whole series drawn again.
 * `beyond`: it lies after bars that were let go, and was not taken.
 */
export type Merge = "appended" | "replaced" | "middle" | "beyond";

type BarColumnsOnly = Pick<Bars, "count" | "timeMs" | "open" | "high" | "low" | "close" | "tickVolume">;

/**
 * The bars of one chart, oldest first. Invariant: opening times strictly increase, whatever order pages of history and
 * live updates arrive in; for one opening time the later arrival wins, except that history never overwrites a live bar.
 */
export class BarSeries {
  #bars: ChartBar[] = [];
  /** Newer bars were let go: the newest that is held is not the market's. */
  #cutOff = false;
  /** Openings that came from the live stream: newer than any page of history that was under way. */
  readonly #live = new Set<number>();

  get bars(): readonly ChartBar[] {
    return this.#bars;
  }

  get last(): ChartBar | undefined {
    return this.#bars.at(-1);
  }

  /** Opening of the oldest bar, broker ms. */
  get firstMs(): number | undefined {
    return this.#bars[0]?.timeMs;
  }

  /** Newer bars than those held were let go: live ones have no place until they are back. */
  get isCutOff(): boolean {
    return this.#cutOff;
  }

  clear(): void {
    this.#bars = [];
    this.#live.clear();
    this.#cutOff = false;
  }

  /** Lets go of the newest bars, so that `most` are left. */
  keepOldest(most: number): void {
    if (this.#bars.length <= most) return;
    this.#bars = this.#bars.slice(0, most);
    this.#live.clear();
    this.#cutOff = true;
  }

  /** Lets go of the oldest bars, so that `most` are left. */
  keepNewest(most: number): void {
    if (this.#bars.length > most) this.#bars = this.#bars.slice(-most);
  }

  /** Says whether newer bars than those held are out of reach for now. */
  cutOff(isCutOff: boolean): void {
    this.#cutOff = isCutOff;
  }

  /** Merges a page of history. Returns how many bars were new. */
  merge(page: BarColumnsOnly): number {
    const first = this.#bars[0];
    const newest = page.timeMs[page.count - 1];
    if (first !== undefined && newest !== undefined && newest < first.timeMs) {
      this.#bars = [...rows(page), ...this.#bars];
      return page.count;
    }
    const byTime = new Map<number, ChartBar>(this.#bars.map((bar) => [bar.timeMs, bar]));
    const before = byTime.size;
    for (const bar of rows(page)) if (!this.#live.has(bar.timeMs)) byTime.set(bar.timeMs, bar);
    this.#bars = [...byTime.values()].toSorted((a, b) => a.timeMs - b.timeMs);
    return byTime.size - before;
  }

  /** Takes a live bar: the forming one, the one that has just closed, or a correction of an older one. */
  update(bar: ChartBar): Merge {
    const last = this.last;
    if (this.#cutOff && last !== undefined && bar.timeMs > last.timeMs) return "beyond";
    this.#live.add(bar.timeMs);
    if (last === undefined || bar.timeMs > last.timeMs) {
      this.#bars.push(bar);
      return "appended";
    }
    if (bar.timeMs === last.timeMs) {
      this.#bars[this.#bars.length - 1] = bar;
      return "replaced";
    }
    const at = lowerBound(this.#bars, bar.timeMs);
    const exact = this.#bars[at]?.timeMs === bar.timeMs;
    this.#bars.splice(at, exact ? 1 : 0, bar);
    return "middle";
  }

  /** The bar that opened at or before `timeMs`. */
  at(timeMs: number): ChartBar | undefined {
    const index = lowerBound(this.#bars, timeMs);
    return this.#bars[index]?.timeMs === timeMs ? this.#bars[index] : this.#bars[index - 1];
  }

  /** From now on history may correct bars that were live: after a gap in the stream they may be incomplete. */
  forgetLive(): void {
    this.#live.clear();
  }
}

function* rows(page: BarColumnsOnly): Generator<ChartBar> {
  for (let i = 0; i < page.count; i++) {
    const { timeMs, open, high, low, close, tickVolume } = page;
    yield {
      timeMs: timeMs[i] ?? Number.NaN,
      open: open[i] ?? Number.NaN,
      high: high[i] ?? Number.NaN,
      low: low[i] ?? Number.NaN,
      close: close[i] ?? Number.NaN,
      tickVolume: tickVolume[i] ?? Number.NaN,
    };
  }
}

/** Index of the first bar that opens at or after `timeMs`. */
function lowerBound(bars: readonly ChartBar[], timeMs: number): number {
  let low = 0;
  let high = bars.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((bars[middle]?.timeMs ?? Infinity) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
