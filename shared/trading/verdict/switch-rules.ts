import { lotUnits } from "../volume/volume-grid.ts";
import type { Facts } from "./facts.ts";
import { atMost, holds, says } from "./result.ts";
import type { VerdictInput } from "./verdict-input.ts";
import type { RuleResult } from "./verdict-types.ts";

/** Latches, lease and plan. None of them ever stands in the way of closing or of bringing a stop closer. */
export const flattenRule = ({ latches }: VerdictInput): RuleResult =>
  latches.flattenAll ? says("latch.flattenAll", "blocked", "on") : holds("latch.flattenAll");

export const automationRule = ({ latches, automated }: VerdictInput): RuleResult =>
  automated && latches.stopAutomation ? says("latch.stopAutomation", "blocked", "on") : holds("latch.stopAutomation");

/** A pending order that is made riskier is an entry, a wider stop of an open position is not. */
export const pauseRule = ({ latches, request }: VerdictInput): RuleResult =>
  latches.pauseEntries && request.action !== "stops"
    ? says("latch.pauseEntries", "blocked", "on")
    : holds("latch.pauseEntries");

/** Programs in MT5 refuse new risk once their lease has lapsed; sessions never begin without one. */
export function leaseRule({ link, automated }: VerdictInput): RuleResult {
  if (link.lease === "lapsed") return says("lease.held", "blocked", "lapsed");
  return automated && link.lease === "none" ? says("lease.held", "blocked", "none") : holds("lease.held");
}

/** Opening new risk on a live account is the plan's to allow; what is open can always be managed. */
export const planRule = ({ nature, entitlement, request }: VerdictInput): RuleResult =>
  nature === "live" && !entitlement.liveTrading && request.action !== "stops"
    ? says("plan.live", "blocked", "notInPlan")
    : holds("plan.live");

/** A live account opens nothing until its trader has set limits. */
export const limitsSetRule = ({ nature, risk, request }: VerdictInput): RuleResult =>
  nature === "live" && risk === null && request.action !== "stops"
    ? says("limit.set", "blocked", "missing")
    : holds("limit.set");

/** Positions and pending orders with this one; more lots of a netting account's position are no new trade. */
export function tradesAfter({ exposure, account, request }: VerdictInput, { effect, newUnits }: Facts): number {
  const now = exposure.positions + exposure.orders;
  if (effect !== "enters") return now;
  if (account === null || account.marginMode === "hedging" || request.action !== "open") return now + 1;
  const { buy, sell } = exposure.lotsOf(request.symbol).open;
  const reverses = newUnits < lotUnits(request.lots);
  return buy + sell > 0 || reverses ? now : now + 1;
}

/** Trades open at once, as the plan counts them. Null without such a limit, and for what opens none. */
export function planTradesRule(input: VerdictInput, facts: Facts): RuleResult | null {
  const limit = input.entitlement.maxConcurrentTrades;
  if (limit === null || facts.effect !== "enters") return null;
  const before = input.exposure.positions + input.exposure.orders;
  return atMost("plan.openTrades", { unit: "count", before, value: tradesAfter(input, facts), limit, source: null });
}
