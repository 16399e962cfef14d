import { z } from "zod";
import type { IntentId, SessionId } from "../trading/intent/intent.ts";
import { TimeMs } from "./primitives.ts";

/** UUID text that the window makes: the same id is the same wish, however often it is sent. */
export const IntentIdSchema = z.uuid().transform((id) => id as IntentId);
export const SessionIdSchema = z.uuid().transform((id) => id as SessionId);
/** An MT5 ticket (64 bit) as decimal text. */
export const TicketText = z.string().regex(/^[1-9]\d{0,19}$/);
/** What a person typed, or a number: the bridge reads it by shared/trading/input and refuses what is ambiguous. */
export const Typed = z.union([z.string().max(40), z.number().finite()]);
const MaybeTyped = Typed.nullable();

const Market = z.enum(["buy", "sell"]);
const Pending = z.enum(["buyLimit", "sellLimit", "buyStop", "sellStop", "buyStopLimit", "sellStopLimit"]);
const Symbol = z.string().min(1).max(64);
const HoldMs = z.int().min(1_000).max(2_592_000_000).nullable();
const Deviation = z.int().min(0).max(100_000).nullable();
const Lifetime = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.enum(["gtc", "day"]) }),
  z.strictObject({ kind: z.enum(["specified", "specifiedDay"]), expiryMs: TimeMs }),
]);
const stops = { stopLoss: MaybeTyped, takeProfit: MaybeTyped };

/** An order as a form, a chart or a key gives it; shared/trading/intent/intent.ts tells the fields. */
export const OrderInput = z.discriminatedUnion("action", [
  z.strictObject({
    action: z.literal("open"),
    symbol: Symbol,
    kind: Market,
    lots: Typed,
    price: MaybeTyped,
    deviation: Deviation,
    holdMs: HoldMs,
    ...stops,
  }),
  z.strictObject({
    action: z.literal("pending"),
    symbol: Symbol,
    kind: Pending,
    lots: Typed,
    price: Typed,
    stopLimit: MaybeTyped,
    lifetime: Lifetime,
    holdMs: HoldMs,
    ...stops,
  }),
  z.strictObject({
    action: z.literal("close"),
    symbol: Symbol,
    position: TicketText,
    side: Market,
    /** Null = all of it. */
    lots: MaybeTyped,
    deviation: Deviation,
  }),
  z.strictObject({ action: z.literal("closeBy"), symbol: Symbol, position: TicketText, positionBy: TicketText }),
  z.strictObject({ action: z.literal("stops"), symbol: Symbol, position: TicketText, ...stops }),
  z.strictObject({
    action: z.literal("modify"),
    symbol: Symbol,
    order: TicketText,
    kind: Pending,
    price: Typed,
    stopLimit: MaybeTyped,
    lifetime: Lifetime,
    ...stops,
  }),
  z.strictObject({ action: z.literal("remove"), symbol: Symbol, order: TicketText, kind: Pending }),
]);
export type OrderInput = z.infer<typeof OrderInput>;
