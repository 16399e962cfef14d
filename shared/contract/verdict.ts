import { z } from "zod";
import { RULE_IDS } from "../trading/verdict/rule-ids.ts";
import { Finite, Text, TimeMs } from "./primitives.ts";

const Minor = z.int();
const Source = z.object({ url: Text, asOf: Text });

/** One rule's word on an order; see shared/trading/verdict/verdict-types.ts. Money is in minor units. */
export const RuleView = z.object({
  rule: z.enum(RULE_IDS),
  status: z.enum(["ok", "warn", "blocked", "info"]),
  unit: z.enum(["money", "lots", "count", "points", "ms", "percent", "none"]),
  value: Finite.nullable(),
  limit: Finite.nullable(),
  room: Finite.nullable(),
  roomBefore: Finite.nullable(),
  /** Key of the sentence in the window's languages, and what it names. */
  message: Text,
  params: z.record(z.string(), z.union([z.string(), z.number()])),
  source: Source.nullable(),
});
export type RuleView = z.infer<typeof RuleView>;

/** May this be sent, and what can it cost. */
export const VerdictView = z.object({
  allowed: z.boolean(),
  blocking: z.enum(RULE_IDS).nullable(),
  effect: z.enum(["enters", "widens", "reduces"]),
  newLots: Finite,
  worst: z.object({ loss: Minor.nullable(), spread: Minor, commission: Minor, slippage: Minor }),
  daily: z
    .object({
      now: Minor,
      before: Minor.nullable(),
      after: Minor.nullable(),
      floor: Minor,
      /** False while the balance at the reset is what was seen, not yet what the broker's history says. */
      confirmed: z.boolean(),
      resetMs: TimeMs,
      nextFloor: Minor,
      nextNow: Minor,
      nextAfter: Minor.nullable(),
    })
    .nullable(),
  margin: Minor.nullable(),
  rules: z.array(RuleView),
});
export type VerdictView = z.infer<typeof VerdictView>;

/** The order as the bridge read it: what the button echoes, so that a misread number is seen before it is sent. */
export const ReadOrder = z.object({
  lots: Finite.nullable(),
  price: Finite.nullable(),
  stopLimit: Finite.nullable(),
  stopLoss: Finite.nullable(),
  takeProfit: Finite.nullable(),
  /** Fields that cannot be read or do not fit the instrument; the codes are those of shared/trading/input. */
  problems: z.array(
    z.object({ field: Text, code: Text, params: z.record(z.string(), z.union([z.string(), z.number()])) }),
  ),
});
export type ReadOrder = z.infer<typeof ReadOrder>;

/**
 * What an order's levels mean in money: result of the position (or of the order once it is filled) when it closes at
 * its stop or its target, minor units, a loss negative, the closing commission in it. Null: no such level, or unknown.
 */
export const OrderLevels = z.object({
  /** Where it opens, or was opened. */
  entry: Finite.nullable(),
  lots: Finite.nullable(),
  atStop: Minor.nullable(),
  atTake: Minor.nullable(),
});
export type OrderLevels = z.infer<typeof OrderLevels>;

/** The ticket's preview. `currency` and `digits` read every minor unit in it. */
export const Preview = z.object({
  currency: Text,
  digits: z.int().min(0).max(8),
  order: ReadOrder,
  levels: OrderLevels,
  /** Null while a field cannot be read. */
  verdict: VerdictView.nullable(),
});
export type Preview = z.infer<typeof Preview>;
