import { type Context, Router } from "zeromq";
import { eachFrame } from "#shared/link/each-frame.ts";
import { MAX_FRAME_BYTES } from "#shared/link/frame.ts";
import type { LinkChannel } from "../ports/peer-wire.ts";
import type { Admissions } from "./admissions.ts";
import { closedRead } from "./closed-read.ts";
import { ReceiveTurns } from "./receive-turns.ts";
import type { HandshakeRefusal, TransportHandlers } from "./transport.ts";
import { ZmqPeer } from "./zmq-peer.ts";

/**
 * Frames that may wait per peer before it counts as not reading (out) or before TCP holds it back (in). A peer has at
 * most 64 unacknowledged tick frames under way, so neither is reached in good order.
 */
const HIGH_WATER = { control: 1_000, data: 1_000 } as const;
/** Connections without a session that are remembered; the oldest go first. */
const MAX_PEERS = 4_096;

/** One ROUTER of the link. `mandatory`: a frame for a peer that is gone is an error, not silence. */
export class ZmqSocket {
  readonly channel: LinkChannel;
  readonly #router: Router;
  readonly #admissions: Admissions;
  readonly #peers = new Map<string, ZmqPeer>();
  #done: Promise<unknown> = Promise.resolve();

  constructor(channel: LinkChannel, context: Context, secretKey: string, admissions: Admissions) {
    this.channel = channel;
    this.#admissions = admissions;
    this.#router = new Router({
      context,
      mandatory: true,
      linger: 0,
      // Zero: a send succeeds or fails at once, so no frame ever waits behind another peer's.
      sendTimeout: 0,
      sendHighWaterMark: HIGH_WATER[channel],
      receiveHighWaterMark: HIGH_WATER[channel],
      maxMessageSize: MAX_FRAME_BYTES,
      handshakeInterval: 5_000,
      curveServer: true,
      curveSecretKey: secretKey,
      zapDomain: channel,
    });
  }

  async bind(port: number): Promise<string> {
    await this.#router.bind(`tcp://127.0.0.1:${port === 0 ? "*" : port}`);
    return this.#router.lastEndpoint ?? "";
  }

  start(handlers: TransportHandlers): void {
    const received = this.#receiveAll(handlers).catch((error: unknown) => closedRead(this.#router, error));
    this.#done = Promise.all([received, this.#watchHandshakes(handlers)]);
  }

  async close(): Promise<void> {
    this.#router.close();
    await this.#done;
  }

  async #receiveAll(handlers: TransportHandlers): Promise<void> {
    const turns = new ReceiveTurns();
    for await (const [id, message, more] of this.#router) {
      if (turns.over()) await turns.next();
      if (id === undefined) continue;
      const peer = this.#peer(id, handlers);
      // What no message may hold is answered like any other malformed frame, once.
      if (message === undefined || more !== undefined) handlers.frame(peer, new Uint8Array(0));
      else if (this.channel === "control") handlers.frame(peer, message);
      else eachFrame(message, (frame) => handlers.frame(peer, frame));
    }
  }

  #peer(id: Buffer, handlers: TransportHandlers): ZmqPeer {
    const name = id.toString("latin1");
    const known = this.#peers.get(name);
    if (known !== undefined) return known;
    const peer = new ZmqPeer(this.channel, Buffer.from(id), this.#router, this.#admissions, (why) => {
      this.#peers.delete(name);
      handlers.gone(peer, why);
    });
    this.#peers.set(name, peer);
    if (this.#peers.size > MAX_PEERS) this.#forgetOne();
    return peer;
  }

  /** Those that have proved nothing go first: nobody can push out a paired program by connecting often. */
  #forgetOne(): void {
    for (const [name, peer] of this.#peers) {
      if (!peer.claimed) {
        this.#peers.delete(name);
        return;
      }
    }
    const oldest = this.#peers.keys().next();
    if (oldest.done !== true) this.#peers.delete(oldest.value);
  }

  async #watchHandshakes(handlers: TransportHandlers): Promise<void> {
    for await (const event of this.#router.events) {
      if (event.type === "handshake:error:protocol") handlers.refused(protocolFault(event.error.code));
      // A peer without CURVE may find out first and hang up: then all we see is that it broke off.
      else if (event.type === "handshake:error:other") handlers.refused("handshakeBroken");
      else if (event.type === "disconnect") handlers.disconnected();
      else if (event.type === "end") return;
    }
  }
}

function protocolFault(code: string): HandshakeRefusal {
  if (code === "ERR_ZMTP_MECHANISM_MISMATCH") return "noKey";
  if (code === "ERR_ZMTP_CRYPTOGRAPHIC") return "wrongServerKey";
  return "handshakeBroken";
}
