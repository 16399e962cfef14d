import { FairleadError } from "#shared/contract/errors.ts";
import type { Frame } from "#shared/link/frame.ts";
import type { Clock } from "../ports/clock.ts";
import type { Session } from "./session.ts";

interface Pending {
  readonly session: Session;
  readonly sentMs: number;
  readonly settle: (roundTripMs: number) => void;
  readonly fail: (error: FairleadError) => void;
  readonly cancel: () => void;
}

/**
 * Commands under way. A command is sent once and never again: when its answer does not come, or the session ends
 * first, nobody knows whether it was carried out, and the caller is told exactly that (OUTCOME_UNKNOWN).
 */
export class CommandDesk {
  readonly #clock: Clock;
  readonly #deadlineMs: number;
  readonly #pending = new Map<bigint, Pending>();
  #lastId = 0n;

  constructor(clock: Clock, deadlineMs: number) {
    this.#clock = clock;
    this.#deadlineMs = deadlineMs;
  }

  /**
   * Sends Ping, which passes the same way as every command and changes nothing.
   * @returns the round trip in ms.
   * @throws FairleadError LINK_DOWN before anything was sent, OUTCOME_UNKNOWN after.
   */
  ping(
    session: Session | undefined,
    payload: Uint8Array = new Uint8Array(32),
    deadlineMs = this.#deadlineMs,
  ): Promise<number> {
    if (session === undefined || !session.open) return Promise.reject(new FairleadError("LINK_DOWN"));
    this.#lastId += 1n;
    const id = this.#lastId;
    return new Promise((settle, fail) => {
      const cancel = this.#clock.after(deadlineMs, () => this.#unknown(id, "no answer came in time"));
      this.#pending.set(id, { session, sentMs: this.#clock.monotonicMs(), settle, fail, cancel });
      session.send("Ping", { fields: { id, payload } });
    });
  }

  answered(session: Session, { fields }: Frame<"Pong">): void {
    const pending = this.#pending.get(fields.id);
    if (pending?.session !== session) return;
    this.#pending.delete(fields.id);
    pending.cancel();
    const roundTripMs = this.#clock.monotonicMs() - pending.sentMs;
    session.roundTripMs = roundTripMs;
    pending.settle(roundTripMs);
  }

  ended(session: Session, why: string): void {
    for (const [id, pending] of this.#pending) if (pending.session === session) this.#unknown(id, why);
  }

  #unknown(id: bigint, why: string): void {
    const pending = this.#pending.get(id);
    if (pending === undefined) return;
    this.#pending.delete(id);
    pending.cancel();
    const { terminal, terminalName } = pending.session;
    pending.fail(
      new FairleadError("OUTCOME_UNKNOWN", `A command to ${terminalName} was sent, and ${why}.`, { terminal }),
    );
  }
}
