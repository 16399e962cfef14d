import { FairleadError } from "../contract/errors.ts";
import { asHostFrame, type ClientFrame, type HostFrame, PROTOCOL } from "./frames.ts";
import { type Clock, systemClock } from "./platform.ts";
import type { Wire } from "./wire.ts";
import { fromWireError } from "./wire-error.ts";

export type ConnectionState =
  | { readonly phase: "connecting"; readonly tries: number; readonly problem?: string }
  | { readonly phase: "open"; readonly version: string }
  /** For good: closed by this side, or the bridge speaks another protocol. */
  | { readonly phase: "closed"; readonly problem: string };

export interface ConnectionOptions {
  /** Makes a wire; called again after each loss. Rejects when there is none yet. */
  readonly dial: () => Promise<Wire>;
  readonly clock?: Clock;
  /** First and longest pause between tries. */
  readonly backoffMs?: readonly [number, number];
  readonly onState?: (state: ConnectionState) => void;
  /** An error of the connection itself (id 0): a fault of one of the two programs. */
  readonly onComplaint?: (error: FairleadError) => void;
}

export interface FrameReceiver {
  opened(): void;
  frame(frame: Exclude<HostFrame, { t: "welcome" }>): void;
  closed(error: FairleadError): void;
}

const PATIENCE_MS = 5_000;

/** Keeps a window connected to its bridge: dials, checks the protocol, reconnects. Holds no call and no stream. */
export class ClientConnection {
  readonly #options: ConnectionOptions;
  readonly #clock: Clock;
  readonly #receivers = new Set<FrameReceiver>();
  #state: ConnectionState = { phase: "connecting", tries: 0 };
  #wire: Wire | undefined;
  #session = "";
  #command = 0;
  #id = 0;
  #tries = 0;
  #stopTimer: () => void = () => undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
    this.#clock = options.clock ?? systemClock;
  }

  get state(): ConnectionState {
    return this.#state;
  }

  /** The bridge's half of command ids, of the wire that is open now. */
  get session(): string {
    return this.#session;
  }

  /** Begins dialling; once. */
  start(): this {
    void this.#dial();
    return this;
  }

  receive(receiver: FrameReceiver): void {
    this.#receivers.add(receiver);
    if (this.#state.phase === "open") receiver.opened();
  }

  nextId(): number {
    this.#id += 1;
    return this.#id;
  }

  nextCommand(): number {
    this.#command += 1;
    return this.#command;
  }

  /** @throws FairleadError WIRE_CLOSED: it was certainly not sent; BAD_REQUEST when it cannot travel. */
  send(frame: ClientFrame): void {
    if (this.#state.phase !== "open" || !this.#wire) throw new FairleadError("WIRE_CLOSED");
    try {
      this.#wire.send(frame);
    } catch (fault) {
      throw new FairleadError("BAD_REQUEST", "The request holds something that cannot travel.", {}, { cause: fault });
    }
  }

  close(): void {
    this.#enter({ phase: "closed", problem: "closed by the window" });
    this.#stopTimer();
    this.#wire?.close("the window closed it");
  }

  #enter(state: ConnectionState): void {
    this.#state = state;
    this.#options.onState?.(state);
  }

  async #dial(): Promise<void> {
    this.#tries += 1;
    try {
      const wire = await this.#options.dial();
      if (this.#state.phase === "closed") return wire.close("the window closed it");
      this.#begin(wire);
    } catch (fault) {
      this.#retry(fault instanceof Error ? fault.message : String(fault));
    }
  }

  #begin(wire: Wire): void {
    this.#wire = wire;
    // A wire on which nobody speaks is as good as none.
    const stopTimer = this.#clock.after(PATIENCE_MS, () => wire.close("no welcome"));
    this.#stopTimer = stopTimer;
    wire.onClose((reason) => {
      stopTimer();
      if (this.#wire === wire) this.#lost(reason);
    });
    wire.onMessage((message) => {
      if (this.#wire !== wire) return;
      const frame = asHostFrame(message);
      if (!frame) return wire.close("the bridge sent what is no frame");
      if (frame.t === "welcome") {
        stopTimer();
        return this.#welcome(frame, wire);
      }
      if (frame.t === "error" && frame.id === 0) return this.#options.onComplaint?.(fromWireError(frame.error));
      for (const receiver of this.#receivers) receiver.frame(frame);
    });
  }

  #welcome(frame: Extract<HostFrame, { t: "welcome" }>, wire: Wire): void {
    if (frame.protocol !== PROTOCOL) {
      const problem = `The bridge (${frame.version}) speaks protocol ${frame.protocol}, this window ${PROTOCOL}: reload the window.`;
      this.#wire = undefined;
      this.#enter({ phase: "closed", problem });
      return wire.close(problem);
    }
    this.#tries = 0;
    this.#session = frame.session;
    this.#command = 0;
    this.#enter({ phase: "open", version: frame.version });
    for (const receiver of this.#receivers) receiver.opened();
  }

  #lost(reason: string): void {
    this.#wire = undefined;
    const wasOpen = this.#state.phase === "open";
    if (this.#state.phase !== "closed") this.#retry(reason);
    if (wasOpen || this.#state.phase === "closed") {
      const error = new FairleadError("WIRE_CLOSED", `The connection to the bridge is gone (${reason}).`);
      for (const receiver of this.#receivers) receiver.closed(error);
    }
  }

  #retry(problem: string): void {
    if (this.#state.phase === "closed") return;
    this.#enter({ phase: "connecting", tries: this.#tries, problem });
    const [first, longest] = this.#options.backoffMs ?? [100, 2_000];
    const pause = this.#tries === 0 ? 0 : Math.min(longest, first * 2 ** (this.#tries - 1));
    this.#stopTimer = this.#clock.after(pause, () => void this.#dial());
  }
}
