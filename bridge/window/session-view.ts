import type { SessionTradeView, SessionView } from "#shared/contract/sessions.ts";
import type { UtcMs } from "#shared/market/brands.ts";
import { minorUnits, tradeResult } from "#shared/trading/session/result.ts";
import type { SessionState, SessionTrade } from "#shared/trading/session/session-state.ts";
import { durationText, sessionStatus } from "#shared/trading/session/status.ts";

/** A trade as a window shows it; money in minor units. */
export function tradeView(trade: SessionTrade, digits: number): SessionTradeView {
  const { number, symbol, side, galeStep, source, state, lots, openPrice, closePrice, openMs, closeMs, reason } = trade;
  return {
    number,
    symbol,
    side,
    galeStep,
    source,
    state,
    lots,
    netMinor: minorUnits(trade.net, digits),
    result: state === "closed" ? tradeResult(trade.net, digits) : "pending",
    ...(openPrice === null ? {} : { openPrice }),
    ...(closePrice === null ? {} : { closePrice }),
    ...(openMs === null ? {} : { openMs }),
    ...(closeMs === null ? {} : { closeMs }),
    ...(reason === null ? {} : { reason }),
  };
}

/** A session with its statistics at `nowMs`. `removed` tells windows to take it off their lists. */
export function sessionView(state: SessionState, currency: string, nowMs: UtcMs, removed: boolean): SessionView {
  const { phase, currencyDigits: digits, live, tally, startedMs, endedMs } = state;
  const status = sessionStatus(state, nowMs);
  return {
    sessionId: state.id,
    config: state.config,
    currency,
    digits,
    phase: phase.name,
    ...(phase.name === "armed" ? { waitsFor: phase.waitsFor } : {}),
    ...("reason" in phase ? { reason: phase.reason } : {}),
    ...("rule" in phase && phase.rule !== null ? { rule: phase.rule } : {}),
    netMinor: status.netProfit,
    floatingMinor: minorUnits(state.floating, digits),
    totalTrades: status.totalTrades,
    winningTrades: status.winningTrades,
    losingTrades: status.losingTrades,
    ...(status.winRate === null ? {} : { winRate: status.winRate }),
    durationMs: status.durationMs,
    durationText: durationText(status.durationMs),
    ...(startedMs === null ? {} : { startedMs }),
    ...(endedMs === null ? {} : { endedMs }),
    galeStep: status.galeStep,
    maxDrawdownMinor: status.maxDrawdown,
    ...(status.profitFactor === null ? {} : { profitFactor: status.profitFactor }),
    ...(status.expectancy === null ? {} : { expectancyMinor: status.expectancy }),
    roomToStopLossMinor: status.roomToStopLoss,
    ...(status.roomToStopProfit === null ? {} : { roomToStopProfitMinor: status.roomToStopProfit }),
    liveTrades: live.map((trade) => tradeView(trade, digits)),
    ...(tally.last === null ? {} : { lastTrade: tradeView(tally.last, digits) }),
    removed,
  };
}
