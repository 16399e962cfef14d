import { FairleadError } from "../contract/errors.ts";
import type { CommandMemory } from "./command-memory.ts";
import { asClientFrame, type ClientFrame, type HostFrame, idOf, PROTOCOL } from "./frames.ts";
import type { Method } from "./methods.ts";
import { ServerCalls } from "./server-calls.ts";
import type { RpcServerSettings } from "./server-options.ts";
import { ServerStreams } from "./server-streams.ts";
import { type ValueLimits, valueProblem, type WireValue } from "./values.ts";
import { Unreadable, type Wire } from "./wire.ts";
import { toWireError } from "./wire-error.ts";

/** One window's end of a wire: reads frames, refuses what is none, hands the rest to calls and streams. */
export class ServerConnection {
  readonly #wire: Wire;
  readonly #settings: RpcServerSettings;
  readonly #commands: CommandMemory;
  readonly #requestLimits: ValueLimits;
  readonly #answerLimits: ValueLimits;
  readonly #calls: ServerCalls;
  readonly #streams: ServerStreams;
  readonly #session: string;
  #malformed = 0;
  #closed = false;

  constructor(
    wire: Wire,
    peer: string,
    methods: ReadonlyMap<string, Method>,
    commands: CommandMemory,
    settings: RpcServerSettings,
  ) {
    this.#wire = wire;
    this.#settings = settings;
    this.#commands = commands;
    this.#session = commands.openSession();
    const { limits } = settings;
    this.#requestLimits = { maxBytes: limits.maxRequestBytes, maxDepth: limits.maxDepth };
    this.#answerLimits = { maxBytes: limits.maxAnswerBytes, maxDepth: limits.maxDepth };
    const send = (frame: HostFrame): void => this.#send(frame);
    this.#calls = new ServerCalls({ methods, commands, session: this.#session, peer, settings, send });
    this.#streams = new ServerStreams({ methods, peer, settings, send });
  }

  begin(): void {
    this.#send({ t: "welcome", protocol: PROTOCOL, session: this.#session, version: this.#settings.version });
    this.#wire.onClose(() => this.#end());
    this.#wire.onMessage((message) => this.#receive(message));
  }

  close(reason: string): void {
    this.#wire.close(reason);
    this.#end();
  }

  #end(): void {
    if (this.#closed) return;
    this.#closed = true;
    this.#commands.closeSession(this.#session);
    this.#calls.close();
    this.#streams.close();
  }

  #receive(message: unknown): void {
    if (this.#closed) return;
    if (message instanceof Unreadable)
      return this.#malformedFrame(0, new FairleadError("FRAME_MALFORMED", message.problem));
    const problem = valueProblem(message, this.#requestLimits);
    if (problem)
      return this.#malformedFrame(idOf(message), new FairleadError(problem.code, `The message is ${problem.words}.`));
    const frame = asClientFrame(message);
    if (!frame) return this.#malformedFrame(idOf(message), new FairleadError("FRAME_MALFORMED", "That is no frame."));
    this.#dispatch(frame);
  }

  #malformedFrame(id: number, error: FairleadError): void {
    this.#send({ t: "error", id, error: toWireError(error) });
    this.#malformed += 1;
    if (this.#malformed >= this.#settings.limits.maxMalformed) this.close("too many malformed frames");
  }

  #dispatch(frame: ClientFrame): void {
    switch (frame.t) {
      case "call":
        return this.#calls.call(frame);
      case "outcome":
        return this.#calls.outcome(frame);
      case "cancel":
        return this.#calls.cancel(frame.id);
      case "open":
        return this.#streams.open(frame);
      case "credit":
        return this.#streams.credit(frame.id, frame.n);
      case "close":
        return this.#streams.end(frame.id);
    }
  }

  /** Never throws: a value that cannot travel is a fault of the method that made it. */
  #send(frame: HostFrame): void {
    if (this.#closed) return;
    const message = frame as unknown as WireValue;
    const problem = valueProblem(message, this.#answerLimits);
    try {
      if (problem === undefined) return this.#wire.send(message);
      this.#settings.onFault("rpc.send", new TypeError(`an answer is ${problem.words}`));
    } catch (fault) {
      this.#settings.onFault("rpc.send", fault);
    }
    if (frame.t === "welcome") return;
    const code = problem?.code === "FRAME_TOO_LARGE" ? "FRAME_TOO_LARGE" : "INTERNAL";
    const error = toWireError(new FairleadError(code));
    if (frame.t !== "items") this.#wire.send({ t: "error", id: frame.id, error });
    else this.#streams.fail(frame.id, new FairleadError(code));
  }
}
