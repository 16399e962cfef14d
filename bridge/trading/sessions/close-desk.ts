import { FairleadError } from "#shared/contract/errors.ts";
import type { Lots } from "#shared/market/brands.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";
import { isFinal } from "#shared/trading/intent/intent-state.ts";
import type { SessionState, SessionTrade } from "#shared/trading/session/session-state.ts";
import { lotsOpen } from "#shared/trading/session/trades.ts";
import type { SessionParts } from "./session-parts.ts";

/** Between a close that was refused and the next one. */
const AGAIN_MS = 1_000;

/**
 * Closes a session's trades. A new close is sent only when no close of that position is open any more and the last one
 * is known to have failed: an unknown one is waited for.
 */
export class CloseDesk {
  readonly #parts: SessionParts;
  readonly #notBefore = new Map<bigint, number>();

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  /** Sends what is missing to close every live trade. */
  close(state: SessionState, nowMs: number): void {
    for (const trade of state.live) this.#closeOne(state, trade, nowMs);
  }

  /** A close of ours has come further; one that ended without closing may be tried again a little later. */
  told({ intent, outcome }: IntentRecord): void {
    if (intent.request.action !== "close" || !isFinal(outcome.state)) return;
    this.#notBefore.set(intent.request.position, this.#parts.clock.utcMs() + AGAIN_MS);
  }

  #closeOne({ config, id }: SessionState, trade: SessionTrade, nowMs: number): void {
    const { orders } = this.#parts;
    const lots = Math.round(lotsOpen(trade) * 1e8) / 1e8;
    const { position, symbol, side } = trade;
    if (lots === 0 || position === null || nowMs < (this.#notBefore.get(position) ?? 0)) return;
    const underWay = orders
      .open(config.account)
      .some(({ intent: { request } }) => request.action === "close" && request.position === position);
    if (underWay) return;
    this.#notBefore.set(position, nowMs + AGAIN_MS);
    try {
      orders.place(
        config.account,
        orders.newId(),
        { action: "close", symbol, position, side, lots: lots as Lots, deviation: null },
        { kind: "session", session: id, trade: trade.number },
      );
    } catch (fault) {
      if (!(fault instanceof FairleadError)) throw fault;
      const { code, message } = fault;
      this.#parts.events.report({
        severity: "error",
        code: "SESSION_CLOSE_REFUSED",
        message: `A session's trade in ${symbol} could not be closed: ${message} It is tried again in a second.`,
        details: { session: id, trade: trade.number, code },
      });
    }
  }
}
