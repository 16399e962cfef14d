import type { TradeBody } from "#shared/sync/bodies.ts";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import type { OrderIntent } from "#shared/trading/intent/intent.ts";
import { minorUnits, tradeResult } from "#shared/trading/session/result.ts";
import type { SessionTrade } from "#shared/trading/session/session-state.ts";
import { tradesOf } from "#shared/trading/trades/trades-of.ts";

/** What the ledger knows of the position that a deal closed. */
export interface TradeFacts {
  readonly server: string;
  readonly login: number;
  readonly currency: string;
  readonly digits: number;
  /** Broker's clock minus UTC, ms. */
  readonly offsetMs: number;
  readonly deals: readonly BrokerDeal[];
  /** The order that opened it, and its trade in a session; undefined when neither is ours. */
  readonly opened: OrderIntent | undefined;
  readonly sessionTrade: SessionTrade | undefined;
}

/** The trade that the deal of this ticket closed, as the journal counts it; undefined when it closed nothing. */
export function tradeBody(ticket: bigint, facts: TradeFacts): TradeBody | undefined {
  const trade = tradesOf(facts.deals).trades.find((each) => each.ticket === ticket);
  if (trade === undefined || trade.lots <= 0) return undefined;
  const { digits, offsetMs, opened, sessionTrade } = facts;
  const holdMs = opened !== undefined && "holdMs" in opened.request ? opened.request.holdMs : null;
  const utc = (brokerMs: number): number => Math.max(0, brokerMs - offsetMs);
  return {
    server: facts.server,
    login: facts.login,
    ticket: `${ticket}`,
    position: trade.position > 0n ? `${trade.position}` : null,
    session_id: opened?.source.kind === "session" ? opened.source.session : null,
    asset: trade.symbol,
    direction: trade.side,
    amount: trade.lots,
    duration_s: holdMs === null ? null : Math.floor(holdMs / 1_000),
    gale_sequence: sessionTrade?.galeStep ?? 0,
    profit_loss_minor: minorUnits(trade.net, digits),
    currency: facts.currency,
    digits,
    result: tradeResult(trade.net, digits),
    open_ms: trade.openMs === null ? null : utc(trade.openMs),
    close_ms: utc(trade.closeMs),
    signal_source: sessionTrade?.source ?? null,
  };
}
