import { StreamStatus, TickLayout } from "../codes.ts";
import { code, f64, message, ms, record, text, u16, u32, u64 } from "../schema.ts";

const Subscription = record("SubscriptionRecord", {
  stream: u32,
  symbol: text(32),
  epoch: u32,
  /** Last committed frame of this epoch; the next frame carries seq + 1. */
  seq: u64,
  /** Broker ms of the last committed tick; 0 = start with what MT5 has at hand. */
  cursorMs: ms,
  /** Committed ticks with exactly `cursorMs`: the program skips as many. */
  countAtCursor: u32,
  /** Broker ms of the epoch's first committed tick, and its committed ticks; both 0 = none yet. */
  epochFirstMs: ms,
  epochTicks: u32,
  /** Latest committed broker ms of all earlier epochs: up to that time MT5's history tells twice. 0 = no earlier epoch. */
  overlapUntilMs: ms,
});

export const Subscribe = message("Subscribe", {
  code: 50,
  from: "bridge",
  socket: "control",
  doc: "Starts or restarts tick streams at the bridge's committed cursors. Replaces any earlier cursor of the stream.",
  fields: { request: u32 },
  items: Subscription,
});

const StreamState = record("StreamStateRecord", { stream: u32, status: code(StreamStatus), error: u32 });

export const Subscribed = message("Subscribed", {
  code: 51,
  from: "ea",
  socket: "control",
  doc: "Answers Subscribe, an item a stream; sent again when a stream's status changes.",
  fields: { request: u32 },
  items: StreamState,
});

const StreamId = record("StreamIdRecord", { stream: u32 });

export const Unsubscribe = message("Unsubscribe", {
  code: 52,
  from: "bridge",
  socket: "control",
  doc: "Stops tick streams.",
  fields: { request: u32 },
  items: StreamId,
});

/**
 * Live ticks of one stream. The records are packed ticks as `layout` says (TickLayout): their size varies because
 * last and volumes are zero in most feeds and cost half the bytes.
 */
export const Ticks = message("Ticks", {
  code: 53,
  from: "ea",
  socket: "data",
  doc: "Ticks of one stream, oldest first; `seq` counts the stream's frames within its epoch from 1.",
  fields: { stream: u32, epoch: u32, seq: u64, baseMs: ms, layout: code(TickLayout) },
});

export const QuoteTick = record("QuoteTick", { deltaMs: u32, flags: u32, bid: f64, ask: f64 });
export const FullTick = record("FullTick", {
  deltaMs: u32,
  flags: u32,
  bid: f64,
  ask: f64,
  last: f64,
  volume: u64,
  volumeReal: f64,
});

/** `subMs`: ten-thousandths of a ms beyond the tick's time, 0 to 9,999. */
export const FineQuoteTick = record("FineQuoteTick", { ...QuoteTick.fields, subMs: u16 });
export const FineFullTick = record("FineFullTick", { ...FullTick.fields, subMs: u16 });

const TickAckItem = record("TickAckItem", { stream: u32, epoch: u32, seq: u64 });

export const TickAck = message("TickAck", {
  code: 54,
  from: "bridge",
  socket: "data",
  doc: "Everything up to `seq` of each stream is committed. The program keeps at most `maxUnackedFrames` unacknowledged in all.",
  fields: {},
  items: TickAckItem,
});

export const DigestRequest = message("DigestRequest", {
  code: 55,
  from: "bridge",
  socket: "control",
  doc: "Asks what MT5's history now says of [fromMs, toMs] of a stream. Names the symbol too, so that the history service can answer, which knows no streams.",
  fields: {
    request: u32,
    stream: u32,
    symbol: text(32),
    fromMs: ms,
    toMs: ms,
    /** How many ticks of `toMs` itself count, because later ones may have joined it; 0 = all. */
    countAtEnd: u32,
  },
});

/**
 * How many ticks one millisecond holds, and FNV-1a 64 over them in order: the little-endian bytes of bid (f64), ask
 * (f64), last (f64), volume (u64), volumeReal (f64) and flags (u32) of each, 44 bytes a tick (digest.ts).
 */
const MsDigest = record("MsDigest", { timeMs: ms, count: u32, hash: u64 });

export const TailDigest = message("TailDigest", {
  code: 56,
  from: "ea",
  socket: "data",
  doc: "Per-millisecond digests of the asked range, split over `parts`; milliseconds without ticks are left out. `error` is MQL5's GetLastError() when the history could not be read, 65537 when the range holds more ticks than one answer may, 65538 when this program may not wait for MT5's history (ask the history service), else 0.",
  fields: { request: u32, stream: u32, fromMs: ms, toMs: ms, part: u16, parts: u16, error: u32 },
  items: MsDigest,
});

export const EpochOpened = message("EpochOpened", {
  code: 57,
  from: "ea",
  socket: "data",
  doc: "Broker time ran backwards: the stream goes on in `epoch` with seq 1.",
  fields: { stream: u32, epoch: u32, previousMs: ms, firstMs: ms },
});
