import type { LinkChannel } from "../ports/peer-wire.ts";

/** One connection of one socket, as its transport knows it. A reconnect is a new peer. */
export interface Peer {
  readonly channel: LinkChannel;
  readonly kind: "paper" | "mt5";
  /**
   * Which of `keys` this connection was admitted with, or null. The first call ties one of them to the peer for good;
   * a key admitted once can be claimed by one connection only.
   */
  claim(keys: readonly string[]): string | null;
  /** Queues a frame; what cannot be delivered is told by `TransportHandlers.gone`, never dropped in silence. */
  send(frame: Uint8Array): void;
  /** Whether the connection still takes frames; sends `frame` to find out. */
  probe(frame: Uint8Array): Promise<boolean>;
}

/** Refusals below the link's frames: the peer never got to send one. */
export type HandshakeRefusal = "noKey" | "wrongServerKey" | "unknownKey" | "terminalRemoved" | "handshakeBroken";

export interface TransportHandlers {
  /** The hot path. `bytes` stay valid until the garbage collector takes them. */
  frame(peer: Peer, bytes: Uint8Array): void;
  /** A frame for this peer could not be delivered: its connection is gone or it has stopped reading. */
  gone(peer: Peer, why: string): void;
  refused(reason: HandshakeRefusal): void;
  /** Some connection of this transport was closed; which one shows when frames for it cannot be delivered. */
  disconnected(): void;
}

/** Whose keys may connect; asked at every handshake. */
export interface Keyring {
  verdict(publicKey: string): "admit" | "unknownKey" | "terminalRemoved";
}

/** Carries frames between the bridge and any number of peers. */
export interface LinkTransport {
  start(handlers: TransportHandlers): void;
  close(): Promise<void>;
}
