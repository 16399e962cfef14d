import type { Facts } from "./facts.ts";
import { holds, says } from "./result.ts";
import type { VerdictInput } from "./verdict-input.ts";
import type { RuleResult } from "./verdict-types.ts";

/** Is the symbol offered at all? Without its specification an order to close still goes: the broker knows it. */
export function symbolRule({ request, instrument }: VerdictInput, { effect }: Facts): RuleResult {
  if (instrument !== null) return holds("order.symbol");
  const status = effect === "reduces" ? "warn" : "blocked";
  return says("order.symbol", status, "unknown", { symbol: request.symbol });
}

/** A position younger than the snapshot is not known yet: what closes or protects it is sent, and the broker answers. */
export function positionRule({ request, account, exposure }: VerdictInput, { line }: Facts): RuleResult | null {
  const rule = "order.position";
  switch (request.action) {
    case "open":
    case "pending":
      return null;
    case "remove":
      return line === null ? says(rule, "warn", "unknownOrder", { ticket: String(request.order) }) : holds(rule);
    case "modify":
      return line === null ? says(rule, "blocked", "unknownOrder", { ticket: String(request.order) }) : holds(rule);
    case "stops": {
      if (line !== null) return holds(rule);
      const status = request.stopLoss === null ? "blocked" : "warn";
      return says(rule, status, "unknown", { ticket: String(request.position) });
    }
    case "close":
      return line === null ? says(rule, "warn", "unknown", { ticket: String(request.position) }) : holds(rule);
    case "closeBy": {
      if (account !== null && account.marginMode !== "hedging") return says(rule, "blocked", "notHedging");
      const by = exposure.position(request.positionBy);
      if (line === null) return says(rule, "warn", "unknown", { ticket: String(request.position) });
      if (by === null) return says(rule, "warn", "unknown", { ticket: String(request.positionBy) });
      const fits = line.symbol === by.symbol && line.side !== by.side;
      return fits ? holds(rule) : says(rule, "blocked", "sameSide");
    }
  }
}

/** A deviation is a whole number of points, 0 or more. Null for orders that have none. */
export function deviationRule({ request }: VerdictInput): RuleResult | null {
  if (request.action !== "open" && request.action !== "close") return null;
  const { deviation } = request;
  const fine = deviation === null || (Number.isSafeInteger(deviation) && deviation >= 0);
  return fine ? holds("order.deviation") : says("order.deviation", "blocked", "notANumber");
}

/** Documented bits of SYMBOL_EXPIRATION_MODE; 0 = the broker did not say. */
const LIFE_BIT = { gtc: 1, day: 2, specified: 4, specifiedDay: 8 } as const;

const DAY_MS = 86_400_000;

/** Broker ms at which an order expires: a dated one lives to the end of its date by the broker's clock. */
const endOf = ({ kind, expiryMs }: { readonly kind: string; readonly expiryMs: number }): number =>
  kind === "specifiedDay" ? (Math.floor(expiryMs / DAY_MS) + 1) * DAY_MS : expiryMs;

/** A pending order's end lies ahead by the broker's clock, and is of a kind that the symbol offers. */
export function lifetimeRule({ request, instrument, brokerMs }: VerdictInput): RuleResult | null {
  const rule = "order.lifetime";
  if (request.action !== "pending" && request.action !== "modify") return null;
  const { lifetime } = request;
  if ("expiryMs" in lifetime) {
    if (!(lifetime.expiryMs > 0 && Number.isSafeInteger(lifetime.expiryMs))) return says(rule, "blocked", "notANumber");
    if (brokerMs !== null && endOf(lifetime) <= brokerMs) return says(rule, "blocked", "over");
  }
  const flags = instrument?.spec.expirationFlags ?? 0;
  if (flags !== 0 && (flags & LIFE_BIT[lifetime.kind]) === 0)
    return says(rule, "blocked", "notOffered", { lifetime: lifetime.kind });
  return holds(rule);
}
