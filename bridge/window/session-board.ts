import { randomUUID } from "node:crypto";
import { contract } from "#shared/contract/contract.ts";
import type { SessionView } from "#shared/contract/sessions.ts";
import type { AccountId, UtcMs } from "#shared/market/brands.ts";
import { topicOf } from "#shared/rpc/latest.ts";
import { LogRing } from "#shared/rpc/log.ts";
import type { SessionState } from "#shared/trading/session/session-state.ts";
import type { Signal } from "#shared/trading/signals/signal.ts";
import type { Clock } from "../ports/clock.ts";
import type { SessionEvent } from "../ports/session-store.ts";
import type { SignalReceipt } from "../trading/signals/signal-desk.ts";
import { sessionView } from "./session-view.ts";

const KEPT = 4_096;

/** What windows see of sessions and signals. */
export class SessionBoard {
  readonly list = topicOf(contract.sessions.list);
  readonly events = new LogRing<{
    readonly seq: number;
    readonly sessionId: SessionEvent["session"];
    readonly atMs: UtcMs;
    readonly code: string;
    readonly details: SessionEvent["details"];
  }>(randomUUID(), KEPT);
  readonly signals = new LogRing<
    { readonly seq: number; readonly signal: Signal; readonly receivedMs: UtcMs } & ReturnType<typeof receiptView>
  >(randomUUID(), KEPT);
  readonly #clock: Pick<Clock, "utcMs">;
  readonly #currencyOf: (account: AccountId) => string;

  constructor(clock: Pick<Clock, "utcMs">, currencyOf: (account: AccountId) => string) {
    this.#clock = clock;
    this.#currencyOf = currencyOf;
  }

  changed(state: SessionState, kept: readonly SessionEvent[]): void {
    this.list.set(this.view(state));
    for (const { session, atMs, code, details } of kept) {
      this.events.append({ seq: this.events.lastSeq + 1, sessionId: session, atMs, code, details });
    }
  }

  removed(state: SessionState): void {
    this.list.set(this.view(state, true));
  }

  received(signal: Signal, receipt: SignalReceipt): void {
    const seq = this.signals.lastSeq + 1;
    this.signals.append({ seq, signal, receivedMs: this.#clock.utcMs(), ...receiptView(receipt) });
  }

  view(state: SessionState, removed = false): SessionView {
    return sessionView(state, this.#currencyOf(state.config.account), this.#clock.utcMs(), removed);
  }
}

/** A receipt in the contract's words. */
export const receiptView = ({ verdict, deliveries }: SignalReceipt) => ({
  verdict,
  deliveries: deliveries.map(({ session, state, reason }) => ({ sessionId: session, state, reason })),
});
