import type { TickColumns } from "#shared/market/tick.ts";

/** What the ticks of a trade's life show: best and worst price at which it could have closed, spreads at both ends. */
export interface TickFindings {
  readonly worst: number | null;
  readonly best: number | null;
  readonly spreadOpen: number | null;
  readonly spreadClose: number | null;
}

/** Reads a trade's ticks piece by piece, oldest first: a buy would close at the bid, a sell at the ask. */
export class TickMeasure {
  readonly #side: "buy" | "sell";
  #worst: number | null = null;
  #best: number | null = null;
  #spreadOpen: number | null = null;
  #spreadClose: number | null = null;
  readonly #openMs: number;

  constructor(side: "buy" | "sell", openMs: number) {
    this.#side = side;
    this.#openMs = openMs;
  }

  read({ count, timeMs, bid, ask }: TickColumns): void {
    const buys = this.#side === "buy";
    for (let at = 0; at < count; at += 1) {
      const [b, a] = [bid[at] ?? 0, ask[at] ?? 0];
      if (!(b > 0) || !(a > 0)) continue;
      const spread = a - b;
      // The quote that a fill met is the last one up to it.
      if ((timeMs[at] ?? 0) <= this.#openMs || this.#spreadOpen === null) this.#spreadOpen = spread;
      this.#spreadClose = spread;
      if ((timeMs[at] ?? 0) < this.#openMs) continue;
      const price = buys ? b : a;
      if (this.#worst === null || (buys ? price < this.#worst : price > this.#worst)) this.#worst = price;
      if (this.#best === null || (buys ? price > this.#best : price < this.#best)) this.#best = price;
    }
  }

  findings(): TickFindings {
    return { worst: this.#worst, best: this.#best, spreadOpen: this.#spreadOpen, spreadClose: this.#spreadClose };
  }
}
