import { type Context, Router } from "zeromq";
import type { LinkChannel } from "../ports/peer-wire.ts";
import type { Admissions } from "./admissions.ts";
import { closedRead } from "./closed-read.ts";
import type { Keyring, TransportHandlers } from "./transport.ts";
import { z85Encode } from "./z85.ts";

const ENDPOINT = "inproc://zeromq.zap.01";
const KEY_BYTES = 32;

/**
 * Decides every CURVE handshake of one ZeroMQ context (ZAP 1.0, rfc.zeromq.org/spec/27). It must be bound before the
 * link's sockets: libzmq lets every client in while nobody answers at this address.
 */
export class ZapHandler {
  readonly #socket: Router;
  readonly #keyring: Keyring;
  readonly #admissions: Admissions;
  #done: Promise<void> = Promise.resolve();

  constructor(context: Context, keyring: Keyring, admissions: Admissions) {
    this.#socket = new Router({ context, linger: 0, sendTimeout: 0 });
    this.#keyring = keyring;
    this.#admissions = admissions;
  }

  async bind(): Promise<void> {
    await this.#socket.bind(ENDPOINT);
  }

  /** Begins to answer; until then handshakes wait. */
  start(handlers: Pick<TransportHandlers, "refused">): void {
    this.#done = this.#answerAll(handlers).catch((error: unknown) => closedRead(this.#socket, error));
  }

  async close(): Promise<void> {
    this.#socket.close();
    await this.#done;
  }

  async #answerAll(handlers: Pick<TransportHandlers, "refused">): Promise<void> {
    for await (const frames of this.#socket) {
      const gap = frames.findIndex((frame) => frame.length === 0);
      const [version, requestId, domain, , , mechanism, key] = frames.slice(gap + 1);
      if (gap < 0 || version === undefined || requestId === undefined) continue;
      const verdict = this.#verdict(text(version), text(domain), text(mechanism), key);
      if (verdict !== "admit") handlers.refused(verdict);
      const reply = verdict === "admit" ? ["200", "OK"] : ["400", verdict];
      try {
        await this.#socket.send([...frames.slice(0, gap + 1), "1.0", requestId, ...reply, "", ""]);
      } catch {
        // A handshake that was broken off meanwhile has no address any more; a socket that was closed throws at once.
      }
    }
  }

  #verdict(version: string, domain: string, mechanism: string, key: Buffer | undefined) {
    if (version !== "1.0" || mechanism !== "CURVE" || key?.length !== KEY_BYTES) return "noKey";
    const publicKey = z85Encode(key);
    const verdict = this.#keyring.verdict(publicKey);
    if (verdict === "admit") this.#admissions.admitted(domain as LinkChannel, publicKey);
    return verdict;
  }
}

const text = (frame: Buffer | undefined): string => frame?.toString("latin1") ?? "";
