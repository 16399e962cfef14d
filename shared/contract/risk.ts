import { z } from "zod";
import { command, domain, query, stream } from "./descriptor.ts";
import { AccountIdSchema, Finite, Nothing, Text, TimeMs } from "./primitives.ts";
import { RuleView } from "./verdict.ts";

const Source = z.object({ url: Text, asOf: Text }).nullable();
const Minor = z.int().min(0);
const Amount = z.discriminatedUnion("in", [
  z.strictObject({ in: z.literal("money"), minor: Minor }),
  z.strictObject({
    in: z.literal("percent"),
    percent: Finite.min(0).max(1_000),
    of: z.enum(["initialBalance", "dayStartBalance", "dayStartEquity", "balance", "equity"]),
  }),
]);
const Zone = z.string().min(1).max(64);
const Minute = z.int().min(0).max(1_440);
const Hours = z.strictObject({
  zone: Zone,
  windows: z
    .array(
      z.strictObject({
        weekdays: z.array(z.int().min(0).max(6)).max(7).readonly(),
        fromMinute: Minute,
        toMinute: Minute,
      }),
    )
    .max(64)
    .readonly(),
});
export const HoursSchema = Hours;

const amountLimit = z.strictObject({ amount: Amount, source: Source }).nullable();
const countLimit = z.strictObject({ count: z.int().min(0), source: Source }).nullable();
const lotsLimit = z.strictObject({ lots: Finite.min(0), source: Source }).nullable();
const Unstopped = z.enum(["unlimited", "asItStands"]);

/** Every limit of one account; shared/trading/rules/risk-limits.ts tells the fields. Money in minor units. */
export const LimitsSchema = z.strictObject({
  name: z.string().min(1).max(80),
  preset: Text,
  day: z.strictObject({ zone: Zone, resetMinute: z.int().min(0).max(1_439) }),
  initialBalance: Minor,
  dailyLoss: z
    .strictObject({
      amount: Amount,
      anchor: z.enum(["dayStartBalance", "dayStartEquity", "dayStartHigher"]),
      unstopped: Unstopped,
      source: Source,
    })
    .nullable(),
  totalLoss: z
    .strictObject({
      amount: Amount,
      mode: z.enum(["static", "trailing", "endOfDayTrailing"]),
      stopsAtInitial: z.boolean(),
      unstopped: Unstopped,
      source: Source,
    })
    .nullable(),
  orderRisk: amountLimit,
  openRisk: amountLimit,
  orderLots: lotsLimit,
  totalLots: lotsLimit,
  tradesPerDay: countLimit,
  openTrades: countLimit,
  currencyExposure: amountLimit,
  spread: z
    .strictObject({ points: Finite.min(0), bySymbol: z.record(z.string().max(64), Finite.min(0)), source: Source })
    .nullable(),
  hours: z.strictObject({ hours: Hours, source: Source }).nullable(),
  stop: z.strictObject({ required: z.boolean(), points: Finite.min(0), source: Source }).nullable(),
  minimumBalance: amountLimit,
  freeMargin: amountLimit,
  bestDay: z.strictObject({ percent: Finite.min(0).max(100), source: Source }).nullable(),
});
export type LimitsInput = z.infer<typeof LimitsSchema>;

/** How an account stands against its limits now. `limits` null: none are set, so live trading is locked. */
export const RiskView = z.object({
  accountId: AccountIdSchema,
  currency: Text,
  digits: z.int().min(0).max(8),
  limits: LimitsSchema.nullable(),
  /** Each limit without any new order: value, limit, room. */
  rules: z.array(RuleView),
  day: z
    .object({
      key: Text,
      resetMs: TimeMs,
      startBalance: z.int(),
      startEquity: z.int(),
      confirmed: z.boolean(),
      trades: z.int(),
      realised: z.int(),
    })
    .nullable(),
});
export type RiskView = z.infer<typeof RiskView>;

/** Limits as data: a starting point with its source and the day it was read. */
export const PresetView = z.object({ id: Text, title: Text, source: Source, limits: LimitsSchema });

/** Limits of each account. */
export const risk = domain({
  state: stream({
    doc: "Each account against its limits, at least once a second while it is connected.",
    mode: "latest",
    key: "accountId",
    params: z.object({}),
    item: RiskView,
  }),
  presets: query({
    doc: "The presets, filled in for an account's currency and balance.",
    input: z.object({ accountId: AccountIdSchema }),
    output: z.array(PresetView),
    errors: ["ACCOUNT_NOT_FOUND"],
  }),
  setLimits: command({
    doc: "Sets an account's limits; null removes them, which locks live entries.",
    input: z.object({ accountId: AccountIdSchema, limits: LimitsSchema.nullable() }),
    output: Nothing,
    errors: ["ACCOUNT_NOT_FOUND", "LIMITS_INVALID", "STORE_FULL", "STORE_UNAVAILABLE"],
  }),
});
