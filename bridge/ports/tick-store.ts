import type { BarColumns } from "#shared/market/bar.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";

/** Where a stored tick stream stands; the collector resumes from here after any crash. */
export interface StreamCursor {
  /** Grows by one each time broker time runs backwards (a repeated DST hour, a corrected server clock). */
  readonly epoch: number;
  /** Sequence number of the last committed frame of this epoch; 0 when none. */
  readonly seq: bigint;
  /** Broker ms of the last committed tick; 0 when none. */
  readonly timeMs: number;
  /** How many committed ticks of this epoch carry exactly `timeMs`. */
  readonly countAtTime: number;
  /** Committed ticks of this epoch. */
  readonly total: number;
}

/** One accepted frame of a stream, in the link's own bytes: the store keeps it as one row. */
export interface TickFrame {
  readonly stream: number;
  readonly epoch: number;
  readonly seq: bigint;
  readonly count: number;
  readonly firstMs: number;
  readonly lastMs: number;
  /** Layout code of `payload` (see shared/link/ticks.ts). */
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

/**
 * market.db as the collector sees it. Every method resolves after the transaction has committed; frames whose
 * (stream, epoch, seq) is already stored are ignored, so a resend never doubles a tick.
 */
export interface TickStore {
  /** The stream of an instrument (created when new) and its cursor. */
  openStream(instrument: string, point: number, digits: number): Promise<{ stream: number; cursor: StreamCursor }>;
  append(frames: readonly TickFrame[]): Promise<void>;
  cursor(stream: number): Promise<StreamCursor>;
  /** Live ticks with fromMs <= time < toMs, all epochs, in order of arrival. */
  readTicks(stream: number, fromMs: number, toMs: number, limit?: number): Promise<TickColumns>;
  /** The last `limit` live ticks of the current epoch, oldest first. */
  readTail(stream: number, limit: number): Promise<TickColumns>;
  /** Ticks that MT5's history shows otherwise than we saw live: kept beside the live copy, never over it. */
  addRevision(stream: number, fromMs: number, toMs: number, ticks: TickColumns, reason: string): Promise<number>;
  recordGap(gap: GapRecord): Promise<void>;
  gaps(stream: number): Promise<readonly GapRecord[]>;
  /** Bars from stored ticks merged with bars from the broker for times without ticks. */
  readBars(stream: number, timeframe: Timeframe, fromMs: number, toMs: number, limit?: number): Promise<BarColumns>;
  putBars(stream: number, timeframe: Timeframe, bars: BarColumns, source: "broker" | "ticks"): Promise<void>;
  close(): Promise<void>;
}
