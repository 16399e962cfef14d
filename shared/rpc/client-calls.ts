import type { Command, Query } from "../contract/descriptor.ts";
import { FairleadError } from "../contract/errors.ts";
import type { ClientConnection } from "./client-connection.ts";
import type { CallOptions } from "./client-types.ts";
import type { HostFrame } from "./frames.ts";
import { type Clock, systemClock } from "./platform.ts";
import type { WireValue } from "./values.ts";
import { fromWireError } from "./wire-error.ts";

/** How a command is named to whoever wants to know later what became of it. */
export interface CommandId {
  readonly method: string;
  readonly session: string;
  readonly command: number;
}

interface Pending {
  readonly kind: "command" | "query";
  readonly commandId: CommandId | undefined;
  readonly resolve: (output: unknown) => void;
  readonly reject: (error: FairleadError) => void;
  readonly release: () => void;
}

/** The window's timer runs longer than the bridge's, whose answer says more. */
const GRACE_MS = 500;

/** The calls of one client. Nothing is ever sent twice. */
export class ClientCalls {
  readonly #connection: ClientConnection;
  readonly #clock: Clock;
  readonly #pending = new Map<number, Pending>();

  constructor(connection: ClientConnection, clock: Clock = systemClock) {
    this.#connection = connection;
    this.#clock = clock;
    connection.receive({
      opened: () => undefined,
      frame: (frame) => this.#frame(frame),
      closed: (error) => this.#closed(error),
    });
  }

  call(method: string, entry: Command | Query, input: unknown, options: CallOptions = {}): Promise<unknown> {
    const connection = this.#connection;
    const command = entry.kind === "command" ? connection.nextCommand() : undefined;
    const commandId = command === undefined ? undefined : { method, session: connection.session, command };
    const id = connection.nextId();
    const deadlineMs = Math.min(options.deadlineMs ?? entry.deadlineMs, entry.deadlineMs);
    return this.#ask(id, entry.kind, commandId, deadlineMs, options, () =>
      connection.send({
        t: "call",
        id,
        method,
        input: input as WireValue,
        deadlineMs,
        ...(command === undefined ? {} : { command }),
      }),
    );
  }

  /** What became of a command that ended OUTCOME_UNKNOWN. Never executes it. */
  outcomeOf({ method, session, command }: CommandId, deadlineMs = 10_000): Promise<unknown> {
    const id = this.#connection.nextId();
    return this.#ask(id, "query", undefined, deadlineMs, {}, () =>
      this.#connection.send({ t: "outcome", id, method, session, command }),
    );
  }

  #ask(
    id: number,
    kind: Pending["kind"],
    commandId: CommandId | undefined,
    deadlineMs: number,
    { signal }: CallOptions,
    send: () => void,
  ): Promise<unknown> {
    return new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(new FairleadError("CANCELLED"));
      send();
      const onAbort = (): void => this.#cancel(id);
      signal?.addEventListener("abort", onAbort, { once: true });
      const stopTimer = this.#clock.after(deadlineMs + GRACE_MS, () => this.#late(id));
      const release = (): void => {
        stopTimer();
        signal?.removeEventListener("abort", onAbort);
      };
      this.#pending.set(id, { kind, commandId, resolve, reject, release });
    });
  }

  #take(id: number): Pending | undefined {
    const pending = this.#pending.get(id);
    this.#pending.delete(id);
    pending?.release();
    return pending;
  }

  #frame(frame: Exclude<HostFrame, { t: "welcome" }>): void {
    if (frame.t === "result") return this.#take(frame.id)?.resolve(frame.output);
    if (frame.t !== "error") return;
    const pending = this.#take(frame.id);
    const error = fromWireError(frame.error);
    pending?.reject(
      error.code === "OUTCOME_UNKNOWN" && pending.commandId ? unknown(pending.commandId, error.message) : error,
    );
  }

  #cancel(id: number): void {
    const pending = this.#pending.get(id);
    if (!pending) return;
    try {
      this.#connection.send({ t: "cancel", id });
    } catch {
      // The wire is gone: `closed` settles the call.
      return;
    }
    if (pending.kind === "query") this.#take(id)?.reject(new FairleadError("CANCELLED"));
  }

  #late(id: number): void {
    const pending = this.#take(id);
    if (!pending) return;
    pending.reject(
      pending.commandId
        ? unknown(pending.commandId, "No answer came in time.")
        : new FairleadError("DEADLINE_EXCEEDED"),
    );
  }

  #closed(error: FairleadError): void {
    for (const id of this.#pending.keys()) {
      const pending = this.#take(id);
      pending?.reject(pending.commandId ? unknown(pending.commandId, error.message) : error);
    }
  }
}

/** Its details are a CommandId, so that the caller can ask what became of it. */
const unknown = ({ method, session, command }: CommandId, why: string): FairleadError =>
  new FairleadError("OUTCOME_UNKNOWN", `${method}: ${why}`, { method, session, command });
