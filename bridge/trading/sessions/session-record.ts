import type { SessionEvent } from "#bridge/ports/session-store.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { SessionState, SessionTrade } from "#shared/trading/session/session-state.ts";
import type { SessionParts } from "./session-parts.ts";

type Note = Pick<SessionEvent, "code" | "details">;

/**
 * One session on disk. What could not be written is owed and goes with the next write: what the broker did is true
 * whether or not it can be written down.
 */
export class SessionRecord {
  readonly #parts: Pick<SessionParts, "store" | "clock" | "events" | "changed">;
  readonly #trades = new Map<number, SessionTrade>();
  #events: Omit<SessionEvent, "seq" | "session">[] = [];
  #isOwing = false;

  constructor(parts: Pick<SessionParts, "store" | "clock" | "events" | "changed">) {
    this.#parts = parts;
  }

  /** Whether an earlier step is not on disk. */
  get isOwing(): boolean {
    return this.#isOwing;
  }

  /** @returns false when it is not on disk. */
  save(state: SessionState, trades: readonly SessionTrade[], notes: readonly Note[]): boolean {
    const { store, clock, events, changed } = this.#parts;
    const atMs = clock.utcMs();
    for (const trade of trades) this.#trades.set(trade.number, trade);
    this.#events.push(...notes.map((note) => ({ ...note, atMs })));
    try {
      const kept = store.save({ state, trades: [...this.#trades.values()], events: this.#events });
      this.#trades.clear();
      this.#events = [];
      this.#isOwing = false;
      changed(state, kept);
      return true;
    } catch (fault) {
      if (!(fault instanceof FairleadError)) throw fault;
      const { code, message } = fault;
      if (!this.#isOwing) events.report({ severity: "error", code, message, details: { session: state.id } });
      this.#isOwing = true;
      changed(state, []);
      return false;
    }
  }
}
