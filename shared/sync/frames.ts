import { z } from "zod";

/**
 * The durable lane of the cloud sync: what must not be lost goes up in streams, one a device and install. The desktop
 * numbers events from 1 within an epoch, in the transaction that makes them; the cloud acknowledges a high-water mark
 * (`hwm`) after its own commit. Whatever does not fit together goes back to `hello`: nothing is terminal.
 */
export const SYNC_PROTOCOL = 1;

/**
 * What one side may send before the other has answered. `bytesPerFrame`: of a frame's events as JSON, UTF-8; the gateway
 * closes a connection that sends a message of more than `bytesPerMessage`, whatever is in it.
 */
export const SYNC_LIMITS = {
  eventsPerFrame: 500,
  bytesPerFrame: 65_536,
  bytesPerMessage: 262_144,
  framesInFlight: 4,
  streams: 16,
  /** The last epoch that a stream may name: one below what the cloud's column holds, so that there is always a next. */
  epochs: 2_147_483_646,
} as const;

/** Events of the names of Socket.IO; each is answered through its acknowledgement. */
export const SYNC_EVENTS = { hello: "sync:hello", frame: "sync:frame" } as const;

/** Codes of WebSocket close frames of the gateway's own; the reason is the name. `READER_STALLED`: come again, and read on. */
export const SOCKET_CLOSES = { READER_STALLED: 4_408 } as const;

/** Header `typ` of the proof by which a device opens a socket; its payload is `{ tth: sha256(access token), base64url }`. */
export const SOCKET_PROOF = "fairlead-socket+jws";

export const EVENT_KINDS = ["deal", "order", "trade", "session", "statistics", "equity", "risk"] as const;
export type EventKind = (typeof EVENT_KINDS)[number];

const Count = z.int().min(0).max(Number.MAX_SAFE_INTEGER);
const Epoch = z.int().min(1).max(SYNC_LIMITS.epochs);

/** A stream as its desktop has it: the events it still keeps are `first` to `last`; `last` 0 = none yet. */
export const SyncStream = z.strictObject({ stream: z.uuid(), epoch: Epoch, first: Count, last: Count });

export const SyncHello = z.strictObject({
  protocol: z.literal(SYNC_PROTOCOL),
  streams: z.array(SyncStream).min(1).max(SYNC_LIMITS.streams),
});
export type SyncHello = z.infer<typeof SyncHello>;

/** Where each stream goes on: from `hwm + 1`, in the epoch that is named. A higher epoch means: number anew from 1. */
export interface SyncWelcome {
  readonly ok: true;
  readonly protocol: typeof SYNC_PROTOCOL;
  /** Milliseconds since 1970, the cloud's. */
  readonly serverTime: number;
  readonly streams: readonly { readonly stream: string; readonly epoch: number; readonly hwm: number }[];
  readonly credit: number;
}

/**
 * One event; bodies that the cloud reads itself (`trade`, `session`, `equity`) are in `bodies.ts`. `key` names the fact it tells, for ever (a deal's server, login and ticket; a snapshot's account and time):
 * a fact arrives once, also when two desktops saw it, or when one was restored from a backup and tells it again.
 */
export const SyncEvent = z.strictObject({
  kind: z.enum(EVENT_KINDS),
  /** Milliseconds since 1970, the desktop's: shown, never used to put events in order. */
  at: z.int().min(0).max(8_640_000_000_000_000),
  key: z.string().min(1).max(200),
  body: z.record(z.string().max(100), z.json()),
});
export type SyncEvent = z.infer<typeof SyncEvent>;

/** Events `from`, `from + 1`, … of a stream. Their contents are judged one by one: a bad one is put aside, not the frame. */
export const SyncFrame = z.strictObject({
  stream: z.uuid(),
  epoch: Epoch,
  from: z.int().min(1),
  events: z.array(z.unknown()).min(1).max(SYNC_LIMITS.eventsPerFrame),
});
export type SyncFrame = z.infer<typeof SyncFrame>;

/** Committed up to `hwm`; the desktop may send `credit` more frames. */
export interface SyncAck {
  readonly ok: true;
  readonly hwm: number;
  readonly credit: number;
}

/** Not taken: say `hello` again (`REHELLO`), send less (`TOO_LARGE`), or try the same again later (`BUSY`). */
export interface SyncRefusal {
  readonly ok: false;
  readonly code: "REHELLO" | "TOO_LARGE" | "BUSY" | "MALFORMED";
  readonly detail: string;
}
