import { type RuleSource, WARN_SHARE } from "../rules/risk-limits.ts";
import type { MessageKey, RuleWord } from "./messages.ts";
import { RULE_IDS, type RuleId } from "./rule-ids.ts";
import type { RuleResult, RuleStatus, RuleUnit } from "./verdict-types.ts";

type Params = Readonly<Record<string, string | number>>;

const NO_PARAMS: Params = {};
const NONE = { unit: "none", value: null, limit: null, room: null, roomBefore: null, source: null } as const;

const keyOf = <Rule extends RuleId>(rule: Rule, word: RuleWord<Rule>): MessageKey => `${rule}.${word}` as MessageKey;

const GOOD: ReadonlyMap<RuleId, RuleResult> = new Map(
  RULE_IDS.map((rule) => [
    rule,
    { ...NONE, rule, status: "ok", message: `${rule}.ok` as MessageKey, params: NO_PARAMS } as const,
  ]),
);

/** A rule without numbers that holds. */
export function holds(rule: RuleId): RuleResult {
  const result = GOOD.get(rule);
  if (result === undefined) throw new RangeError(`no rule ${rule}`);
  return result;
}

/** A rule without numbers that says a word of its own. */
export const says = <Rule extends RuleId>(
  rule: Rule,
  status: RuleStatus,
  word: RuleWord<Rule>,
  params: Params = NO_PARAMS,
  source: RuleSource | null = null,
): RuleResult => ({ ...NONE, rule, status, message: keyOf(rule, word), params, source });

interface Measure {
  readonly unit: RuleUnit;
  readonly before: number;
  readonly value: number;
  readonly limit: number;
  readonly params?: Params;
  readonly source: RuleSource | null;
}

/** Rules that say `over` where a number may not exceed another. */
type UpperRule =
  | "limit.tradesPerDay"
  | "limit.openTrades"
  | "limit.orderLots"
  | "limit.totalLots"
  | "limit.spread"
  | "limit.orderRisk"
  | "limit.openRisk"
  | "plan.openTrades";

/** A number that may not exceed its limit; from WARN_SHARE of it on it warns. */
export function atMost(rule: UpperRule, { unit, before, value, limit, params, source }: Measure): RuleResult {
  // What is no number is not within a limit.
  const blocked = !(value <= limit);
  const near = !blocked && value >= WARN_SHARE * limit;
  return {
    rule,
    status: blocked ? "blocked" : near ? "warn" : "ok",
    unit,
    value,
    limit,
    room: limit - value,
    roomBefore: limit - before,
    message: `${rule}.${blocked ? "over" : near ? "near" : "ok"}`,
    params: params ?? NO_PARAMS,
    source,
  };
}
