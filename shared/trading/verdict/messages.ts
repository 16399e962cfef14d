import type { RuleId } from "./rule-ids.ts";

/**
 * What a rule may say beyond `ok`, rule by rule. A message key is `rule.word`; the window holds its texts (English and
 * Indonesian), and fills in the result's params. Money params are minor units, named `...Minor`.
 */
export const RULE_WORDS = {
  "order.symbol": ["unknown"],
  "order.position": ["unknown", "unknownOrder", "notHedging", "sameSide"],
  "order.volume": [
    "notANumber",
    "notPositive",
    "belowMinimum",
    "aboveMaximum",
    "offStep",
    "abovePosition",
    "leavesTooLittle",
    "aboveSymbolLimit",
  ],
  "order.price": ["notANumber", "offTick", "wrongSide", "stopLimitWrongSide", "stopLimitMissing"],
  "order.stops": ["notANumber", "offTick", "stopWrongSide", "takeWrongSide"],
  "order.deviation": ["notANumber"],
  "order.lifetime": ["notANumber", "notOffered", "over"],
  "link.live": ["down"],
  "link.trading": ["off", "reduceOnly"],
  "account.known": ["unknown", "old"],
  "market.mode": ["disabled", "longOnly", "shortOnly", "closeOnly", "kindNotOffered"],
  "market.open": ["closed"],
  "quote.fresh": ["none", "old"],
  "broker.stopDistance": ["stopTooClose", "takeTooClose"],
  "latch.flattenAll": ["on"],
  "latch.stopAutomation": ["on"],
  "latch.pauseEntries": ["on"],
  "lease.held": ["lapsed", "none"],
  "plan.live": ["notInPlan"],
  "plan.openTrades": ["over"],
  "limit.set": ["missing"],
  "limit.hours": ["outside"],
  "limit.spread": ["over"],
  "limit.stop": ["missing", "tooClose"],
  "limit.minimumBalance": ["under"],
  "limit.tradesPerDay": ["over"],
  "limit.openTrades": ["over"],
  "limit.orderLots": ["over"],
  "limit.totalLots": ["over"],
  "limit.currencyExposure": ["over", "notValued"],
  "limit.orderRisk": ["over", "noStop", "notValued"],
  "limit.openRisk": ["over", "noStop", "notValued", "otherWithoutStop"],
  "limit.dailyLoss": ["over", "noStop", "notValued", "otherWithoutStop", "overAfterReset", "noEnd"],
  "limit.totalLoss": ["over", "noStop", "notValued", "otherWithoutStop", "noEnd"],
  "limit.freeMargin": ["over", "overByEstimate", "notValued"],
  "limit.bestDay": ["over", "within"],
} as const satisfies Readonly<Record<RuleId, readonly string[]>>;

type Words = typeof RULE_WORDS;

/** `near`: the limit is nearly used up (WARN_SHARE). */
export type MessageKey = { [Rule in RuleId]: `${Rule}.${Words[Rule][number] | "ok" | "near"}` }[RuleId];

/** The word that a rule may say. */
export type RuleWord<Rule extends RuleId> = Words[Rule][number] | "ok" | "near";
