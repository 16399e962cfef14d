import { z } from "zod";
import {
  ACCOUNT_FIGURES,
  ALERT_PORTS,
  ALERT_PRICES,
  type AlertId,
  DIRECTIONS,
  PLATFORM_TROUBLES,
  SESSION_HAPPENINGS,
} from "../alerts/alert.ts";
import type { UtcMs } from "../market/brands.ts";
import { INDICATORS } from "../market/indicators/catalogue.ts";
import type { IndicatorId } from "../market/indicators/indicator.ts";
import { SessionIdSchema } from "./order-input.ts";
import { AccountIdSchema, Finite, InstrumentIdSchema, TimeframeSchema } from "./primitives.ts";

const ids = INDICATORS.map(({ id }) => id) as [IndicatorId, ...IndicatorId[]];
const Name = z.string().max(40);
const DirectionSchema = z.enum(DIRECTIONS);

export const AlertIdSchema = z.uuid().transform((id) => id as AlertId);

/** What an alert waits for; shared/alerts/alert.ts tells the fields, alert-problems.ts what they may not be. */
export const AlertRuleSchema = z.discriminatedUnion("kind", [
  z.strictObject({
    kind: z.literal("price"),
    instrument: InstrumentIdSchema,
    price: z.enum(ALERT_PRICES),
    direction: DirectionSchema,
    level: Finite,
  }),
  z.strictObject({
    kind: z.literal("indicator"),
    instrument: InstrumentIdSchema,
    timeframe: TimeframeSchema,
    indicator: z.enum(ids),
    parameters: z.record(Name, z.union([Finite, Name])).refine((values) => Object.keys(values).length <= 8),
    output: Name,
    against: z.discriminatedUnion("kind", [
      z.strictObject({ kind: z.literal("level"), level: Finite }),
      z.strictObject({ kind: z.literal("output"), output: Name }),
      z.strictObject({ kind: z.literal("close") }),
    ]),
    direction: DirectionSchema,
    on: z.enum(["tick", "close"]),
  }),
  z.strictObject({
    kind: z.literal("spread"),
    instrument: InstrumentIdSchema,
    direction: DirectionSchema,
    points: Finite,
  }),
  z.strictObject({
    kind: z.literal("volatility"),
    instrument: InstrumentIdSchema,
    timeframe: TimeframeSchema,
    measure: z.enum(["atr", "realised"]),
    period: z.int(),
    direction: DirectionSchema,
    level: Finite,
  }),
  z.strictObject({ kind: z.literal("feed"), instrument: InstrumentIdSchema, staleMs: z.int() }),
  z.strictObject({
    kind: z.literal("account"),
    account: AccountIdSchema,
    figure: z.enum(ACCOUNT_FIGURES),
    direction: DirectionSchema,
    level: Finite,
  }),
  z.strictObject({
    kind: z.literal("session"),
    session: SessionIdSchema.nullable(),
    happening: z.enum(SESSION_HAPPENINGS),
  }),
  z.strictObject({ kind: z.literal("platform"), trouble: z.enum(PLATFORM_TROUBLES) }),
]);

export const AlertPortSchema = z.enum(ALERT_PORTS);

/** An alert as its maker wants it. */
export const AlertInput = z.strictObject({
  name: z.string().max(80),
  rule: AlertRuleSchema,
  repeat: z.strictObject({ cooldownMs: z.int() }).nullable(),
  expiresMs: Finite.transform((ms) => ms as UtcMs).nullable(),
  ports: z.array(AlertPortSchema).max(ALERT_PORTS.length),
});
export type AlertInput = z.output<typeof AlertInput>;
