import { FairleadError } from "../contract/errors.ts";

export type Outcome =
  | { readonly ok: true; readonly output: unknown }
  | { readonly ok: false; readonly error: FairleadError };

interface Remembered {
  readonly method: string;
  readonly outcome: Promise<Outcome>;
  settled: boolean;
}

interface Session {
  readonly commands: Map<number, Remembered>;
  highest: number;
  open: boolean;
}

export interface CommandMemoryLimits {
  readonly maxSessions: number;
  /** Settled commands kept a session. */
  readonly maxSettled: number;
  readonly maxRunning: number;
}

/**
 * Makes sure that a command id is executed at most once, in bounded memory and without trusting a clock. An id is the
 * session that the bridge gave the connection plus a number that only grows. Only a number above every earlier one of
 * an open session executes; any other is answered from memory, and what has been forgotten is OUTCOME_UNKNOWN.
 */
export class CommandMemory {
  readonly #limits: CommandMemoryLimits;
  readonly #newSessionId: () => string;
  readonly #sessions = new Map<string, Session>();
  #running = 0;

  constructor(newSessionId: () => string, limits: CommandMemoryLimits) {
    this.#newSessionId = newSessionId;
    this.#limits = limits;
  }

  openSession(): string {
    const id = this.#newSessionId();
    this.#sessions.set(id, { commands: new Map(), highest: 0, open: true });
    for (const [other, session] of this.#sessions) {
      if (this.#sessions.size <= this.#limits.maxSessions) break;
      if (!session.open) this.#sessions.delete(other);
    }
    return id;
  }

  closeSession(id: string): void {
    const session = this.#sessions.get(id);
    if (session) session.open = false;
  }

  /** Executes a new id, or answers an old one. `execute` settles and never throws. */
  run(sessionId: string, command: number, method: string, execute: () => Promise<Outcome>): Promise<Outcome> {
    const session = this.#sessions.get(sessionId);
    if (!session?.open) return Promise.resolve(forgotten(sessionId, command));
    if (command <= session.highest) return this.outcome(sessionId, command, method);
    session.highest = command;
    if (this.#running >= this.#limits.maxRunning) {
      const refused: Outcome = { ok: false, error: new FairleadError("OVERLOADED", "Too many commands are running.") };
      return this.#remember(session, command, method, Promise.resolve(refused));
    }
    this.#running += 1;
    const outcome = execute().finally(() => {
      this.#running -= 1;
    });
    return this.#remember(session, command, method, outcome);
  }

  /** What became of an earlier id; waits while it runs. Never executes. */
  outcome(sessionId: string, command: number, method: string): Promise<Outcome> {
    const known = this.#sessions.get(sessionId)?.commands.get(command);
    if (!known) return Promise.resolve(forgotten(sessionId, command));
    if (known.method !== method) {
      const words = `Command ${command} was ${known.method}, not ${method}.`;
      return Promise.resolve({ ok: false, error: new FairleadError("BAD_REQUEST", words) });
    }
    return known.outcome;
  }

  #remember(session: Session, command: number, method: string, outcome: Promise<Outcome>): Promise<Outcome> {
    const entry: Remembered = { method, outcome, settled: false };
    session.commands.set(command, entry);
    void outcome.then(() => {
      entry.settled = true;
      this.#trim(session);
    });
    return outcome;
  }

  #trim(session: Session): void {
    let surplus = session.commands.size - this.#limits.maxSettled;
    for (const [command, entry] of session.commands) {
      if (surplus <= 0) return;
      if (!entry.settled) continue;
      session.commands.delete(command);
      surplus -= 1;
    }
  }
}

const forgotten = (session: string, command: number): Outcome => ({
  ok: false,
  error: new FairleadError("OUTCOME_UNKNOWN", "The bridge no longer knows this command.", { session, command }),
});
