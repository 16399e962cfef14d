import { MISSING_QUOTE, type Rate } from "./rate.ts";

/** The last quote of each symbol, and what one currency is worth in another by them. */
export class QuoteBook {
  readonly #quotes = new Map<string, Rate>();
  #version = 0;

  /** Another number whenever a quote came. */
  get version(): number {
    return this.#version;
  }

  set(symbol: string, bid: number, ask: number): void {
    this.#version += 1;
    this.#quotes.set(symbol, { bid, ask });
  }

  get(symbol: string): Rate | undefined {
    return this.#quotes.get(symbol);
  }

  /**
   * What one unit of `from` gets (bid) and costs (ask) in `to`: by their own pair, either way round, or through the US
   * dollar. Null when no quotes lead there.
   */
  rate(from: string, to: string): Rate | null {
    const direct = this.#direct(from, to);
    if (direct !== null || from === "USD" || to === "USD") return direct;
    const first = this.#direct(from, "USD");
    const second = this.#direct("USD", to);
    return first === null || second === null ? null : { bid: first.bid * second.bid, ask: first.ask * second.ask };
  }

  /**
   * An amount in another currency: what is won is sold at the bid, what is owed is bought at the ask. NaN while no
   * quotes lead there.
   */
  convert(amount: number, from: string, to: string): number {
    const rate = this.rate(from, to) ?? MISSING_QUOTE;
    return amount * (amount >= 0 ? rate.bid : rate.ask);
  }

  #direct(from: string, to: string): Rate | null {
    if (from === to) return { bid: 1, ask: 1 };
    const straight = this.#quotes.get(from + to);
    if (straight !== undefined) return straight;
    const inverse = this.#quotes.get(to + from);
    return inverse === undefined ? null : { bid: 1 / inverse.ask, ask: 1 / inverse.bid };
  }
}
