import { z } from "zod";
import { INTENT_STATES } from "../trading/intent/intent-state.ts";
import { command, domain, query, stream } from "./descriptor.ts";
import { IntentIdSchema, OrderInput, TicketText, Typed } from "./order-input.ts";
import { AccountIdSchema, Count, Finite, MoneySchema, Nothing, Text, TimeMs } from "./primitives.ts";
import { Preview } from "./verdict.ts";

/** A wish to trade and what became of it; again on every change, so the newest of an `intentId` holds. */
export const IntentView = z.object({
  seq: Count,
  intentId: IntentIdSchema,
  accountId: AccountIdSchema,
  source: z.enum(["ticket", "session", "guard"]),
  sessionId: Text.optional(),
  action: z.enum(["open", "pending", "close", "closeBy", "stops", "modify", "remove"]),
  symbol: Text,
  kind: Text.optional(),
  lots: Finite.optional(),
  price: Finite.optional(),
  stopLoss: Finite.optional(),
  takeProfit: Finite.optional(),
  state: z.enum(INTENT_STATES),
  /** Named reason of a refusal (shared/trading/intent/retcodes.ts and the link's TradeRefusal); words are the window's. */
  reason: Text.optional(),
  retcode: Count.optional(),
  order: TicketText.optional(),
  position: TicketText.optional(),
  executedLots: Finite,
  executedPrice: Finite.optional(),
  /** UTC ms. */
  createdMs: TimeMs,
  changedMs: TimeMs,
  /** Found in the broker's records after nobody knew: shown with an alarm. */
  adopted: z.boolean(),
});
export type IntentView = z.infer<typeof IntentView>;

/** One deal as the broker booked it; times are broker ms, money in minor units of the account. */
export const DealView = z.object({
  seq: Count,
  accountId: AccountIdSchema,
  ticket: TicketText,
  order: Text,
  position: Text,
  symbol: Text,
  kind: Text,
  entry: z.enum(["in", "out", "inOut", "outBy", "other"]),
  lots: Finite,
  price: Finite,
  profit: MoneySchema,
  swap: MoneySchema,
  commission: MoneySchema,
  fee: MoneySchema,
  timeMs: TimeMs,
  /** Why it happened: stopLoss, takeProfit, stopOut, expert, client, mobile, web, other. */
  origin: Text,
  /** Ours when an intent of this installation asked for it. */
  intentId: IntentIdSchema.optional(),
  comment: Text,
  revision: Count,
});
export type DealView = z.infer<typeof DealView>;

export const LATCH_VERBS = ["pauseEntries", "stopAutomation", "flattenAll"] as const;
/** Null account = every account. */
const Scope = AccountIdSchema.nullable();

/** The kill switch of one account: what is latched, since when, why, and whether MT5 has confirmed that it enforces it. */
export const LatchesView = z.object({
  accountId: AccountIdSchema,
  latches: z.array(
    z.object({
      verb: z.enum(LATCH_VERBS),
      /** This account only, or all. */
      global: z.boolean(),
      sinceMs: TimeMs,
      /** user, panelButton, limit.dailyLoss, equityFloor, ... */
      cause: Text,
    }),
  ),
  /** True when the program in MT5 has told that it enforces exactly this. */
  confirmed: z.boolean(),
});
export type LatchesView = z.infer<typeof LatchesView>;

/** A flatten under way or done. `flatMs` (UTC) is the proof: MT5 and our own snapshot both found nothing left. */
export const FlattenView = z.object({
  accountId: AccountIdSchema,
  flattenId: Text,
  cause: Text,
  stage: z.enum(["asked", "started", "closing", "flat", "stuck", "refused", "unreachable"]),
  startedMs: TimeMs,
  flatMs: TimeMs.optional(),
  positionsLeft: Count,
  ordersLeft: Count,
  positions: z.array(
    z.object({ position: TicketText, symbol: Text, lots: Finite, closed: z.boolean(), reason: Text.optional() }),
  ),
});
export type FlattenView = z.infer<typeof FlattenView>;

const Placed = z.object({ intent: IntentView });
const PLACE_ERRORS = [
  "ACCOUNT_NOT_FOUND",
  "ORDER_INVALID",
  "RISK_BLOCKED",
  "INTENT_REUSED",
  "LINK_DOWN",
  "LEDGER_UNWRITABLE",
  "INTENTS_LOG_DAMAGED",
  "STORE_FULL",
  "STORE_UNAVAILABLE",
  "PLAN_BLOCKS",
] as const;

/** Orders, positions and the kill switch. Nothing here is ever sent twice; what is unknown is said to be unknown. */
export const trading = domain({
  preview: query({
    doc: "The verdict on an order as it stands now, and how the bridge reads its numbers. Changes nothing.",
    input: z.object({ accountId: AccountIdSchema, order: OrderInput }),
    output: Preview,
    errors: ["ACCOUNT_NOT_FOUND"],
  }),
  size: query({
    doc: "Lots for a risk: rounded down to the volume step, with every number of the computation.",
    input: z.object({
      accountId: AccountIdSchema,
      symbol: Text,
      side: z.enum(["buy", "sell"]),
      /** Null = the present quote. */
      entry: Typed.nullable(),
      stopLoss: Typed,
      by: z.enum(["money", "riskPercent"]),
      amount: Typed,
    }),
    output: z.object({
      lots: Finite.nullable(),
      reason: Text.optional(),
      riskMinor: z.int(),
      lossPerLotMinor: z.int().nullable(),
      currency: Text,
      digits: z.int(),
    }),
    errors: ["ACCOUNT_NOT_FOUND", "INSTRUMENT_NOT_FOUND", "ORDER_INVALID"],
  }),
  place: command({
    doc: "Journals an order and sends it once. Answers when MT5 has answered, or with the state so far after two seconds.",
    input: z.object({ accountId: AccountIdSchema, intentId: IntentIdSchema, order: OrderInput }),
    output: Placed,
    errors: PLACE_ERRORS,
  }),
  reverse: command({
    doc: "Closes a position and, only when it is closed, opens the opposite one of the same lots.",
    input: z.object({
      accountId: AccountIdSchema,
      position: TicketText,
      closeIntentId: IntentIdSchema,
      openIntentId: IntentIdSchema,
    }),
    output: z.object({ close: IntentView, open: IntentView.optional() }),
    errors: PLACE_ERRORS,
  }),
  latch: command({
    doc: "Pauses entries, stops automation, or flattens everything; stays so until it is reset by hand.",
    input: z.object({ accountId: Scope, verb: z.enum(LATCH_VERBS) }),
    output: z.object({ accounts: z.array(AccountIdSchema) }),
    errors: ["ACCOUNT_NOT_FOUND", "STORE_FULL", "STORE_UNAVAILABLE"],
  }),
  resetLatch: command({
    doc: "Takes a latch back. Only a person does this.",
    input: z.object({ accountId: Scope, verb: z.enum(LATCH_VERBS) }),
    output: Nothing,
    errors: ["ACCOUNT_NOT_FOUND", "LEDGER_UNWRITABLE", "STORE_FULL", "STORE_UNAVAILABLE"],
  }),
  intents: stream({
    doc: "Every intent and every change of one, in order.",
    mode: "log",
    params: z.object({}),
    item: IntentView,
  }),
  deals: stream({
    doc: "Deals as they are booked, of every origin.",
    mode: "log",
    params: z.object({}),
    item: DealView,
  }),
  history: query({
    doc: "Deals of an account in a window of broker time, newest first.",
    input: z.object({ accountId: AccountIdSchema, fromMs: TimeMs, toMs: TimeMs, limit: z.int().min(1).max(5_000) }),
    output: z.object({ deals: z.array(DealView) }),
    errors: ["ACCOUNT_NOT_FOUND"],
  }),
  latches: stream({
    doc: "The kill switch of each account.",
    mode: "latest",
    key: "accountId",
    params: z.object({}),
    item: LatchesView,
  }),
  flattening: stream({
    doc: "The last flatten of each account, with its proof.",
    mode: "latest",
    key: "accountId",
    params: z.object({}),
    item: FlattenView,
  }),
});
