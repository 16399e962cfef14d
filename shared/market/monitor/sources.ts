/** One broker's last quote of an instrument. */
export interface SourceQuote {
  readonly instrumentId: string;
  readonly bid: number;
  readonly ask: number;
  /** Ms since it came. */
  readonly ageMs: number;
}

/** The same instrument at several brokers. */
export interface Compared {
  /** Where selling and buying are best, among the fresh quotes; undefined when fewer than two are fresh. */
  readonly best:
    | { readonly bid: number; readonly bidAt: string; readonly ask: number; readonly askAt: string }
    | undefined;
  /** Highest mid less lowest mid of the fresh quotes, in prices. */
  readonly divergence: number | undefined;
}

/** Names under which brokers sell the same thing. */
const SAME: Readonly<Record<string, string>> = {
  GOLD: "XAUUSD",
  SILVER: "XAGUSD",
  GER40: "DE40",
  GER30: "DE40",
  DAX40: "DE40",
  DJ30: "US30",
  WS30: "US30",
  SPX500: "US500",
  SP500: "US500",
  NAS100: "USTEC",
  NDX100: "USTEC",
  US100: "USTEC",
};

/**
 * The common name of a broker's symbol: upper case, without what brokers put around it (`EURUSD.r`, `XAUUSDm`, `#US30`,
 * `US30.cash`, `EURUSD-ECN`, `EURUSD_i`), and by {@link SAME} and the user's own pairs where names differ (`GOLD`).
 * A suffix in lower case without a dot counts as one only behind an upper-case name, so `btcusd` stays whole.
 * @param own the user's: broker's symbol or its stripped form, in upper case -> common name.
 */
export function commonName(symbol: string, own: ReadonlyMap<string, string> = new Map()): string {
  const told = own.get(symbol.toUpperCase());
  if (told !== undefined) return told;
  const bare = symbol.replace(/^[^\p{L}\p{N}]+/u, "").split(/[.\-_#+!]/)[0] ?? "";
  const stem = /^([A-Z0-9]{3,}?)[a-z]{1,4}$/.exec(bare)?.[1] ?? bare;
  const name = stem === "" ? symbol.toUpperCase() : stem.toUpperCase();
  return own.get(name) ?? SAME[name] ?? name;
}

/** Reads the user's own pairs, `GER40=DE40` each; others are passed over. */
export function ownNames(pairs: readonly string[]): Map<string, string> {
  const names = new Map<string, string>();
  for (const pair of pairs) {
    const [from = "", to = ""] = pair.split("=").map((part) => part.trim().toUpperCase());
    if (from !== "" && to !== "") names.set(from, to);
  }
  return names;
}

/**
 * Compares quotes of one instrument. A quote older than `staleMs` says nothing about the present and is left out; one that
 * is crossed or not positive, too. The best bid may exceed the best ask: then one of the feeds is behind.
 */
export function compareSources(quotes: readonly SourceQuote[], staleMs: number): Compared {
  const fresh = quotes.filter(({ bid, ask, ageMs }) => ageMs < staleMs && bid > 0 && ask >= bid);
  const [first] = fresh;
  if (first === undefined || fresh.length < 2) return { best: undefined, divergence: undefined };
  let [high, low, most, least] = [first, first, first.bid + first.ask, first.bid + first.ask];
  for (const quote of fresh) {
    if (quote.bid > high.bid) high = quote;
    if (quote.ask < low.ask) low = quote;
    most = Math.max(most, quote.bid + quote.ask);
    least = Math.min(least, quote.bid + quote.ask);
  }
  const best = { bid: high.bid, bidAt: high.instrumentId, ask: low.ask, askAt: low.instrumentId };
  return { best, divergence: (most - least) / 2 };
}
