import { NO_LOTS } from "#shared/trading/trades/open-position.ts";

interface Rest<From> {
  readonly from: From;
  readonly lots: number;
}

/**
 * What stays open of orders that MetaTrader 4's tester closed in part. The rest goes on under a number of its own, and no
 * row tells which: the next end of an unknown number ends the rest that has its lots, else the newest that has enough.
 */
export class Mt4Rests<From> {
  readonly #rests: Rest<From>[] = [];

  /** Notes that this many of an order's lots ended. */
  ended(from: From, lots: number, ofLots: number): void {
    if (ofLots - lots > NO_LOTS) this.#rests.push({ from, lots: ofLots - lots });
  }

  /** Ends lots under a number that nothing opened; answers what opened them. */
  take(lots: number): From | undefined {
    const same = this.#rests.findLast((rest) => Math.abs(rest.lots - lots) <= NO_LOTS);
    const rest = same ?? this.#rests.findLast((one) => one.lots > lots);
    if (rest === undefined) return undefined;
    this.#rests.splice(this.#rests.indexOf(rest), 1);
    this.ended(rest.from, lots, rest.lots);
    return rest.from;
  }
}
