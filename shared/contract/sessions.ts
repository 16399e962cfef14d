import { z } from "zod";
import type { MinorUnits } from "../market/brands.ts";
import { PAUSE_REASONS, STOP_REASONS } from "../trading/session/session-state.ts";
import { DELIVERY_STATES, SIGNAL_TYPES, SIGNAL_VERDICTS, type SignalId } from "../trading/signals/signal.ts";
import { command, domain, query, stream } from "./descriptor.ts";
import { SessionIdSchema } from "./order-input.ts";
import { AccountIdSchema, Count, Finite, Nothing, Text, TimeMs } from "./primitives.ts";
import { HoursSchema } from "./risk.ts";

const Symbol = z.string().min(1).max(64);
const Positive = z.int().min(1);
const Minor = z.int().transform((minor) => minor as MinorUnits);
const AfterLimit = z.enum(["reset", "stop"]);

export const GaleSchema = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("off") }),
  z.strictObject({ kind: z.literal("multiplier"), factor: Finite, limit: Count, afterLimit: AfterLimit }),
  z.strictObject({
    kind: z.literal("list"),
    stakes: z.array(Finite).max(20).readonly(),
    limit: Count,
    afterLimit: AfterLimit,
  }),
]);

/** What a session is asked to be; shared/trading/session/config.ts tells the fields. Money in minor units. */
export const SessionInput = z.strictObject({
  name: z.string().max(80),
  account: AccountIdSchema,
  mode: z.enum(["paper", "live"]),
  symbols: z.array(Symbol).max(32).readonly(),
  amount: z.discriminatedUnion("by", [
    z.strictObject({ by: z.literal("lots"), lots: Finite }),
    z.strictObject({ by: z.literal("money"), minor: Minor }),
    z.strictObject({ by: z.literal("riskPercent"), percent: Finite }),
  ]),
  gale: GaleSchema,
  stopProfit: Minor.nullable(),
  stopLoss: Minor,
  stopPoints: Finite,
  takePoints: Finite.nullable(),
  holdMs: z.int().nullable(),
  maxConcurrent: z.int(),
  maxTrades: z.int().nullable(),
  maxDurationMs: z.int().nullable(),
  schedule: HoursSchema.nullable(),
  signals: z.strictObject({
    sources: z.array(z.string().max(64)).max(64).readonly(),
    symbols: z.array(Symbol).max(32).readonly(),
    types: z.array(z.enum(SIGNAL_TYPES)).max(3).readonly(),
    hours: HoursSchema.nullable(),
  }),
  onManualStop: z.enum(["close", "keep"]),
  flattenOnLapse: z.boolean(),
});
export type SessionInput = z.infer<typeof SessionInput>;

export const SessionTradeView = z.object({
  number: Positive,
  symbol: Symbol,
  side: z.enum(["buy", "sell"]),
  galeStep: Count,
  source: Text,
  state: z.enum(["opening", "unknown", "open", "closed", "failed"]),
  lots: Finite,
  openPrice: Finite.optional(),
  closePrice: Finite.optional(),
  /** UTC ms. */
  openMs: TimeMs.optional(),
  closeMs: TimeMs.optional(),
  netMinor: z.int(),
  result: z.enum(["win", "loss", "breakeven", "pending"]),
  reason: Text.optional(),
});
export type SessionTradeView = z.infer<typeof SessionTradeView>;

/** A session with its live statistics (SPEC.md, Trading sessions: Status). */
export const SessionView = z.object({
  sessionId: SessionIdSchema,
  config: SessionInput,
  currency: Text,
  digits: z.int().min(0).max(8),
  phase: z.enum(["draft", "armed", "running", "paused", "stopping", "stopped"]),
  waitsFor: z.enum(["schedule", "link", "flat"]).optional(),
  /** The rule or event that paused or stopped it, always named. */
  reason: z.enum([...STOP_REASONS, ...PAUSE_REASONS]).optional(),
  /** The account's rule, when reason is accountRule. */
  rule: Text.optional(),
  netMinor: z.int(),
  floatingMinor: z.int(),
  totalTrades: Count,
  winningTrades: Count,
  losingTrades: Count,
  winRate: Finite.optional(),
  durationMs: Count,
  durationText: Text,
  startedMs: TimeMs.optional(),
  endedMs: TimeMs.optional(),
  galeStep: Count,
  maxDrawdownMinor: z.int(),
  profitFactor: Finite.optional(),
  expectancyMinor: z.int().optional(),
  roomToStopLossMinor: z.int(),
  roomToStopProfitMinor: z.int().optional(),
  liveTrades: z.array(SessionTradeView),
  lastTrade: SessionTradeView.optional(),
  removed: z.boolean(),
});
export type SessionView = z.infer<typeof SessionView>;

export const SessionEventView = z.object({
  seq: Count,
  sessionId: SessionIdSchema,
  atMs: TimeMs,
  code: Text,
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

export type SessionEventView = z.infer<typeof SessionEventView>;

/** One step of the gale before it is begun. */
export const LadderStep = z.object({
  step: Count,
  lots: Finite.nullable(),
  lossMinor: z.int().nullable(),
  cumulativeLossMinor: z.int().nullable(),
  marginMinor: z.int().nullable(),
  roomToStopLossMinor: z.int().nullable(),
  roomDailyMinor: z.int().nullable(),
  roomTotalMinor: z.int().nullable(),
  /** The rule that would block this step. */
  blockedBy: Text.optional(),
});

const One = z.object({ sessionId: SessionIdSchema });
const CHANGE_ERRORS = ["PLAN_BLOCKS", "NOT_FOUND", "SESSION_STATE", "STORE_FULL", "STORE_UNAVAILABLE"] as const;

export const SignalInput = z.strictObject({
  id: z
    .string()
    .min(1)
    .max(128)
    .transform((id) => id as SignalId),
  source: z.string().min(1).max(64),
  type: z.enum(SIGNAL_TYPES),
  symbol: Symbol,
  mode: z.enum(["paper", "live"]),
  emittedMs: TimeMs,
  validUntilMs: TimeMs,
  payload: z.string().max(2_000),
});

const DeliveryView = z.object({ sessionId: SessionIdSchema, state: z.enum(DELIVERY_STATES), reason: Text.nullable() });
export const SignalReceiptView = z.object({ verdict: z.enum(SIGNAL_VERDICTS), deliveries: z.array(DeliveryView) });
export const SignalView = SignalReceiptView.extend({ seq: Count, signal: SignalInput, receivedMs: TimeMs });

/** Bounded runs of trading with rules. */
export const sessions = domain({
  list: stream({
    doc: "Every session with its live statistics; again on each change, at least once a second while it runs.",
    mode: "latest",
    key: "sessionId",
    params: z.object({}),
    item: SessionView,
  }),
  events: stream({
    doc: "What happened in sessions, in order.",
    mode: "log",
    params: z.object({}),
    item: SessionEventView,
  }),
  create: command({
    doc: "Makes a draft.",
    input: z.object({ sessionId: SessionIdSchema, config: SessionInput }),
    output: SessionView,
    errors: ["SESSION_INVALID", "ACCOUNT_NOT_FOUND", "STORE_FULL", "STORE_UNAVAILABLE"],
  }),
  edit: command({
    doc: "Changes a session; once it is armed a change may only reduce risk.",
    input: z.object({ sessionId: SessionIdSchema, config: SessionInput }),
    output: SessionView,
    errors: ["SESSION_INVALID", ...CHANGE_ERRORS],
  }),
  start: command({
    doc: "Arms a draft, or takes up a paused session.",
    input: One,
    output: SessionView,
    errors: ["SESSION_INVALID", ...CHANGE_ERRORS],
  }),
  pause: command({
    doc: "Takes no more signals; open trades keep their stops.",
    input: One,
    output: SessionView,
    errors: CHANGE_ERRORS,
  }),
  stop: command({
    doc: "Ends the session for good, closing its trades unless told to keep them.",
    input: One,
    output: SessionView,
    errors: CHANGE_ERRORS,
  }),
  remove: command({
    doc: "Takes a draft or stopped session off the list; its trades are kept.",
    input: One,
    output: Nothing,
    errors: CHANGE_ERRORS,
  }),
  trades: query({
    doc: "All trades of a session, oldest first.",
    input: One,
    output: z.array(SessionTradeView),
    errors: ["NOT_FOUND"],
  }),
  ladder: query({
    doc: "The gale's steps as they would be now: lots, losses, margin, distance to limits.",
    input: z.object({ config: SessionInput }),
    output: z.object({ currency: Text, digits: z.int(), steps: z.array(LadderStep) }),
    errors: ["SESSION_INVALID", "ACCOUNT_NOT_FOUND", "INSTRUMENT_NOT_FOUND"],
  }),
});

/** Advice to trade; each session decides by its own rules. */
export const signals = domain({
  submit: command({
    doc: "Gives a signal to every session once; the same id of a source again does nothing.",
    input: SignalInput,
    output: SignalReceiptView,
    errors: ["STORE_FULL", "STORE_UNAVAILABLE"],
  }),
  log: stream({
    doc: "Signals as they came and what became of them.",
    mode: "log",
    params: z.object({}),
    item: SignalView,
  }),
});
