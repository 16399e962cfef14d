import type { Lots, MinorUnits, UtcMs } from "#shared/market/brands.ts";
import type { RiskRecord } from "#shared/trading/day/risk-record.ts";
import type { AccountExposure } from "#shared/trading/exposure/account-exposure.ts";
import type { RiskLimits } from "#shared/trading/rules/risk-limits.ts";
import { balanceLimit } from "#shared/trading/verdict/count-limits.ts";
import type { Facts } from "#shared/trading/verdict/facts.ts";
import type { Judged } from "#shared/trading/verdict/judged.ts";
import {
  bestDayInfo,
  dailyFloor,
  dailyLossLimit,
  openRiskLimit,
  totalFloor,
  totalLossLimit,
} from "#shared/trading/verdict/loss-limits.ts";
import type { RuleId } from "#shared/trading/verdict/rule-ids.ts";
import type { RiskAccount, VerdictInput } from "#shared/trading/verdict/verdict-input.ts";
import type { RuleResult } from "#shared/trading/verdict/verdict-types.ts";

/** How an account stands against its limits with no new order. */
export interface Standing {
  readonly rules: readonly RuleResult[];
  /** The highest equity at which a loss limit is broken; null = no such limit. */
  readonly floor: MinorUnits | null;
  /** The loss limit whose floor equity has reached. */
  readonly broken: RuleId | null;
}

const ZERO = 0 as MinorUnits;
/** An order that changes nothing. */
const NOTHING: Facts = {
  effect: "enters",
  side: null,
  entry: null,
  stop: null,
  newUnits: 0,
  worst: { loss: ZERO, spread: ZERO, commission: ZERO, slippage: ZERO },
  addedDrop: ZERO,
  addedRisk: ZERO,
  line: null,
  terms: null,
};

/**
 * How an account stands by its limits now: each rule, the equity floor that MT5 is to guard (minor units), and what is
 * broken.
 */
export function standing({
  account,
  exposure,
  risk: { limits, record },
  nowMs,
}: {
  readonly account: RiskAccount;
  readonly exposure: AccountExposure;
  readonly risk: { readonly limits: RiskLimits; readonly record: RiskRecord };
  readonly nowMs: UtcMs;
}): Standing {
  const bases = {
    initialBalance: limits.initialBalance,
    dayStartBalance: record.day.startBalance,
    dayStartEquity: record.day.startEquity,
    balance: account.balance,
    equity: account.equity,
  };
  const judged: Judged = { input: quiet(account, exposure, nowMs), facts: NOTHING, account, limits, record, bases };
  const rules = [dailyLossLimit, totalLossLimit, openRiskLimit, balanceLimit, bestDayInfo].flatMap(
    (rule) => rule(judged) ?? [],
  );
  const floors: readonly (readonly [RuleId, MinorUnits | null])[] = [
    ["limit.dailyLoss", dailyFloor(judged)],
    ["limit.totalLoss", totalFloor(judged)],
  ];
  const set = floors.flatMap(([rule, floor]) => (floor === null ? [] : [{ rule, floor }]));
  const highest = set.toSorted((a, b) => b.floor - a.floor)[0];
  const broken = set.find(({ floor }) => account.equity <= floor)?.rule ?? null;
  return { rules, floor: highest?.floor ?? null, broken };
}

const quiet = (account: RiskAccount, exposure: AccountExposure, nowMs: UtcMs): VerdictInput => ({
  request: {
    action: "open",
    symbol: "",
    kind: "buy",
    lots: 0 as Lots,
    price: null,
    deviation: null,
    holdMs: null,
    stopLoss: null,
    takeProfit: null,
  },
  automated: false,
  nature: "demo",
  account,
  exposure,
  instrument: null,
  rates: () => null,
  risk: null,
  latches: { pauseEntries: false, stopAutomation: false, flattenAll: false },
  link: { live: true, tradeAllowed: true, reduceOnly: false, lease: "held" },
  entitlement: { liveTrading: true, maxConcurrentTrades: null },
  freshness: { quoteMs: 0, accountMs: 0 },
  brokerMs: null,
  nowMs,
});
