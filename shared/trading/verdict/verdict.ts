import { onDayStart } from "../day/risk-day.ts";
import { lotsOfUnits } from "../volume/volume-grid.ts";
import * as counts from "./count-limits.ts";
import { factsOf } from "./effect.ts";
import type { Facts } from "./facts.ts";
import * as form from "./form-rules.ts";
import type { Judged } from "./judged.ts";
import * as losses from "./loss-limits.ts";
import { freeMarginRule, neededMargin } from "./margin-limit.ts";
import { priceRule, stopsRule } from "./price-rules.ts";
import * as reality from "./reality-rules.ts";
import * as switches from "./switch-rules.ts";
import type { VerdictInput } from "./verdict-input.ts";
import type { RuleResult, Verdict } from "./verdict-types.ts";
import { volumeRule } from "./volume-rule.ts";

type InputRule = (input: VerdictInput, facts: Facts) => RuleResult | null;
type LimitRule = (judged: Judged) => RuleResult | null;

/** Asked of every order, closing ones too: what is malformed or cannot reach the broker helps nobody. */
const ALWAYS: readonly InputRule[] = [
  form.symbolRule,
  form.positionRule,
  volumeRule,
  priceRule,
  stopsRule,
  form.deviationRule,
  form.lifetimeRule,
  reality.linkRule,
  reality.tradingRule,
  reality.accountRule,
  reality.modeRule,
  reality.marketRule,
  reality.quoteRule,
  reality.stopDistanceRule,
];

/** Asked of orders that add risk. */
const SWITCHES: readonly InputRule[] = [
  switches.flattenRule,
  switches.automationRule,
  switches.pauseRule,
  switches.leaseRule,
  switches.planRule,
  switches.planTradesRule,
  switches.limitsSetRule,
];

/** Asked of entries. */
const ENTRY_LIMITS: readonly LimitRule[] = [
  counts.hoursLimit,
  counts.spreadLimit,
  counts.stopLimit,
  counts.balanceLimit,
  counts.tradesPerDayLimit,
  counts.openTradesLimit,
  counts.orderLotsLimit,
  counts.totalLotsLimit,
  counts.exposureLimit,
];

/** Asked of entries and of wider stops. */
const RISK_LIMITS: readonly LimitRule[] = [
  losses.orderRiskLimit,
  losses.openRiskLimit,
  losses.dailyLossLimit,
  losses.totalLossLimit,
];

/**
 * May this order be sent, and what would it mean? Pure: the same input always gets the same answer, so a verdict that
 * was shown is the one that is enforced. Work does not grow with the number of positions: `input.exposure` holds their sums.
 * @throws RangeError for limits whose time zone is not known, and for amounts beyond the safe integers.
 */
export function verdict(input: VerdictInput): Verdict {
  const facts = factsOf(input);
  const rules: RuleResult[] = [];
  const add = (result: RuleResult | null): void => {
    if (result !== null) rules.push(result);
  };
  for (const rule of ALWAYS) add(rule(input, facts));
  const risky = facts.effect !== "reduces";
  if (risky) for (const rule of SWITCHES) add(rule(input, facts));
  const judged = judgedOf(input, facts);
  if (risky && judged !== null) {
    if (facts.effect === "enters") for (const limit of ENTRY_LIMITS) add(limit(judged));
    else add(counts.stopLimit(judged));
    for (const limit of RISK_LIMITS) add(limit(judged));
  }
  const margin = neededMargin(input, facts);
  if (facts.effect === "enters" && input.account !== null && facts.entry !== null)
    add(freeMarginRule(margin, input.account, judged));
  if (judged !== null) add(losses.bestDayInfo(judged));
  const blocking = rules.find(({ status }) => status === "blocked")?.rule ?? null;
  return {
    allowed: blocking === null,
    blocking,
    effect: facts.effect,
    newLots: lotsOfUnits(facts.newUnits),
    worst: facts.worst,
    daily: judged === null ? null : losses.dailyRoom(judged),
    margin: margin?.minor ?? null,
    rules,
  };
}

/** Null without limits, or while nothing is known of the account (a rule of its own says so). */
function judgedOf(input: VerdictInput, facts: Facts): Judged | null {
  const { account, risk } = input;
  if (account === null || risk === null) return null;
  const { limits } = risk;
  const record = onDayStart(risk.record, limits, input.nowMs);
  const bases = {
    initialBalance: limits.initialBalance,
    dayStartBalance: record.day.startBalance,
    dayStartEquity: record.day.startEquity,
    balance: account.balance,
    equity: account.equity,
  };
  return { input, facts, account, limits, record, bases };
}
