import type { WebSocket } from "ws";
import type { Principal } from "../http/access.ts";

/** A reader that lags by more than this is sent nothing that can wait. */
const LAG_BYTES = 262_144;
/** One that lags by more than this is cut off; it comes again, and reads on. */
const STALLED_BYTES = 1_048_576;

/** Why a stream ends (RFC 6455, section 7.4.2: 4000 to 4999 are the application's own). */
export const CLOSE = { signedOut: 4_401, tooMany: 4_429, draining: 1_001 } as const;

/** One program that listens, and on whose behalf. */
export class LiveConnection {
  readonly principal: Principal;
  /** What it came with; looked at again while it listens. */
  readonly token: string;
  readonly #socket: WebSocket;
  #hears = true;

  constructor(socket: WebSocket, principal: Principal, token: string) {
    this.#socket = socket;
    this.principal = principal;
    this.token = token;
    socket.on("pong", () => (this.#hears = true));
    // What breaks it is told by its end.
    socket.on("error", () => socket.terminate());
  }

  get isOpen(): boolean {
    return this.#socket.readyState === this.#socket.OPEN;
  }

  onEnd(end: () => void): void {
    this.#socket.once("close", end);
  }

  /** Whether it may be sent more now; a stalled reader is cut off. */
  get mayWrite(): boolean {
    const waiting = this.#socket.bufferedAmount;
    if (waiting > STALLED_BYTES) this.#socket.terminate();
    return this.isOpen && waiting <= LAG_BYTES;
  }

  send(message: Readonly<Record<string, unknown>>): void {
    if (this.isOpen) this.#socket.send(JSON.stringify(message));
  }

  /** Asks whether anybody is there; ends a connection whose last question was not answered. */
  ping(): void {
    if (!this.#hears) return this.#socket.terminate();
    this.#hears = false;
    this.#socket.ping();
  }

  close(code: number, why: string): void {
    this.#socket.close(code, why);
    // Who does not say goodbye is not waited for.
    setTimeout(() => this.#socket.terminate(), 2_000).unref();
  }
}
