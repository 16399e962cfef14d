import { z } from "zod";

/**
 * When a fault strikes: at the named requests or transactions (counted from 1 since the plan was set), at every nth, or
 * by chance. Chance is drawn from the plan's seed and the count: the same plan strikes at the same points.
 */
const When = z.union([
  z.strictObject({ nth: z.array(z.int().positive()).readonly() }),
  z.strictObject({ every: z.int().positive(), from: z.int().positive().default(1) }),
  z.strictObject({ chance: z.number().min(0).max(1) }),
]);
export type When = z.infer<typeof When>;

const Ms = z.number().min(0).max(3_600_000);

/** What may go wrong with a request. */
const RequestFault = z.discriminatedUnion("kind", [
  /** The request never arrives, or its answer (and its request transaction) never comes back. */
  z.strictObject({ kind: z.literal("lose"), executed: z.boolean() }),
  /** The terminal's connection breaks before the request arrives, or after it was executed and before the answer. */
  z.strictObject({ kind: z.literal("cut"), at: z.enum(["before", "after"]), forMs: Ms.default(500) }),
  /** Refused with a return code: 10004 requote, 10006 reject, 10018 market closed, 10021 price off, 10024, 10028 busy ... */
  z.strictObject({ kind: z.literal("reject"), retcode: z.int().min(10_004).max(10_046) }),
  /** Filled so many points worse; in instant execution beyond the deviation that is a requote. */
  z.strictObject({ kind: z.literal("slip"), points: z.number() }),
  /** Only this part of the volume finds a counterparty at once. */
  z.strictObject({ kind: z.literal("partial"), fraction: z.number().min(0).max(1) }),
  /**
   * Executed so much later. `hidden`: no trace until then, answered 10012 (`timeout`), 10008 without an order (`placed`)
   * or not at all; `order`: taken at once as an order in the book, answered 10008 with its ticket.
   */
  z.strictObject({ kind: z.literal("late"), ms: Ms, as: z.enum(["timeout", "placed", "silent", "order"]) }),
  z.strictObject({
    kind: z.literal("comment"),
    as: z.enum(["truncated", "replaced", "empty"]),
    length: z.int().min(0).max(31).default(12),
    text: z.string().max(64).default("#dealer"),
  }),
  /** The answer is held back. */
  z.strictObject({ kind: z.literal("delay"), ms: Ms }),
  /** The terminal learns of what changed only so long after the answer (MQL5 host only). */
  z.strictObject({ kind: z.literal("lag"), ms: Ms }),
  /** The server's process dies: when the request arrives, executed but not on disk, on disk but untold, or answered. */
  z.strictObject({ kind: z.literal("die"), at: z.enum(["received", "executed", "journalled", "answered"]) }),
]);
export type RequestFault = z.infer<typeof RequestFault>;
export type DeathPoint = Extract<RequestFault, { kind: "die" }>["at"];

/** What may go wrong with an OnTradeTransaction. */
const TransactionFault = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("drop") }),
  z.strictObject({ kind: z.literal("duplicate") }),
  z.strictObject({ kind: z.literal("delay"), ms: Ms }),
  /** Told after the others of its batch. */
  z.strictObject({ kind: z.literal("reorder") }),
]);
export type TransactionFault = z.infer<typeof TransactionFault>;

export const FaultPlan = z.strictObject({
  seed: z.int().default(1),
  /** Time that each request takes to the server, and how much of it varies. */
  latencyMs: Ms.default(0),
  jitterMs: Ms.default(0),
  /** Points by which a market fill may be worse, and how often it is. */
  slippage: z.strictObject({ points: z.number().min(0), chance: z.number().min(0).max(1) }).optional(),
  requests: z
    .array(
      z.strictObject({
        when: When,
        fault: RequestFault,
        /** Only requests of these actions are struck (and counted all the same). */
        actions: z.array(z.enum(["deal", "pending", "stops", "modify", "remove", "closeBy"])).optional(),
      }),
    )
    .default([]),
  transactions: z.array(z.strictObject({ when: When, fault: TransactionFault })).default([]),
});
export type FaultPlan = z.infer<typeof FaultPlan>;

/** Nothing goes wrong, and nothing takes time. */
export const NO_FAULTS: FaultPlan = FaultPlan.parse({});
