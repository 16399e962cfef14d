import { BAR_COLUMNS, type BarColumns, emptyBarColumns } from "./bar.ts";
import { TICK_FLAG, type TickColumns } from "./tick.ts";

/** A bar that may still change. Prices are bids, spread in points, time in broker ms. */
export interface FormingBar {
  timeMs: number;
  open: number;
  high: number;
  low: number;
  close: number;
  tickVolume: number;
  spread: number;
  realVolume: number;
}

const MINUTE = 60_000;

/**
 * M1 bars from ticks by MetaTrader's rules, found on recorded ticks and their terminal's own bars: open, high, low and
 * close are bids of a broker minute; tick volume counts ticks whose bid changed (`flags & 2`); spread is the smallest
 * of the minute in points. A source that sets no flags at all has each of its ticks counted.
 *
 * One builder serves one stream in one cursor epoch: `add` may be called with any slices of it, in order.
 */
export class M1Builder {
  readonly #point: number;
  readonly #closed: (bar: Readonly<FormingBar>) => void;
  #bar: FormingBar | undefined;

  /** @param point size of a point, or 0 while unknown: spreads are then 0. `closed` gets a bar once, when a later minute begins. */
  constructor(point: number, closed: (bar: Readonly<FormingBar>) => void) {
    this.#point = point;
    this.#closed = closed;
  }

  /** The minute under way, or undefined before the first tick. */
  get forming(): Readonly<FormingBar> | undefined {
    return this.#bar;
  }

  /** Adds ticks [from, to) of `ticks`. */
  add(ticks: TickColumns, from = 0, to = ticks.count): void {
    for (let i = from; i < to; i++) {
      const time = ticks.timeMs[i] as number;
      const bid = ticks.bid[i] as number;
      const spread = this.#point > 0 ? Math.round(((ticks.ask[i] as number) - bid) / this.#point) : 0;
      const flags = ticks.flags[i] as number;
      const bar = this.#barAt(time, bid, spread);
      if (bid > bar.high) bar.high = bid;
      if (bid < bar.low) bar.low = bid;
      bar.close = bid;
      if (spread < bar.spread) bar.spread = spread;
      if (flags === 0 || (flags & TICK_FLAG.bid) !== 0) bar.tickVolume++;
      bar.realVolume += ticks.volumeReal[i] as number;
    }
  }

  /** Hands out the minute under way as closed: the stream has ended. */
  finish(): void {
    if (this.#bar !== undefined) this.#closed(this.#bar);
    this.#bar = undefined;
  }

  #barAt(time: number, bid: number, spread: number): FormingBar {
    const bar = this.#bar;
    if (bar !== undefined && time < bar.timeMs + MINUTE && time >= bar.timeMs) return bar;
    if (bar !== undefined) this.#closed(bar);
    const timeMs = Math.floor(time / MINUTE) * MINUTE;
    this.#bar = { timeMs, open: bid, high: bid, low: bid, close: bid, tickVolume: 0, spread, realVolume: 0 };
    return this.#bar;
  }
}

/** All M1 bars of one cursor epoch's ticks, the last one as it stands. */
export function buildM1(ticks: TickColumns, point: number): BarColumns {
  const bars: FormingBar[] = [];
  const builder = new M1Builder(point, (bar) => bars.push(bar));
  builder.add(ticks);
  builder.finish();
  return barColumns(bars);
}

/** Bars as columns. */
export function barColumns(bars: readonly Readonly<FormingBar>[]): BarColumns {
  const columns = emptyBarColumns(bars.length);
  for (const [i, bar] of bars.entries()) {
    for (const name of BAR_COLUMNS) columns[name][i] = bar[name];
  }
  return columns;
}
