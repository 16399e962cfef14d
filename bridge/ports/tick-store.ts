import type { BarColumns } from "#shared/market/bar.ts";
import type { OffsetEpoch } from "#shared/market/broker-time.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";

/** Where a stored tick stream stands; the collector resumes from here after any crash. */
export interface StreamCursor {
  /** From 1; grows each time broker time runs backwards (a repeated DST hour, a corrected server clock). */
  readonly epoch: number;
  /** Sequence number of the last committed frame of this epoch; 0 when none. */
  readonly seq: bigint;
  /** Broker ms of the last committed tick; 0 when none. */
  readonly timeMs: number;
  /** How many committed ticks of this epoch carry exactly `timeMs`. */
  readonly countAtTime: number;
  /** Committed ticks of this epoch. */
  readonly total: number;
  /** Broker ms of this epoch's first committed tick; 0 when none. */
  readonly firstMs: number;
  /** Latest broker ms committed in any earlier epoch; 0 when there is none. */
  readonly pastMs: number;
}

/** Ticks of one epoch, in order of arrival. */
export interface EpochTicks {
  readonly epoch: number;
  /** Ticks of the epoch that came before these. */
  readonly before: number;
  readonly ticks: TickColumns;
}

/** One accepted frame of a stream, in the link's own bytes. */
export interface TickFrame {
  readonly stream: number;
  readonly epoch: number;
  readonly seq: bigint;
  readonly count: number;
  readonly firstMs: number;
  readonly lastMs: number;
  /** Wire number of the payload's `TickLayout` (shared/link/codes.ts). */
  readonly layout: number;
  /** Broker ms from which the records' time deltas count. */
  readonly baseMs: number;
  readonly payload: Uint8Array;
}

/** Why a span of time has no ticks, or other ticks than we saw live. */
export interface GapRecord {
  readonly stream: number;
  readonly fromMs: number;
  readonly toMs: number;
  readonly reason: "DISCONNECTED" | "HISTORY_MISSING" | "HISTORY_REWRITTEN" | "FRAMES_LOST" | "STORE_LOST";
  readonly detail: string;
}

/** A span of a stream that MT5's history shows otherwise than we saw it live. */
export interface RevisionRecord {
  readonly id: number;
  readonly fromMs: number;
  readonly toMs: number;
  /** Ticks that the history shows in the span. */
  readonly count: number;
  readonly reason: string;
  readonly recordedUtc: number;
}

/**
 * market.db as the collector sees it. Every method resolves after the transaction has committed; frames whose
 * (stream, epoch, seq) is already stored are ignored, so a resend never doubles a tick.
 * All reject with FairleadError: STORE_FULL, STORE_CORRUPT, STORE_UNAVAILABLE, NOT_FOUND for an unknown stream.
 */
export interface TickStore {
  /**
   * The stream of an instrument (`login@server/symbol`; made when new) and its cursor. `point` 0 = not known yet;
   * a later call tells it.
   */
  openStream(instrument: string, point: number, digits: number): Promise<{ stream: number; cursor: StreamCursor }>;
  /**
   * Commits frames, all or none of a call. A stream's frames follow each other without a hole, in seq from 1 within an
   * epoch, in time that never runs back; a new epoch begins with its first frame.
   * Rejects with STORE_FRAME_REJECTED when a frame does not fit.
   */
  append(frames: readonly TickFrame[]): Promise<void>;
  cursor(stream: number): Promise<StreamCursor>;
  /** Live ticks with fromMs <= time < toMs, all epochs, in order of arrival; the first `limit` of them. */
  readTicks(stream: number, fromMs: number, toMs: number, limit?: number): Promise<TickColumns>;
  /** All of those, however many, in runs; a run is valid until the next is asked for: its memory is used again. */
  scanTicks(stream: number, fromMs: number, toMs: number): AsyncIterable<TickColumns>;
  /** The last `limit` live ticks of the current epoch, oldest first. */
  readTail(stream: number, limit: number): Promise<TickColumns>;
  /** Live ticks that came after the first `total` of `epoch`, later epochs too; of each epoch the last `limit`. */
  readAfter(stream: number, epoch: number, total: number, limit: number): Promise<readonly EpochTicks[]>;
  /**
   * Ticks that MT5's history shows in [fromMs, toMs) otherwise than we saw live: kept beside the live copy, never over
   * it. Resolves to the revision's id, or 0 when the newest revision of that span has the same ticks.
   */
  addRevision(stream: number, fromMs: number, toMs: number, ticks: TickColumns, reason: string): Promise<number>;
  revisions(stream: number): Promise<readonly RevisionRecord[]>;
  readRevision(id: number): Promise<TickColumns>;
  /** Keeps a gap; the same span with the same reason is kept once. */
  recordGap(gap: GapRecord): Promise<void>;
  gaps(stream: number): Promise<readonly GapRecord[]>;
  /** Notes the server's offset from UTC as of `fromBrokerMs`; an offset equal to the last known one changes nothing. */
  recordOffset(server: string, fromBrokerMs: number, offsetS: number): Promise<void>;
  offsets(server: string): Promise<readonly OffsetEpoch[]>;
  /**
   * Bars that open in [fromMs, toMs), oldest first; with `limit`, the newest of them. The store builds M1 from the
   * stored ticks by itself and merges them with the broker's bars: where both know a bar, the one with more ticks
   * stands. One bar an opening time: a repeated hour's two bars are joined. Where a later cursor epoch tells a time again
   * without a change of the server's offset (a corrected clock, a replay moved back), its ticks alone make the bars.
   */
  readBars(stream: number, timeframe: Timeframe, fromMs: number, toMs: number, limit?: number): Promise<BarColumns>;
  /** Keeps the broker's own bars, in the place of those put for the same times before. */
  putBars(stream: number, timeframe: Timeframe, bars: BarColumns): Promise<void>;
  close(): Promise<void>;
}
