import type { TickColumns } from "#shared/market/tick.ts";

const MAX_DIGITS = 8;
/** Share of a unit in the last digit that a printed double may be off (1.1740299999999999 is 1.17403). */
const TOLERANCE = 1e-6;

/** The decimals that a recording's prices need: the most that any of them has. */
export class PriceDigits {
  #digits = 0;

  get digits(): number {
    return this.#digits;
  }

  add({ count, bid, ask }: TickColumns): void {
    for (let i = 0; i < count && this.#digits < MAX_DIGITS; i++) {
      this.#widen(bid[i] as number);
      this.#widen(ask[i] as number);
    }
  }

  #widen(price: number): void {
    while (this.#digits < MAX_DIGITS) {
      const scaled = price * 10 ** this.#digits;
      if (Math.abs(scaled - Math.round(scaled)) <= TOLERANCE * Math.max(1, Math.abs(scaled) * 1e-6)) return;
      this.#digits++;
    }
  }
}
