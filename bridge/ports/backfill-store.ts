import type { TickColumns } from "#shared/market/tick.ts";
import type { GapRecord } from "./tick-store.ts";

/** How a backfill stands on disk. `older`: it has ended, as the broker has nothing from before `reachedMs`. */
export type PlanState = "open" | "paused" | "done" | "older";

/** What is to be fetched of an instrument's past, broker ms; the newest day comes first. */
export interface BackfillPlan {
  readonly instrument: string;
  readonly stream: number;
  readonly point: number;
  readonly digits: number;
  readonly fromMs: number;
  /** The oldest that was stored when it began. */
  readonly toMs: number;
  /** Everything from here to `toMs` has been asked for. */
  readonly reachedMs: number;
  readonly ticks: number;
  readonly state: PlanState;
}

/** market.db as a backfill sees it. A day's ticks gather out of sight and come into sight whole. */
export interface BackfillStore {
  backfills(): Promise<readonly BackfillPlan[]>;
  /** Plans the past of a stream from `fromMs` on, up to what is stored of it (`nowMs` while nothing is). */
  planBackfill(stream: number, fromMs: number, nowMs: number): Promise<BackfillPlan>;
  setBackfill(stream: number, state: PlanState): Promise<void>;
  /** Forgets the plan; what it has fetched stays. */
  dropBackfill(stream: number): Promise<void>;
  beginImport(point: number, digits: number): Promise<number>;
  /** Adds ticks, whose memory moves. */
  addHistory(day: number, ticks: TickColumns): Promise<void>;
  /** Brings a day (undefined: it had no ticks) into sight in front of all that the stream has, and notes how far it goes. */
  adoptHistory(day: number | undefined, stream: number, reachedMs: number): Promise<void>;
  dropImport(day: number): Promise<void>;
  recordGap(gap: GapRecord): Promise<void>;
}
