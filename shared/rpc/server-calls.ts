import type { Command, Query } from "../contract/descriptor.ts";
import { FairleadError } from "../contract/errors.ts";
import type { CommandMemory, Outcome } from "./command-memory.ts";
import type { ClientFrame, HostFrame } from "./frames.ts";
import type { CallContext } from "./handlers.ts";
import { checkOutput, type Method, parseInput } from "./methods.ts";
import { type CancelSource, newCancelSource } from "./platform.ts";
import type { RpcServerSettings } from "./server-options.ts";
import type { WireValue } from "./values.ts";
import { toWireError } from "./wire-error.ts";

interface Ports {
  readonly methods: ReadonlyMap<string, Method>;
  readonly commands: CommandMemory;
  readonly session: string;
  readonly peer: string;
  readonly settings: RpcServerSettings;
  readonly send: (frame: HostFrame) => void;
}

interface Running {
  readonly kind: "command" | "query" | "outcome";
  readonly cancel: CancelSource;
  readonly stopTimer: () => void;
}

type CallFrame = Extract<ClientFrame, { t: "call" }>;
type OutcomeFrame = Extract<ClientFrame, { t: "outcome" }>;

/** The calls of one connection: at most one answer each, within a deadline, at most `maxCalls` at once. */
export class ServerCalls {
  readonly #ports: Ports;
  readonly #running = new Map<number, Running>();

  constructor(ports: Ports) {
    this.#ports = ports;
  }

  call(frame: CallFrame): void {
    const method = this.#ports.methods.get(frame.method);
    if (!method || method.entry.kind === "stream") return this.#refuse(frame.id, unknownMethod(frame.method));
    const { entry } = method;
    if ((entry.kind === "command") !== (frame.command !== undefined)) {
      const words = entry.kind === "command" ? "needs a command number" : "is not a command";
      return this.#refuse(frame.id, new FairleadError("BAD_REQUEST", `${method.name} ${words}.`));
    }
    const running = this.#admit(frame, method.name, entry, entry.kind);
    if (!running) return;
    const execute = (): Promise<Outcome> => this.#execute(method, entry, frame.input, running.cancel);
    const { commands, session } = this.#ports;
    const outcome =
      frame.command === undefined ? execute() : commands.run(session, frame.command, method.name, execute);
    void outcome.then((settled) => this.#answer(frame.id, running, settled));
  }

  outcome(frame: OutcomeFrame): void {
    const method = this.#ports.methods.get(frame.method);
    if (method?.entry.kind !== "command") return this.#refuse(frame.id, unknownMethod(frame.method));
    const running = this.#admit(frame, method.name, method.entry, "outcome");
    if (!running) return;
    const outcome = this.#ports.commands.outcome(frame.session, frame.command, method.name);
    void outcome.then((settled) => this.#answer(frame.id, running, settled));
  }

  cancel(id: number): void {
    const running = this.#running.get(id);
    if (!running) return;
    running.cancel.abort(new FairleadError("CANCELLED"));
    // A command may have acted already: only its handler knows, so its own answer is awaited.
    if (running.kind !== "command") this.#answer(id, running, { ok: false, error: new FairleadError("CANCELLED") });
  }

  /** The wire is gone: queries stop; commands go on, and their outcome stays in memory. */
  close(): void {
    for (const running of this.#running.values()) {
      running.stopTimer();
      if (running.kind === "query") running.cancel.abort(new FairleadError("WIRE_CLOSED"));
    }
    this.#running.clear();
  }

  #admit(
    frame: CallFrame | OutcomeFrame,
    method: string,
    entry: Command | Query,
    kind: Running["kind"],
  ): Running | undefined {
    const { settings, send } = this.#ports;
    const { id } = frame;
    if (this.#running.has(id)) {
      // Answering would settle the call that holds the id, so the complaint goes to the connection.
      send({ t: "error", id: 0, error: toWireError(new FairleadError("BAD_REQUEST", "The id is in use.", { id })) });
      return undefined;
    }
    if (this.#running.size >= settings.limits.maxCalls) {
      this.#refuse(id, new FairleadError("OVERLOADED", `More than ${settings.limits.maxCalls} calls at once.`));
      return undefined;
    }
    const asked = frame.t === "call" ? frame.deadlineMs : undefined;
    const ms = Math.min(asked ?? entry.deadlineMs, entry.deadlineMs);
    const cancel = newCancelSource();
    const stopTimer = settings.clock.after(ms, () => {
      const error = tooLate(method, ms, kind, frame);
      cancel.abort(error);
      this.#answer(id, running, { ok: false, error });
    });
    const running: Running = { kind, cancel, stopTimer };
    this.#running.set(id, running);
    return running;
  }

  async #execute(method: Method, entry: Command | Query, input: unknown, cancel: CancelSource): Promise<Outcome> {
    const { settings, peer } = this.#ports;
    try {
      const parsed = parseInput(method.name, entry.input, input);
      const context: CallContext = { signal: cancel.signal, peer };
      const output = await method.serve(parsed, context);
      return { ok: true, output: checkOutput(method.name, entry.output, output, settings.checkOutputs) };
    } catch (fault) {
      if (fault instanceof FairleadError) return { ok: false, error: fault };
      settings.onFault(method.name, fault);
      return { ok: false, error: new FairleadError("INTERNAL") };
    }
  }

  #answer(id: number, running: Running, outcome: Outcome): void {
    // Another or none: answered by its deadline, cancelled, or its wire closed.
    if (this.#running.get(id) !== running) return;
    this.#running.delete(id);
    running.stopTimer();
    this.#ports.send(
      outcome.ok
        ? { t: "result", id, output: (outcome.output ?? null) as WireValue }
        : { t: "error", id, error: toWireError(outcome.error) },
    );
  }

  #refuse(id: number, error: FairleadError): void {
    this.#ports.send({ t: "error", id, error: toWireError(error) });
  }
}

const unknownMethod = (method: string): FairleadError =>
  new FairleadError("UNKNOWN_METHOD", `There is no ${method.replace(/[^\w.]/g, "?")}.`);

/** A query that is late has failed; a command that is late may still act, and must not be called failed. */
function tooLate(method: string, ms: number, kind: Running["kind"], frame: CallFrame | OutcomeFrame): FairleadError {
  if (kind === "query") {
    return new FairleadError("DEADLINE_EXCEEDED", `${method} did not answer within ${ms} ms.`, { method });
  }
  const words = `${method} has not finished within ${ms} ms; it may still.`;
  return new FairleadError("OUTCOME_UNKNOWN", words, { method, command: frame.command ?? 0 });
}
