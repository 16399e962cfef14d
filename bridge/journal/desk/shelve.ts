import { fromLedgerJson } from "#bridge/store/ledger/ledger-json.ts";
import type { OrderIntent } from "#shared/trading/intent/intent.ts";
import type { ClosedTrade } from "#shared/trading/trades/closed-trade.ts";
import type { AccountDeals } from "./account-deals.ts";
import type { LedgerReader } from "./ledger-reader.ts";
import { type AccountFace, type SessionLink, type ShelfTrade, tradeIdOf } from "./shelf-trade.ts";
import type { SymbolTerms } from "./symbol-terms.ts";
import { riskOf, slippageOf } from "./worth.ts";

/** What stands behind an account's trades. */
export interface TradeSource {
  readonly account: AccountFace;
  readonly deals: Pick<AccountDeals, "get" | "isImported" | "isWorked">;
  readonly links: ReadonlyMap<string, SessionLink>;
  readonly terms: Pick<SymbolTerms, "of" | "digitsOf">;
  readonly intentOf: (magic: bigint) => OrderIntent | null;
}

const MOST_DIGITS = 8;

/** Orders of our own by their magic, each read once. */
export function intentsOf(reader: Pick<LedgerReader, "intent">): TradeSource["intentOf"] {
  const intents = new Map<bigint, OrderIntent | null>();
  return (magic) => {
    if (magic === 0n) return null;
    const known = intents.get(magic);
    if (known !== undefined) return known;
    const content = reader.intent(magic);
    const intent = content === undefined ? null : fromLedgerJson<OrderIntent>(content);
    intents.set(magic, intent);
    return intent;
  };
}

/** Puts beside a closed trade what led to it. */
export function shelved(trade: ClosedTrade, source: TradeSource): ShelfTrade {
  const { account, deals, terms } = source;
  const link = linkOf(trade, source);
  const intent = source.intentOf(trade.magic);
  const known = terms.of(trade.symbol);
  const asked = intent?.request;
  const stop = trade.stopLoss ?? (asked !== undefined && "stopLoss" in asked ? asked.stopLoss : null);
  const price = asked !== undefined && (asked.action === "open" || asked.action === "pending") ? asked.price : null;
  const point = known?.point ?? 0;
  const exit = deals.get(trade.ticket);
  const level = trade.origin === "stopLoss" ? exit?.stopLoss : trade.origin === "takeProfit" ? exit?.takeProfit : 0;
  return {
    ...trade,
    id: tradeIdOf(account.id, trade.ticket),
    account,
    source: deals.isImported(trade.ticket) ? "import" : "live",
    matched: deals.isWorked(trade.ticket),
    strategy: strategyOf(trade, account, link, intent),
    link,
    stopLoss: stop,
    risk: riskOf(trade, stop, known),
    slippageOpen: trade.openPrice === null ? null : slippageOf(trade.side, price, trade.openPrice, point),
    // An exit's side is the opposite one.
    slippageClose: slippageOf(trade.side === "buy" ? "sell" : "buy", level ?? null, trade.closePrice, point),
    point,
    priceDigits: Math.min(known?.digits ?? terms.digitsOf(trade.symbol), MOST_DIGITS),
  };
}

function linkOf(trade: ClosedTrade, { account: { id }, links }: TradeSource): SessionLink | null {
  if (links.size === 0) return null;
  for (const ticket of trade.deals) {
    const link = links.get(`${id}#${ticket}`);
    if (link !== undefined) return link;
  }
  return null;
}

function strategyOf(
  { magic }: ClosedTrade,
  { kind, title }: AccountFace,
  link: SessionLink | null,
  intent: OrderIntent | null,
): string {
  if (link !== null) return link.name;
  if (kind === "tester") return title.split(" · ")[0] ?? title;
  // An order of our own ticket is by hand, whatever number it wears.
  return magic === 0n || intent !== null ? "" : `magic ${magic}`;
}
