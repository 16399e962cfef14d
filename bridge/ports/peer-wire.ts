/** The link's two sockets: orders, state and requests on `control`; ticks and history on `data`. */
export type LinkChannel = "control" | "data";

/** What a terminal's program hears on its side of one connection. */
export interface PeerWireHandlers {
  frame(channel: LinkChannel, bytes: Uint8Array): void;
  /** The connection is gone; nothing more comes or goes. A new one needs a new Hello. */
  closed(why: string): void;
}

/** One connection of a terminal's program to the bridge: both channels, one key. */
export interface PeerWire {
  /** The wire keeps `bytes`: they must not change afterwards. False: the frame was not taken, the wire is full or closed. */
  send(channel: LinkChannel, bytes: Uint8Array): boolean;
  close(): void;
}

/** How a program reaches the bridge: over memory (embedded) or ZeroMQ. Each call is a new connection. */
export interface PeerDialer {
  dial(handlers: PeerWireHandlers): PeerWire;
}
