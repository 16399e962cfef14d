import type { MinorUnits } from "../../market/brands.ts";
import { limitMinor } from "../rules/amount.ts";
import type { DailyLossLimit, TotalLossLimit, Unstopped } from "../rules/risk-limits.ts";
import { WARN_SHARE } from "../rules/risk-limits.ts";
import { asMinor } from "../valuation/minor-units.ts";
import type { Judged } from "./judged.ts";
import { atMost, says } from "./result.ts";
import type { DailyRoom, RuleResult } from "./verdict-types.ts";

const MINUTE = 60_000;

/** The worst case of this order alone. */
export function orderRiskLimit({ limits, facts, bases }: Judged): RuleResult | null {
  if (limits.orderRisk === null) return null;
  const rule = "limit.orderRisk";
  const { source } = limits.orderRisk;
  const value = facts.worst.loss;
  if (value === null) return says(rule, "blocked", facts.stop === null ? "noStop" : "notValued", {}, source);
  const limit = limitMinor(limits.orderRisk.amount, bases);
  return atMost(rule, { unit: "money", before: 0, value, limit, source });
}

/** Worst cases of everything open and pending, this order with them. */
export function openRiskLimit({ limits, facts, input, bases }: Judged): RuleResult | null {
  if (limits.openRisk === null) return null;
  const rule = "limit.openRisk";
  const { source } = limits.openRisk;
  const other = withoutEnd(rule, input.exposure.unlimited > 0 ? input.exposure.firstUnlimited : null, source);
  if (other !== null) return other;
  if (facts.addedRisk === null) return says(rule, "blocked", facts.stop === null ? "noStop" : "notValued", {}, source);
  const before = input.exposure.riskAtStops;
  const limit = limitMinor(limits.openRisk.amount, bases);
  return atMost(rule, { unit: "money", before, value: before + facts.addedRisk, limit, source });
}

type EndlessRule = "limit.openRisk" | "limit.dailyLoss" | "limit.totalLoss";

function withoutEnd(
  rule: EndlessRule,
  line: { readonly symbol: string; readonly id: bigint } | null,
  source: DailyLossLimit["source"],
): RuleResult | null {
  if (line === null) return null;
  return says(rule, "blocked", "otherWithoutStop", { symbol: line.symbol, ticket: String(line.id) }, source);
}

/** The equity below which the daily rule is broken, as the day began. */
export function dailyFloor({ limits, record, bases }: Judged): MinorUnits | null {
  if (limits.dailyLoss === null) return null;
  const { startBalance, startEquity } = record.day;
  return floorUnder(limits.dailyLoss, startBalance, startEquity, limitMinor(limits.dailyLoss.amount, bases));
}

/** The same after the next reset, if balance and equity stay as they are. */
function nextFloor({ limits, account, bases }: Judged): MinorUnits | null {
  if (limits.dailyLoss === null) return null;
  const { balance, equity } = account;
  const then = { ...bases, dayStartBalance: balance, dayStartEquity: equity };
  return floorUnder(limits.dailyLoss, balance, equity, limitMinor(limits.dailyLoss.amount, then));
}

function floorUnder({ anchor }: DailyLossLimit, balance: number, equity: number, amount: number): MinorUnits {
  const from =
    anchor === "dayStartBalance" ? balance : anchor === "dayStartEquity" ? equity : Math.max(balance, equity);
  return asMinor(from - amount);
}

/**
 * The equity below which the account's loss limit is broken. Trailing floors follow peaks that no loss takes back
 * (day/books.ts moves them with payments), and count a peak that equity is making now.
 */
export function totalFloor({ limits, record, account, bases }: Judged): MinorUnits | null {
  const rule = limits.totalLoss;
  if (rule === null) return null;
  const floor = totalAnchor(rule, limits.initialBalance, record, account.equity) - limitMinor(rule.amount, bases);
  return asMinor(rule.stopsAtInitial ? Math.min(floor, limits.initialBalance) : floor);
}

function totalAnchor(
  { mode }: TotalLossLimit,
  initial: number,
  { peakEquity, peakDayEndBalance }: Judged["record"],
  equity: number,
): number {
  if (mode === "static") return initial;
  return mode === "trailing" ? Math.max(initial, peakEquity, equity) : Math.max(initial, peakDayEndBalance);
}

/** Equity with every stop hit; null when something has none and is to count as endless. */
function worstEquity({ input, account }: Judged, unstopped: Unstopped): MinorUnits | null {
  const { unlimited, dropToStops } = input.exposure;
  return unlimited > 0 && unstopped === "unlimited" ? null : asMinor(account.equity - dropToStops);
}

/** The order's own part in it. */
function added({ facts }: Judged, unstopped: Unstopped): MinorUnits | null {
  if (facts.addedDrop !== null) return facts.addedDrop;
  return facts.stop === null && unstopped === "asItStands" ? asMinor(0) : null;
}

function floorRule(
  judged: Judged,
  rule: "limit.dailyLoss" | "limit.totalLoss",
  limit: DailyLossLimit | TotalLossLimit,
  floor: MinorUnits,
): RuleResult {
  const { input, facts, bases } = judged;
  const { source, unstopped } = limit;
  const before = worstEquity(judged, unstopped);
  if (before === null) {
    const line = input.exposure.firstUnlimited;
    return withoutEnd(rule, line, source) ?? says(rule, "blocked", "noStop", {}, source);
  }
  const drop = added(judged, unstopped);
  if (drop === null) return says(rule, "blocked", facts.stop === null ? "noStop" : "notValued", {}, source);
  const value = before - drop;
  const room = value - floor;
  const amount = limitMinor(limit.amount, bases);
  const blocked = !(room >= 0);
  const near = !blocked && amount - room >= WARN_SHARE * amount;
  const endless = input.exposure.unlimited > 0 || facts.addedDrop === null;
  return {
    rule,
    status: blocked ? "blocked" : near || endless ? "warn" : "ok",
    unit: "money",
    value,
    limit: floor,
    room,
    roomBefore: before - floor,
    message: `${rule}.${blocked ? "over" : endless ? "noEnd" : near ? "near" : "ok"}`,
    params: { amountMinor: amount, worstMinor: drop },
    source,
  };
}

/** Daily loss; also warns of a worst case that is legal today and not after the reset. */
export function dailyLossLimit(judged: Judged): RuleResult | null {
  const { limits, record, input } = judged;
  const floor = dailyFloor(judged);
  if (limits.dailyLoss === null || floor === null) return null;
  const result = floorRule(judged, "limit.dailyLoss", limits.dailyLoss, floor);
  const next = nextFloor(judged);
  if (result.status === "blocked" || result.value === null || next === null || result.value >= next) return result;
  const minutes = Math.ceil((record.day.endMs - input.nowMs) / MINUTE);
  const params = { ...result.params, roomAfterResetMinor: result.value - next, minutes };
  return { ...result, status: "warn", message: "limit.dailyLoss.overAfterReset", params };
}

/** Worst equity against the floor of the total loss. Null without such a limit, or before the floor is known. */
export function totalLossLimit(judged: Judged): RuleResult | null {
  const floor = totalFloor(judged);
  const { totalLoss } = judged.limits;
  return totalLoss === null || floor === null ? null : floorRule(judged, "limit.totalLoss", totalLoss, floor);
}

/** Room before the daily loss limit, now and after the next reset. Null without such a limit. */
export function dailyRoom(judged: Judged): DailyRoom | null {
  const floor = dailyFloor(judged);
  const next = nextFloor(judged);
  const rule = judged.limits.dailyLoss;
  if (rule === null || floor === null || next === null) return null;
  const before = worstEquity(judged, rule.unstopped);
  const drop = added(judged, rule.unstopped);
  const after = before === null || drop === null ? null : before - drop;
  const { equity } = judged.account;
  return {
    now: asMinor(equity - floor),
    before: before === null ? null : asMinor(before - floor),
    after: after === null ? null : asMinor(after - floor),
    floor,
    confirmed: judged.record.day.confirmed,
    resetMs: judged.record.day.endMs,
    nextFloor: next,
    nextNow: asMinor(equity - next),
    nextAfter: after === null ? null : asMinor(after - next),
  };
}

/** Share of the best day in all profitable days' profit: told, never enforced. */
export function bestDayInfo({ limits, record }: Judged): RuleResult | null {
  if (limits.bestDay === null) return null;
  const rule = "limit.bestDay";
  const { percent: limit, source } = limits.bestDay;
  const today = Math.max(0, record.day.realised);
  const best = Math.max(record.bestDay?.profit ?? 0, today);
  const all = record.profitableDays + today;
  if (all === 0) return says(rule, "info", "within", {}, source);
  const value = Math.round((best / all) * 10_000) / 100;
  const word = value > limit ? "over" : "within";
  const numbers = { unit: "percent", value, limit, room: limit - value, roomBefore: limit - value } as const;
  return { ...says(rule, "info", word, { bestMinor: best }, source), ...numbers };
}
