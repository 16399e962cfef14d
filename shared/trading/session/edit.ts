import { galeNoRiskier } from "../gale/gale-rule.ts";
import type { ConfigProblem, SessionConfig, TradeAmount } from "./config.ts";

/** A limit may be set or lowered, never raised or taken away. */
const tighter = (was: number | null, is: number | null): boolean => was === null || (is !== null && is <= was);

function smaller(was: TradeAmount, is: TradeAmount): boolean {
  if (was.by === "lots" && is.by === "lots") return is.lots <= was.lots;
  if (was.by === "money" && is.by === "money") return is.minor <= was.minor;
  return was.by === "riskPercent" && is.by === "riskPercent" && is.percent <= was.percent;
}

const same = (was: unknown, is: unknown): boolean => JSON.stringify(was) === JSON.stringify(is);

/**
 * What forbids this change while a session is armed, running or paused: there editing may only reduce risk (SPEC.md).
 * A narrower schedule or filter cannot be told from a wider one by a glance, so these stay as they are.
 */
export function riskierEdits(was: SessionConfig, is: SessionConfig): readonly ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const must = (good: boolean, field: string): void => {
    if (!good) problems.push({ field, code: "EDIT_ADDS_RISK" });
  };
  for (const field of ["account", "mode", "symbols", "stopPoints", "takePoints", "schedule", "signals"] as const) {
    must(same(was[field], is[field]), field);
  }
  must(smaller(was.amount, is.amount), "amount");
  must(galeNoRiskier(was.gale, is.gale), "gale");
  must(is.stopLoss <= was.stopLoss, "stopLoss");
  must(tighter(was.stopProfit, is.stopProfit), "stopProfit");
  must(tighter(was.holdMs, is.holdMs), "holdMs");
  must(is.maxConcurrent <= was.maxConcurrent, "maxConcurrent");
  must(tighter(was.maxTrades, is.maxTrades), "maxTrades");
  must(tighter(was.maxDurationMs, is.maxDurationMs), "maxDurationMs");
  must(!was.flattenOnLapse || is.flattenOnLapse, "flattenOnLapse");
  return problems;
}
