import { moneyText } from "#shared/market/money.ts";
import type { SessionBody } from "#shared/sync/bodies.ts";
import type { TradeAmount } from "#shared/trading/session/config.ts";
import { minorUnits, tradeResult } from "#shared/trading/session/result.ts";
import type { SessionState, SessionTrade } from "#shared/trading/session/session-state.ts";
import { sessionStatus } from "#shared/trading/session/status.ts";

export interface SessionPlace {
  readonly server: string;
  readonly login: number;
  readonly currency: string;
  /** Of its account, as the link told last; null while nobody does. */
  readonly balanceMinor: number | null;
  /** UTC ms of the change; grows with every one. */
  readonly changedMs: number;
  readonly removed: boolean;
}

/** A session as the cloud has it, at the moment of its last change. */
export function sessionBody(
  state: SessionState,
  { server, login, currency, balanceMinor, changedMs, removed }: SessionPlace,
): SessionBody {
  const { id, config, phase, currencyDigits: digits, tally, startedMs, endedMs } = state;
  const status = sessionStatus(state, changedMs);
  return {
    session_id: id,
    revision: changedMs,
    server,
    login,
    session_name: config.name,
    mode: config.mode,
    state: phase.name,
    reason: "reason" in phase ? phase.reason : null,
    trade_amount: amountText(config.amount, digits),
    gale_limit: config.gale.kind === "off" ? 0 : config.gale.limit,
    stop_profit_minor: config.stopProfit,
    stop_loss_minor: config.stopLoss,
    currency,
    digits,
    balance_minor: balanceMinor,
    net_profit_minor: status.netProfit,
    total_trades: status.totalTrades,
    winning_trades: status.winningTrades,
    losing_trades: status.losingTrades,
    gale_count: status.galeStep,
    max_drawdown_minor: status.maxDrawdown,
    profit_factor: status.profitFactor,
    expectancy_minor: status.expectancy,
    duration_s: Math.floor(status.durationMs / 1_000),
    started_ms: startedMs,
    ended_ms: endedMs,
    last_trade: tally.last === null ? null : lastTrade(tally.last, digits, changedMs),
    removed,
  };
}

function lastTrade(trade: SessionTrade, digits: number, changedMs: number): NonNullable<SessionBody["last_trade"]> {
  return {
    asset: trade.symbol,
    direction: trade.side,
    amount: trade.lots,
    result: trade.state === "closed" ? tradeResult(trade.net, digits) : "pending",
    profit_minor: minorUnits(trade.net, digits),
    at_ms: trade.closeMs ?? trade.openMs ?? changedMs,
  };
}

function amountText(amount: TradeAmount, digits: number): string {
  if (amount.by === "lots") return `${amount.lots} lots`;
  return amount.by === "money" ? moneyText({ minor: amount.minor, currency: "", digits }) : `${amount.percent} %`;
}
