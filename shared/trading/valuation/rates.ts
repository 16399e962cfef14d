/** What one unit of a currency gets (`bid`) and costs (`ask`) in another. */
export interface Rate {
  readonly bid: number;
  readonly ask: number;
}

/** What one unit of `from` is worth in `to`; null while no quotes lead there. */
export type Rates = (from: string, to: string) => Rate | null;

/** A currency pair that is quoted: whatever suffix its broker gives the symbol, its currencies name it. */
export interface QuotedPair {
  readonly base: string;
  readonly profit: string;
  readonly bid: number;
  readonly ask: number;
}

const SAME: Rate = { bid: 1, ask: 1 };
const PIVOT = "USD";

const isQuote = ({ bid, ask }: Rate): boolean => bid > 0 && ask >= bid && ask < Number.POSITIVE_INFINITY;

/**
 * Rates between currencies by quoted pairs: the pair itself, the pair turned round, or both by way of the US dollar.
 * Pairs without a usable quote are ignored.
 */
export function ratesOf(pairs: Iterable<QuotedPair>): Rates {
  const quoted = new Map<string, Rate>();
  for (const { base, profit, bid, ask } of pairs) {
    if (isQuote({ bid, ask })) quoted.set(`${base}/${profit}`, { bid, ask });
  }
  const direct = (from: string, to: string): Rate | null => {
    if (from === to) return SAME;
    const straight = quoted.get(`${from}/${to}`);
    if (straight !== undefined) return straight;
    const inverse = quoted.get(`${to}/${from}`);
    return inverse === undefined ? null : { bid: 1 / inverse.ask, ask: 1 / inverse.bid };
  };
  const found = (from: string, to: string): Rate | null => {
    const rate = direct(from, to);
    if (rate !== null || from === PIVOT || to === PIVOT) return rate;
    const first = direct(from, PIVOT);
    const second = direct(PIVOT, to);
    return first === null || second === null ? null : { bid: first.bid * second.bid, ask: first.ask * second.ask };
  };
  const known = new Map<string, Map<string, Rate | null>>();
  return (from, to) => {
    let targets = known.get(from);
    if (targets === undefined) known.set(from, (targets = new Map()));
    let rate = targets.get(to);
    if (rate === undefined) targets.set(to, (rate = found(from, to)));
    return rate;
  };
}

/** An amount in another currency: what is won is sold at the bid, what is owed is bought at the ask; null = unknown. */
export function converted(amount: number, from: string, to: string, rates: Rates): number | null {
  if (from === to) return amount;
  const rate = rates(from, to);
  return rate === null ? null : amount * (amount >= 0 ? rate.bid : rate.ask);
}
