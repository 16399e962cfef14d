import type { OrderRequest } from "../intent/intent.ts";
import type { Facts } from "./facts.ts";
import { closesAt } from "./price-rules.ts";
import { sideOf } from "./request-side.ts";
import { holds, says } from "./result.ts";
import type { VerdictInput } from "./verdict-input.ts";
import type { RuleResult } from "./verdict-types.ts";

/** What only costs the broker's "no" when it reduces risk; new risk waits for certainty. */
const doubt = ({ effect }: Facts): "blocked" | "warn" => (effect === "reduces" ? "warn" : "blocked");

export const linkRule = ({ link }: VerdictInput): RuleResult =>
  link.live ? holds("link.live") : says("link.live", "blocked", "down");

/** Whether MT5 lets its program trade at all (Algo Trading, the account's rights), or only close. */
export function tradingRule({ link }: VerdictInput, facts: Facts): RuleResult {
  if (!link.tradeAllowed) return says("link.trading", "blocked", "off");
  if (link.reduceOnly && facts.effect !== "reduces") return says("link.trading", "blocked", "reduceOnly");
  return holds("link.trading");
}

/** The account's figures are known and fresh; while they are not, only what takes risk away passes. */
export function accountRule({ account, freshness }: VerdictInput, facts: Facts): RuleResult {
  if (account === null) return says("account.known", doubt(facts), "unknown");
  return account.ageMs > freshness.accountMs || !(account.ageMs >= 0)
    ? says("account.known", doubt(facts), "old", { ageMs: account.ageMs })
    : holds("account.known");
}

/** Documented bits of SYMBOL_ORDER_MODE; 0 = the broker did not say. */
function kindBit(request: OrderRequest): number {
  if (request.action === "open") return 1;
  if (request.action !== "pending") return 0;
  if (request.kind.endsWith("StopLimit")) return 8;
  return request.kind.endsWith("Limit") ? 2 : 4;
}

/** SYMBOL_TRADE_MODE and SYMBOL_ORDER_MODE: what the broker takes for this symbol at all. */
export function modeRule({ request, instrument }: VerdictInput, { effect, side }: Facts): RuleResult {
  const rule = "market.mode";
  if (instrument === null) return holds(rule);
  const { tradeMode, orderFlags } = instrument.spec;
  if (tradeMode === "disabled") return says(rule, "blocked", "disabled");
  if (effect !== "enters") return holds(rule);
  if (tradeMode === "closeOnly") return says(rule, "blocked", "closeOnly");
  if (tradeMode === "longOnly" && side === "sell") return says(rule, "blocked", "longOnly");
  if (tradeMode === "shortOnly" && side === "buy") return says(rule, "blocked", "shortOnly");
  const bit = kindBit(request);
  return orderFlags !== 0 && bit !== 0 && (orderFlags & bit) === 0
    ? says(rule, "blocked", "kindNotOffered")
    : holds(rule);
}

/** A session table may be wrong about a holiday: what closes is sent all the same, and the broker answers. */
export const marketRule = ({ instrument }: VerdictInput, facts: Facts): RuleResult =>
  instrument?.market === "closed" ? says("market.open", doubt(facts), "closed") : holds("market.open");

/** There is a sound quote, not older than the setting; while there is none, only what takes risk away passes. */
export function quoteRule({ instrument, freshness }: VerdictInput, facts: Facts): RuleResult {
  const rule = "quote.fresh";
  const quote = instrument?.quote ?? null;
  // A quote of which nobody knows how old it is, is none.
  const sound = quote !== null && quote.bid > 0 && quote.ask >= quote.bid && Number.isFinite(quote.ask + quote.ageMs);
  if (!sound) return says(rule, doubt(facts), "none");
  const fresh = quote.ageMs >= 0 && quote.ageMs <= freshness.quoteMs;
  return fresh ? holds(rule) : says(rule, doubt(facts), "old", { ageMs: quote.ageMs });
}

/**
 * SYMBOL_TRADE_STOPS_LEVEL: how near to the price a stop, a target or a pending order may lie, in points. Not judged by
 * a quote that is not there. A hundredth of a point is binary blur.
 */
export function stopDistanceRule({ request, instrument }: VerdictInput, { side }: Facts): RuleResult | null {
  if (request.action === "close" || request.action === "closeBy" || request.action === "remove") return null;
  const rule = "broker.stopDistance";
  if (instrument === null || instrument.spec.stopsLevel <= 0) return holds(rule);
  const { point, stopsLevel } = instrument.spec;
  const held = side ?? (request.action === "stops" ? null : sideOf(request.kind));
  const from = held === null ? null : closesAt(request, held, instrument.quote);
  if (from === null) return holds(rule);
  const tooClose = (price: number | null): boolean =>
    price !== null && Math.abs(from - price) / point < stopsLevel - 0.01;
  if (tooClose(request.stopLoss)) return says(rule, "blocked", "stopTooClose", { points: stopsLevel });
  return tooClose(request.takeProfit) ? says(rule, "blocked", "takeTooClose", { points: stopsLevel }) : holds(rule);
}
