import { isZone } from "../day/zone-offset.ts";
import { worthOf } from "../exposure/risk-line.ts";
import { limitMinor } from "../rules/amount.ts";
import { type RuleSource, WARN_SHARE } from "../rules/risk-limits.ts";
import { isWithinHours } from "../rules/trading-hours.ts";
import { lotsOfUnits, lotUnits } from "../volume/volume-grid.ts";
import type { Judged } from "./judged.ts";
import { atMost, holds, says } from "./result.ts";
import { tradesAfter } from "./switch-rules.ts";
import type { RuleResult } from "./verdict-types.ts";

/** Limits on new entries that count hours, points, trades and lots. Each is null while the trader has not set it. */
export function hoursLimit({ limits, input }: Judged): RuleResult | null {
  if (limits.hours === null) return null;
  const { hours, source } = limits.hours;
  const within = isZone(hours.zone) && isWithinHours(hours, input.nowMs);
  return within ? holds("limit.hours") : says("limit.hours", "blocked", "outside", { zone: hours.zone }, source);
}

/** A blurred tenth of a point is no spread. */
const TENTHS = 10;

/** The spread now, in points, against the limit of its symbol or of all. Null without a limit or a quote. */
export function spreadLimit({ limits, input }: Judged): RuleResult | null {
  const { spread } = limits;
  const { instrument } = input;
  const quote = instrument?.quote ?? null;
  if (spread === null || instrument === null || quote === null) return null;
  const points = Math.round(((quote.ask - quote.bid) / instrument.spec.point) * TENTHS) / TENTHS;
  const limit = spread.bySymbol[input.request.symbol] ?? spread.points;
  return atMost("limit.spread", { unit: "points", before: points, value: points, limit, source: spread.source });
}

/** The trader's own least distance of a stop; the broker's is a rule of its own. */
export function stopLimit({ limits, facts, input }: Judged): RuleResult | null {
  const rule = "limit.stop";
  const { stop } = limits;
  if (stop === null) return null;
  if (facts.stop === null) return stop.required ? says(rule, "blocked", "missing", {}, stop.source) : holds(rule);
  if (facts.entry === null || input.instrument === null || facts.effect !== "enters") return holds(rule);
  const points = Math.abs(facts.entry - facts.stop) / input.instrument.spec.point;
  if (points >= stop.points - 1 / TENTHS) return holds(rule);
  return {
    ...says(rule, "blocked", "tooClose", {}, stop.source),
    unit: "points",
    value: Math.round(points * TENTHS) / TENTHS,
    limit: stop.points,
    room: points - stop.points,
  };
}

/** The balance may not be below its limit, minor units; no new risk while it is. */
export function balanceLimit({ limits, account, bases }: Judged): RuleResult | null {
  if (limits.minimumBalance === null) return null;
  const rule = "limit.minimumBalance";
  const limit = limitMinor(limits.minimumBalance.amount, bases);
  const room = account.balance - limit;
  const { source } = limits.minimumBalance;
  const base = room < 0 ? says(rule, "blocked", "under", {}, source) : holds(rule);
  return { ...base, unit: "money", value: account.balance, limit, room, roomBefore: room, source };
}

/** Pending orders count: any of them may open today. */
export function tradesPerDayLimit({ limits, record, input }: Judged): RuleResult | null {
  if (limits.tradesPerDay === null) return null;
  const before = record.day.trades + input.exposure.orders;
  const { count: limit, source } = limits.tradesPerDay;
  return atMost("limit.tradesPerDay", { unit: "count", before, value: before + 1, limit, source });
}

/** Positions and pending orders with this one. Null without a limit. */
export function openTradesLimit({ limits, input, facts }: Judged): RuleResult | null {
  if (limits.openTrades === null) return null;
  const { count: limit, source } = limits.openTrades;
  const before = input.exposure.positions + input.exposure.orders;
  return atMost("limit.openTrades", { unit: "count", before, value: tradesAfter(input, facts), limit, source });
}

/** New lots of this order alone. Null without a limit. */
export function orderLotsLimit({ limits, facts }: Judged): RuleResult | null {
  if (limits.orderLots === null) return null;
  const { lots: limit, source } = limits.orderLots;
  const value = lotsOfUnits(facts.newUnits);
  return atMost("limit.orderLots", { unit: "lots", before: 0, value, limit, source });
}

/** Lots held, waiting and of this order together. Null without a limit. */
export function totalLotsLimit({ limits, facts, input }: Judged): RuleResult | null {
  if (limits.totalLots === null) return null;
  const { lots: limit, source } = limits.totalLots;
  const held = input.exposure.lotUnits;
  const before = lotsOfUnits(held);
  const value = lotsOfUnits(held + facts.newUnits);
  return atMost("limit.totalLots", { unit: "lots", before, value, limit: lotsOfUnits(lotUnits(limit)), source });
}

/**
 * Net worth in each of the two currencies that the order moves, the account's own aside. An order that brings a net
 * back towards nothing passes, however far over the limit it is.
 */
export function exposureLimit({ limits, facts, input, account, bases }: Judged): RuleResult | null {
  const rule = "limit.currencyExposure";
  if (limits.currencyExposure === null || facts.terms === null || facts.entry === null) return null;
  const { source } = limits.currencyExposure;
  const { currencyBase: base, currencyProfit: quoted } = facts.terms.spec;
  if (base === quoted) return holds(rule);
  const worth = worthOf(lotsOfUnits(facts.newUnits), facts.entry, facts.terms);
  if (worth === 0) return says(rule, "blocked", "notValued", { currency: quoted }, source);
  const added = facts.side === "buy" ? worth : 0 - worth;
  const limit = limitMinor(limits.currencyExposure.amount, bases);
  const results = [
    { currency: base, change: added },
    { currency: quoted, change: 0 - added },
  ]
    .filter(({ currency }) => currency !== account.currency)
    .map(({ currency, change }) => {
      const net = input.exposure.net(currency);
      return netResult({ currency, before: Math.abs(net), value: Math.abs(net + change), limit, source });
    });
  return (
    results.find(({ status }) => status === "blocked") ??
    results.find(({ status }) => status === "warn") ??
    results[0] ??
    holds(rule)
  );
}

interface NetChange {
  readonly currency: string;
  readonly before: number;
  readonly value: number;
  readonly limit: number;
  readonly source: RuleSource | null;
}

function netResult({ currency, before, value, limit, source }: NetChange): RuleResult {
  const rule = "limit.currencyExposure";
  const blocked = !(value <= limit) && !(value <= before);
  const near = !blocked && value >= WARN_SHARE * limit;
  return {
    rule,
    status: blocked ? "blocked" : near ? "warn" : "ok",
    unit: "money",
    value,
    limit,
    room: limit - value,
    roomBefore: limit - before,
    message: `${rule}.${blocked ? "over" : near ? "near" : "ok"}`,
    params: { currency },
    source,
  };
}
