import type { Clock } from "#bridge/ports/clock.ts";
import type { SignalStore } from "#bridge/ports/session-store.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";
import { SourceRates } from "#shared/trading/signals/rate-limit.ts";
import type { Delivery, Signal, SignalVerdict } from "#shared/trading/signals/signal.ts";

/** A session as the desk sees it: takes a signal, or says why not, at once and without waiting. */
export interface SignalTaker {
  readonly id: SessionId;
  /** Must not throw; a session that fails answers `failed`. */
  take(signal: Signal): Delivery<SessionId>;
}

/** What the sender is told: the desk's verdict and what each session did. */
export interface SignalReceipt {
  readonly verdict: SignalVerdict;
  readonly deliveries: readonly Delivery<SessionId>[];
}

interface Parts {
  readonly store: SignalStore;
  readonly clock: Clock;
  readonly takers: () => Iterable<SignalTaker>;
  readonly settings: () => { readonly signalsPerMinute: number; readonly signalBurst: number };
  /** Told of every receipt, for the window's log. */
  readonly received: (signal: Signal, receipt: SignalReceipt) => void;
}

/** A sender's clock may be this far ahead of ours. */
const FUTURE_MS = 5_000;
const MAX_SOURCES = 1_000;

/**
 * Gives each signal to every session once. A signal is on disk under (source, id) before any session sees it, so the
 * same id again does nothing, also after a restart; a late or too frequent one is kept with its reason and does nothing.
 */
export class SignalDesk {
  readonly #parts: Parts;
  readonly #rates: SourceRates;

  constructor(parts: Parts) {
    this.#parts = parts;
    const { signalsPerMinute, signalBurst } = parts.settings();
    this.#rates = new SourceRates({ perMinute: signalsPerMinute, burst: signalBurst, maxSources: MAX_SOURCES });
  }

  /** @throws FairleadError STORE_FULL, STORE_UNAVAILABLE; then no session has seen the signal. */
  submit(signal: Signal): SignalReceipt {
    const receipt = this.#receive(signal);
    this.#parts.received(signal, receipt);
    return receipt;
  }

  #receive(signal: Signal): SignalReceipt {
    const { store, clock, takers } = this.#parts;
    const nowMs = clock.utcMs();
    const verdict = this.#verdict(signal, nowMs);
    // A flood is not written down one by one: it would cost a sync of the disk each.
    if (verdict === "rateLimited") return { verdict, deliveries: [] };
    if (!store.admit(signal, verdict, nowMs)) return { verdict: "duplicate", deliveries: [] };
    if (verdict !== "accepted") return { verdict, deliveries: [] };
    const deliveries = [...takers()].map((taker) => taker.take(signal));
    store.deliver(signal, deliveries, nowMs);
    return { verdict, deliveries };
  }

  #verdict(signal: Signal, nowMs: number): SignalVerdict {
    if (!this.#rates.take(signal.source, this.#parts.clock.monotonicMs())) return "rateLimited";
    if (nowMs > signal.validUntilMs) return "late";
    return signal.emittedMs > nowMs + FUTURE_MS ? "fromTheFuture" : "accepted";
  }
}
