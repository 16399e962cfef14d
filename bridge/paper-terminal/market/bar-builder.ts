import { absorbBar } from "#shared/market/aggregate.ts";
import type { BarColumns } from "#shared/market/bar.ts";
import { barColumns, type FormingBar } from "#shared/market/m1-builder.ts";
import { barOpen, type Timeframe } from "#shared/market/timeframe.ts";

/** Puts minutes, oldest first, together to the bars of a timeframe. */
export class BarBuilder {
  readonly #timeframe: Timeframe;
  #bars: FormingBar[] = [];

  constructor(timeframe: Timeframe) {
    this.#timeframe = timeframe;
  }

  /** How many bars there are, the one that may still grow included. */
  get count(): number {
    return this.#bars.length;
  }

  /** How many bars nothing more can be added to. */
  get finished(): number {
    return Math.max(0, this.#bars.length - 1);
  }

  add(minute: Readonly<FormingBar>): void {
    const timeMs = barOpen(this.#timeframe, minute.timeMs);
    const bar = this.#bars.at(-1);
    if (bar === undefined || bar.timeMs !== timeMs) this.#bars.push({ ...minute, timeMs });
    else absorbBar(bar, minute);
  }

  /** Takes out the oldest `count` bars. */
  take(count: number): BarColumns {
    const taken = barColumns(this.#bars.slice(0, count));
    this.#bars = this.#bars.slice(count);
    return taken;
  }
}
