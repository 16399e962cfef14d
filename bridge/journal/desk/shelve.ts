import { fromLedgerJson } from "#bridge/store/ledger/ledger-json.ts";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import type { OrderIntent } from "#shared/trading/intent/intent.ts";
import type { ClosedTrade, TradeBook } from "#shared/trading/trades/closed-trade.ts";
import type { LedgerReader } from "./ledger-reader.ts";
import { priceDigitsOf } from "./price-digits.ts";
import { type SessionLink, type ShelfAccount, type ShelfBook, type ShelfTrade, tradeIdOf } from "./shelf-trade.ts";
import { type PriceTerms, riskOf, slippageOf } from "./worth.ts";

export interface ShelfSource {
  readonly account: ShelfAccount;
  readonly book: TradeBook;
  /** Deals that only an import told. */
  readonly imported: ReadonlySet<bigint>;
  readonly worked: ReadonlySet<bigint>;
  readonly deals: ReadonlyMap<bigint, BrokerDeal>;
  readonly links: ReadonlyMap<string, SessionLink>;
}

const MOST_DIGITS = 8;

/** Puts beside each closed trade of an account what led to it. */
export function shelve(source: ShelfSource, reader: LedgerReader): ShelfBook {
  const { account, book } = source;
  const specs = new Map<string, PriceTerms | undefined>();
  const intents = new Map<bigint, OrderIntent | null>();
  const specOf = (symbol: string): PriceTerms | undefined => {
    if (!specs.has(symbol)) specs.set(symbol, reader.instrument(account.id, symbol));
    return specs.get(symbol);
  };
  const intentOf = (magic: bigint): OrderIntent | null => {
    if (magic === 0n) return null;
    const known = intents.get(magic);
    if (known !== undefined) return known;
    const content = reader.intent(magic);
    const intent = content === undefined ? null : fromLedgerJson<OrderIntent>(content);
    intents.set(magic, intent);
    return intent;
  };
  const digits = priceDigitsOf(source.deals.values());
  const trades = book.trades.map((trade) =>
    shelved(trade, source, specOf(trade.symbol), intentOf(trade.magic), digits.get(trade.symbol) ?? 0),
  );
  return { account, book, trades };
}

function shelved(
  trade: ClosedTrade,
  { account, imported, worked, deals, links }: ShelfSource,
  terms: PriceTerms | undefined,
  intent: OrderIntent | null,
  decimals: number,
): ShelfTrade {
  const link = linkOf(trade, account, links);
  const asked = intent?.request;
  const stop = trade.stopLoss ?? (asked !== undefined && "stopLoss" in asked ? asked.stopLoss : null);
  const price = asked !== undefined && (asked.action === "open" || asked.action === "pending") ? asked.price : null;
  const point = terms?.point ?? 0;
  const exit = deals.get(trade.ticket);
  const level = trade.origin === "stopLoss" ? exit?.stopLoss : trade.origin === "takeProfit" ? exit?.takeProfit : 0;
  return {
    ...trade,
    id: tradeIdOf(account.id, trade.ticket),
    account,
    source: imported.has(trade.ticket) ? "import" : "live",
    matched: worked.has(trade.ticket),
    strategy: strategyOf(trade, account, link, intent),
    link,
    stopLoss: stop,
    risk: riskOf(trade, stop, terms),
    slippageOpen: trade.openPrice === null ? null : slippageOf(trade.side, price, trade.openPrice, point),
    // An exit's side is the opposite one.
    slippageClose: slippageOf(trade.side === "buy" ? "sell" : "buy", level ?? null, trade.closePrice, point),
    point,
    priceDigits: Math.min(terms?.digits ?? decimals, MOST_DIGITS),
  };
}

function linkOf(trade: ClosedTrade, { id }: ShelfAccount, links: ReadonlyMap<string, SessionLink>): SessionLink | null {
  if (links.size === 0) return null;
  for (const ticket of trade.deals) {
    const link = links.get(`${id}#${ticket}`);
    if (link !== undefined) return link;
  }
  return null;
}

function strategyOf(
  { magic }: ClosedTrade,
  { kind, title }: ShelfAccount,
  link: SessionLink | null,
  intent: OrderIntent | null,
): string {
  if (link !== null) return link.name;
  if (kind === "tester") return title.split(" · ")[0] ?? title;
  // An order of our own ticket is by hand, whatever number it wears.
  return magic === 0n || intent !== null ? "" : `magic ${magic}`;
}
