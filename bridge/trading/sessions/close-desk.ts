import { FairleadError } from "#shared/contract/errors.ts";
import type { Lots } from "#shared/market/brands.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";
import { isFinal } from "#shared/trading/intent/intent-state.ts";
import type { SessionState, SessionTrade } from "#shared/trading/session/session-state.ts";
import { lotsOpen } from "#shared/trading/session/trades.ts";
import { eventNotice } from "../../ports/event-notice.ts";
import type { SessionParts } from "./session-parts.ts";

/** Between a close that failed and the next one while quotes come; without any each time twice as long, up to the most. */
const AGAIN_MS = 1_000;
const AGAIN_AT_MOST_MS = 10_000;

interface Failing {
  readonly times: number;
  readonly atMs: number;
  readonly notBeforeMs: number;
  /** Said once for each reason. */
  readonly said: ReadonlySet<string>;
}

/**
 * Closes a session's trades. A new close is sent only when no close of that position is open any more and the last one
 * is known to have failed: an unknown one is waited for, and so are the deals of one that is done.
 */
export class CloseDesk {
  readonly #parts: SessionParts;
  readonly #failing = new Map<bigint, Failing>();
  /** When each symbol's last quote came: its market and the way to it are open. */
  readonly #quoted = new Map<string, number>();
  /** Closes that are done and whose deals have not come yet, by position. */
  readonly #done = new Map<bigint, IntentRecord>();

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  /** Sends what is missing to close these live trades. */
  close(state: SessionState, trades: readonly SessionTrade[]): void {
    for (const trade of trades) this.#closeOne(state, trade);
  }

  quoted(symbol: string): void {
    this.#quoted.set(symbol, this.#parts.clock.monotonicMs());
  }

  /** A close of ours has come further; one that ended without closing may be tried again a little later. */
  told(record: IntentRecord): void {
    const { intent, outcome } = record;
    if (intent.request.action !== "close" || !isFinal(outcome.state)) return;
    const { position } = intent.request;
    if (outcome.state === "done" || outcome.lots > 0) {
      this.#failing.delete(position);
      this.#done.set(position, record);
    } else this.#failed(position);
  }

  #closeOne({ config, id }: SessionState, trade: SessionTrade): void {
    const { orders } = this.#parts;
    const lots = Math.round(lotsOpen(trade) * 1e8) / 1e8;
    const { position, symbol, side } = trade;
    if (lots === 0 || position === null || !this.#isDue(position, symbol)) return;
    const underWay = orders
      .open(config.account)
      .some(({ intent: { request } }) => request.action === "close" && request.position === position);
    if (underWay || this.#isUnbooked(position)) return;
    try {
      orders.place(
        config.account,
        orders.newId(),
        { action: "close", symbol, position, side, lots: lots as Lots, deviation: null },
        { kind: "session", session: id, trade: trade.number, opened: trade.intent },
      );
    } catch (fault) {
      if (!(fault instanceof FairleadError)) throw fault;
      this.#failed(position);
      this.#say(position, fault.code, { session: id, trade: trade.number, code: fault.code });
    }
  }

  /** Its lots still count as open here, and are closed at the broker. */
  #isUnbooked(position: bigint): boolean {
    const done = this.#done.get(position);
    if (done === undefined) return false;
    const { account, magic } = done.intent;
    if (this.#parts.orders.dealsUnder(account, magic).length === 0) return true;
    this.#done.delete(position);
    return false;
  }

  /** A market that opens, or a link that comes back, must not find us waiting. */
  #isDue(position: bigint, symbol: string): boolean {
    const failing = this.#failing.get(position);
    if (failing === undefined) return true;
    const nowMs = this.#parts.clock.monotonicMs();
    const isAlive = (this.#quoted.get(symbol) ?? 0) > failing.atMs;
    return nowMs >= (isAlive ? failing.atMs + AGAIN_MS : failing.notBeforeMs);
  }

  #failed(position: bigint): void {
    const { times, said } = this.#failing.get(position) ?? { times: 0, said: new Set<string>() };
    const waitMs = Math.min(AGAIN_AT_MOST_MS, AGAIN_MS * 2 ** Math.min(times, 10));
    const atMs = this.#parts.clock.monotonicMs();
    this.#failing.set(position, { times: times + 1, said, atMs, notBeforeMs: atMs + waitMs });
  }

  #say(position: bigint, why: string, details: { session: string; trade: number; code: string }): void {
    const failing = this.#failing.get(position);
    if (failing === undefined || failing.said.has(why)) return;
    this.#failing.set(position, { ...failing, said: new Set([...failing.said, why]) });
    this.#parts.events.report(eventNotice("error", "SESSION_CLOSE_REFUSED", details));
  }
}
