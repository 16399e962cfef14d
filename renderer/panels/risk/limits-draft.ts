import type { LimitsInput } from "#shared/contract/risk.ts";
import type { PercentBase } from "#shared/trading/rules/amount.ts";
import { type HoursDraft, hoursDraft, minuteText } from "../../ui/hours-draft.ts";
import { minorFieldText, numberText } from "../../ui/number-text.ts";

/** Limits that are an amount: money, or percent of something. */
export const AMOUNT_FIELDS = [
  "dailyLoss",
  "totalLoss",
  "orderRisk",
  "openRisk",
  "currencyExposure",
  "minimumBalance",
  "freeMargin",
] as const;
export type AmountField = (typeof AMOUNT_FIELDS)[number];

/** Limits that are a plain number. */
export const NUMBER_FIELDS = [
  "orderLots",
  "totalLots",
  "tradesPerDay",
  "openTrades",
  "spread",
  "stop",
  "bestDay",
] as const;
export type NumberField = (typeof NUMBER_FIELDS)[number];

export type AmountUnit = "money" | PercentBase;

export interface AmountDraft {
  readonly on: boolean;
  readonly typed: string;
  readonly unit: AmountUnit;
}

export interface NumberDraft {
  readonly on: boolean;
  readonly typed: string;
}

type Daily = NonNullable<LimitsInput["dailyLoss"]>;
type Total = NonNullable<LimitsInput["totalLoss"]>;

/** Limits as they stand in the editor. */
export interface LimitsDraft {
  readonly name: string;
  readonly initialBalance: string;
  readonly zone: string;
  readonly resetAt: string;
  readonly amounts: Readonly<Record<AmountField, AmountDraft>>;
  readonly numbers: Readonly<Record<NumberField, NumberDraft>>;
  readonly anchor: Daily["anchor"];
  readonly mode: Total["mode"];
  readonly dailyUnstopped: Daily["unstopped"];
  readonly totalUnstopped: Total["unstopped"];
  readonly hours: HoursDraft | null;
}

function amountDraft(limit: LimitsInput[AmountField], digits: number): AmountDraft {
  if (limit === null) return { on: false, typed: "", unit: "money" };
  const { amount } = limit;
  return amount.in === "money"
    ? { on: true, typed: minorFieldText(amount.minor, digits), unit: "money" }
    : { on: true, typed: numberText(amount.percent), unit: amount.of };
}

function numberDraft(limit: LimitsInput[NumberField]): NumberDraft {
  if (limit === null) return { on: false, typed: "" };
  if ("lots" in limit) return { on: true, typed: numberText(limit.lots) };
  if ("count" in limit) return { on: true, typed: String(limit.count) };
  if ("percent" in limit) return { on: true, typed: numberText(limit.percent) };
  return { on: true, typed: limit.points === 0 ? "" : numberText(limit.points) };
}

/** Limits as the editor shows them. */
export function limitsDraft(limits: LimitsInput, digits: number): LimitsDraft {
  const amount = (field: AmountField): AmountDraft => amountDraft(limits[field], digits);
  const number = (field: NumberField): NumberDraft => numberDraft(limits[field]);
  return {
    name: limits.name,
    initialBalance: minorFieldText(limits.initialBalance, digits),
    zone: limits.day.zone,
    resetAt: minuteText(limits.day.resetMinute),
    amounts: {
      dailyLoss: amount("dailyLoss"),
      totalLoss: amount("totalLoss"),
      orderRisk: amount("orderRisk"),
      openRisk: amount("openRisk"),
      currencyExposure: amount("currencyExposure"),
      minimumBalance: amount("minimumBalance"),
      freeMargin: amount("freeMargin"),
    },
    numbers: {
      orderLots: number("orderLots"),
      totalLots: number("totalLots"),
      tradesPerDay: number("tradesPerDay"),
      openTrades: number("openTrades"),
      spread: number("spread"),
      stop: number("stop"),
      bestDay: number("bestDay"),
    },
    anchor: limits.dailyLoss?.anchor ?? "dayStartHigher",
    mode: limits.totalLoss?.mode ?? "static",
    dailyUnstopped: limits.dailyLoss?.unstopped ?? "unlimited",
    totalUnstopped: limits.totalLoss?.unstopped ?? "unlimited",
    hours: limits.hours === null ? null : hoursDraft(limits.hours.hours),
  };
}
