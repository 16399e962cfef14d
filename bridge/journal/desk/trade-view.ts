import type { JournalTrade } from "#shared/contract/journal-trade.ts";
import { moneyFromDouble } from "#shared/market/money.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";
import { isWin } from "#shared/trading/statistics/totals.ts";
import type { Measure, ShelfNote, ShelfTrade } from "./shelf-trade.ts";

/** A raw amount in minor units, rounded here and nowhere before. */
export const minorOf = (value: number, digits: number): number => moneyFromDouble(value, "", digits).minor;

export interface TradeSides {
  readonly note: ShelfNote | undefined;
  readonly measure: Measure | undefined;
  readonly picture: boolean;
}

/** A trade as windows see it. */
export function tradeView(trade: ShelfTrade, { note, measure, picture }: TradeSides): JournalTrade {
  const { account, link, risk } = trade;
  const { digits } = account;
  const minor = (value: number): number => minorOf(value, digits);
  const maybe = (value: number | null | undefined): number | null =>
    value === null || value === undefined ? null : minor(value);
  const entryCosts = trade.net - trade.result;
  return {
    tradeId: trade.id,
    accountId: account.id,
    origin: trade.source,
    currency: account.currency,
    digits,
    symbol: trade.symbol,
    side: trade.side,
    lots: trade.lots,
    openMs: trade.openMs,
    openPrice: trade.openPrice,
    closeMs: trade.closeMs,
    closePrice: trade.closePrice,
    priceDigits: trade.priceDigits,
    matched: trade.matched,
    stopLoss: trade.stopLoss,
    takeProfit: trade.takeProfit,
    profitMinor: minor(trade.profit),
    swapMinor: minor(trade.swap),
    costsMinor: minor(trade.exitCosts + entryCosts),
    resultMinor: minor(trade.result),
    netMinor: minor(trade.net),
    win: isWin(trade),
    closedBy: trade.source === "import" && trade.origin === "other" ? "" : trade.origin,
    strategy: trade.strategy,
    sessionId: link === null ? null : (link.session as SessionId),
    sessionTrade: link?.number ?? null,
    galeStep: link?.galeStep ?? null,
    signal: link?.signal ?? null,
    position: String(trade.position),
    comment: trade.comment,
    context: {
      riskMinor: maybe(risk),
      r: risk !== null && risk > 0 ? trade.net / risk : null,
      maeMinor: maybe(measure?.mae),
      mfeMinor: maybe(measure?.mfe),
      spreadOpen: measure?.spreadOpen ?? null,
      spreadClose: measure?.spreadClose ?? null,
      slippageOpen: trade.slippageOpen,
      slippageClose: trade.slippageClose,
    },
    note: note?.note ?? "",
    tags: [...(note?.tags ?? [])],
    revision: note?.revision ?? 0,
    picture,
  };
}
