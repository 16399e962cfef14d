import type { WebSocket } from "ws";
import { SOCKET_CLOSES } from "#shared/sync/frames.ts";

/** Of the gateway's memory, one reader that does not keep up may take this; what the kernel holds for it comes on top. */
export const READER_LIMITS = {
  /** Bytes in line from which on nothing is sent that can wait. */
  lagBytes: 65_536,
  /** Bytes in line beyond which it is cut off. Twice this is the most it costs: a line that is on its way, and one behind it. */
  mostBytes: 393_216,
  /** What a packet in line weighs beside its text: its objects, its callback, its frame's header. */
  packetBytes: 1_024,
  /** How long a reader that is cut off may still read what was sent to it, and why it was. */
  graceMs: 5_000,
} as const;

/** A connection as Engine.IO keeps it. */
export interface Wire {
  readonly readyState: string;
  readonly transport: {
    readonly writable: boolean;
    readonly socket?: WebSocket;
    once(event: "drain", listener: () => void): unknown;
  };
  readonly writeBuffer: readonly { readonly data?: string | Uint8Array }[];
  on(event: "packetCreate", listener: (this: Wire) => void): unknown;
  on(event: "close", listener: (this: Wire) => void): unknown;
  on(event: "packet", listener: (this: Wire, packet: { readonly data?: unknown }) => void): unknown;
  /** Whether what came last was an attachment. */
  hadAttachment?: boolean;
  close(discard: boolean): void;
}

/** Bytes that wait for a reader: in the WebSocket, and in Engine.IO's own line behind it, which grows once that one is full. */
export function waitingBytes({ transport, writeBuffer }: Wire): number {
  let bytes = transport.socket?.bufferedAmount ?? 0;
  for (const { data } of writeBuffer) {
    // V8 keeps text that is not Latin-1 in two bytes a character.
    bytes += READER_LIMITS.packetBytes + (typeof data === "string" ? 2 * data.length : (data?.length ?? 0));
  }
  return bytes;
}

/** Whether so little waits that what could wait as well may be sent now. */
export function mayWrite(wire: Wire): boolean {
  return waitingBytes(wire) <= READER_LIMITS.lagBytes;
}

/**
 * Holds a connection to its budget, whoever writes to it: desktops' lanes, their answers, Socket.IO itself, also before
 * anybody has signed in. What a reader does not get it asks for again: the feed by its cursor, streams by their marks.
 */
export function holdToBudget(wire: Wire): void {
  wire.on("packetCreate", judge);
  wire.on("packet", refuseHoards);
  wire.on("close", letGo);
}

// One function for all connections: ten thousand closures would weigh more than what they guard.
function judge(this: Wire): void {
  if (this.transport.writable || waitingBytes(this) <= READER_LIMITS.mostBytes) return;
  // Behind what is on its way already; a reader that comes to it within the grace learns why.
  this.transport.socket?.close(SOCKET_CLOSES.READER_STALLED, "READER_STALLED");
  this.close(true);
}

/**
 * Socket.IO keeps a message's attachments until the last has come, ten of them, for whoever sends. Our lanes have messages
 * with one at most: a second in a row is the beginning of a hoard.
 */
function refuseHoards(this: Wire, { data }: { readonly data?: unknown }): void {
  const isAttachment = data instanceof Uint8Array;
  if (isAttachment && this.hadAttachment === true) this.close(true);
  this.hadAttachment = isAttachment;
}

/** An end waits for what is in line to be read; that of a reader which reads no more would wait for a long time. */
function letGo(this: Wire): void {
  const { socket } = this.transport;
  if (socket === undefined || socket.bufferedAmount === 0) return;
  const end = setTimeout(() => socket.terminate(), READER_LIMITS.graceMs);
  end.unref();
  socket.once("close", () => clearTimeout(end));
}
