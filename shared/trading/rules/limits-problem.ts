import { isZone } from "../day/zone-offset.ts";
import type { LimitAmount } from "./amount.ts";
import type { RiskLimits } from "./risk-limits.ts";

export type LimitsProblemCode =
  | "ZONE_UNKNOWN"
  /** A percentage of nothing is no limit but a lock. */
  | "INITIAL_BALANCE_MISSING"
  | "PERCENT_OVER_100"
  /** No hour of the week is left to trade in. */
  | "HOURS_EMPTY";

export interface LimitsProblem {
  readonly field: string;
  readonly code: LimitsProblemCode;
}

const AMOUNTS = [
  "dailyLoss",
  "totalLoss",
  "orderRisk",
  "openRisk",
  "currencyExposure",
  "minimumBalance",
  "freeMargin",
] as const;
/** Nobody can lose more than all; exposure and margin may be many times the balance. */
const LOSSES: ReadonlySet<string> = new Set(["dailyLoss", "totalLoss", "orderRisk", "openRisk"]);

function amountProblem(amount: LimitAmount, field: string, initialBalance: number): LimitsProblem | null {
  if (amount.in !== "percent") return null;
  if (LOSSES.has(field) && amount.percent > 100) return { field, code: "PERCENT_OVER_100" };
  return amount.of === "initialBalance" && initialBalance <= 0 ? { field, code: "INITIAL_BALANCE_MISSING" } : null;
}

/** What makes limits unusable though each field has its shape; null when they can be kept. Names the first field at fault. */
export function limitsProblem(limits: RiskLimits): LimitsProblem | null {
  if (!isZone(limits.day.zone)) return { field: "day.zone", code: "ZONE_UNKNOWN" };
  const hours = limits.hours?.hours ?? null;
  if (hours !== null && !isZone(hours.zone)) return { field: "hours.zone", code: "ZONE_UNKNOWN" };
  if (hours !== null && !hours.windows.some(({ weekdays }) => weekdays.length > 0))
    return { field: "hours.windows", code: "HOURS_EMPTY" };
  for (const field of AMOUNTS) {
    const limit = limits[field];
    const found = limit === null ? null : amountProblem(limit.amount, field, limits.initialBalance);
    if (found !== null) return found;
  }
  // Floors and targets stand on it.
  return limits.initialBalance > 0 ? null : { field: "initialBalance", code: "INITIAL_BALANCE_MISSING" };
}
