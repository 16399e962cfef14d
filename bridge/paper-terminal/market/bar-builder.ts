import { type BarColumns, emptyBarColumns } from "#shared/market/bar.ts";
import { type Timeframe, barOpen } from "#shared/market/timeframe.ts";

/** What a span inside one bar adds to it; prices in whole points. */
export interface BarPiece {
  readonly timeMs: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly tickVolume: number;
  readonly spread: number;
}

/** Adds pieces, oldest first, to the bars of a timeframe. */
export class BarBuilder {
  readonly #timeframe: Timeframe;
  readonly #scale: number;
  readonly #bars: { -readonly [K in keyof BarPiece]: BarPiece[K] }[] = [];

  /** `scale`: points in a price of 1. */
  constructor(timeframe: Timeframe, scale: number) {
    this.#timeframe = timeframe;
    this.#scale = scale;
  }

  add(piece: BarPiece): void {
    const timeMs = barOpen(this.#timeframe, piece.timeMs);
    const bar = this.#bars.at(-1);
    if (bar === undefined || bar.timeMs !== timeMs) {
      this.#bars.push({ ...piece, timeMs });
      return;
    }
    if (piece.high > bar.high) bar.high = piece.high;
    if (piece.low < bar.low) bar.low = piece.low;
    bar.close = piece.close;
    bar.tickVolume += piece.tickVolume;
    if (piece.spread < bar.spread) bar.spread = piece.spread;
  }

  /** How many bars nothing more can be added to. */
  get finished(): number {
    return Math.max(0, this.#bars.length - 1);
  }

  get count(): number {
    return this.#bars.length;
  }

  /** Takes out the oldest `count` bars. */
  take(count: number): BarColumns {
    const taken = this.#bars.splice(0, count);
    const columns = emptyBarColumns(taken.length);
    for (const [i, bar] of taken.entries()) {
      columns.timeMs[i] = bar.timeMs;
      columns.open[i] = bar.open / this.#scale;
      columns.high[i] = bar.high / this.#scale;
      columns.low[i] = bar.low / this.#scale;
      columns.close[i] = bar.close / this.#scale;
      columns.tickVolume[i] = bar.tickVolume;
      columns.spread[i] = bar.spread;
    }
    return columns;
  }
}
