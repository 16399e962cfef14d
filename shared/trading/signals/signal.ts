import type { Branded, UtcMs } from "../../market/brands.ts";

/** Unique within its source; a source that repeats one repeats the same signal. */
export type SignalId = Branded<string, "SignalId">;

export const SIGNAL_TYPES = ["buy", "sell", "info"] as const;
export type SignalType = (typeof SIGNAL_TYPES)[number];

/** Advice to trade, as a source sent it (SPEC.md, Signals). Never an order: each session decides by its own rules. */
export interface Signal {
  readonly id: SignalId;
  /** manual, rest, tradingview, telegram:channel, bot:name, ... */
  readonly source: string;
  readonly type: SignalType;
  readonly symbol: string;
  readonly mode: "paper" | "live";
  readonly emittedMs: UtcMs;
  /** After this it does nothing. */
  readonly validUntilMs: UtcMs;
  /** What the source said besides, shown and kept, never interpreted. */
  readonly payload: string;
}

/** What the desk did with a signal as a whole. Only `accepted` ones reach a session. */
export const SIGNAL_VERDICTS = ["accepted", "duplicate", "late", "fromTheFuture", "rateLimited"] as const;
export type SignalVerdict = (typeof SIGNAL_VERDICTS)[number];

/** What became of a signal in one session. */
export const DELIVERY_STATES = [
  "queued",
  "traded",
  "filteredSource",
  "filteredSymbol",
  "filteredType",
  "filteredHours",
  "filteredMode",
  "queueFull",
  "lateInQueue",
  "notRunning",
  "busy",
  "blocked",
  "failed",
  "informed",
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

export interface Delivery<Session extends string = string> {
  readonly session: Session;
  readonly state: DeliveryState;
  /** The rule or code at fault; null where the state says it all. */
  readonly reason: string | null;
}
