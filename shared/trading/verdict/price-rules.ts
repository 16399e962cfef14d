import type { OrderRequest } from "../intent/intent.ts";
import type { Facts } from "./facts.ts";
import { sideOf } from "./request-side.ts";
import { holds, says } from "./result.ts";
import type { VerdictInput } from "./verdict-input.ts";
import type { RuleResult } from "./verdict-types.ts";

const BLUR = 1e-6;

/** A positive finite price on the broker's grid. */
function priceProblem(price: number, tickSize: number): "notANumber" | "offTick" | null {
  if (!(price > 0) || price > Number.MAX_SAFE_INTEGER) return "notANumber";
  const steps = price / tickSize;
  return tickSize > 0 && Math.abs(steps - Math.round(steps)) > Math.max(BLUR, steps * 4 * Number.EPSILON)
    ? "offTick"
    : null;
}

/** Prices: numbers, on the tick grid, and pending ones on the side of the market where they can wait. */
export function priceRule({ request, instrument }: VerdictInput): RuleResult | null {
  const rule = "order.price";
  if (request.action === "open") {
    const fine = request.price === null || priceProblem(request.price, 0) === null;
    return fine ? holds(rule) : says(rule, "blocked", "notANumber");
  }
  if (request.action !== "pending" && request.action !== "modify") return null;
  const tickSize = instrument?.spec.tickSize ?? 0;
  const problem =
    priceProblem(request.price, tickSize) ??
    (request.stopLimit === null ? null : priceProblem(request.stopLimit, tickSize));
  if (problem !== null) return says(rule, "blocked", problem, { price: request.price, tickSize });
  return sideProblem(request, instrument?.quote ?? null) ?? holds(rule);
}

/**
 * Limits wait on the good side of the market, stops on the bad one; the limit of a stop-limit lies back from its stop.
 * Source: metatrader5.com/en/terminal/help/trading/general_concept, types of orders.
 */
function sideProblem(
  { kind, price, stopLimit }: OrderRequest & { action: "pending" | "modify" },
  quote: { readonly bid: number; readonly ask: number } | null,
): RuleResult | null {
  const rule = "order.price";
  const buys = sideOf(kind) === "buy";
  if (kind.endsWith("StopLimit")) {
    if (stopLimit === null) return says(rule, "blocked", "stopLimitMissing");
    if (buys ? stopLimit > price : stopLimit < price)
      return says(rule, "blocked", "stopLimitWrongSide", { price, stopLimit });
  }
  if (quote === null) return null;
  const below = buys === (kind === "buyLimit" || kind === "sellLimit");
  const market = buys ? quote.ask : quote.bid;
  return (below ? price < market : price > market) ? null : says(rule, "blocked", "wrongSide", { price, market });
}

/** Stop loss and take profit: numbers, on the grid, the stop on the losing side of where the order closes. */
export function stopsRule({ request, instrument }: VerdictInput, { side, line }: Facts): RuleResult | null {
  if (request.action === "close" || request.action === "closeBy" || request.action === "remove") return null;
  const rule = "order.stops";
  const { stopLoss, takeProfit } = request;
  const tickSize = instrument?.spec.tickSize ?? 0;
  for (const price of [stopLoss, takeProfit]) {
    const problem = price === null ? null : priceProblem(price, tickSize);
    if (problem !== null) return says(rule, "blocked", problem, { price: price ?? 0, tickSize });
  }
  const held = side ?? line?.side ?? null;
  const from = held === null ? null : closesAt(request, held, instrument?.quote ?? null);
  if (from === null) return holds(rule);
  const buys = held === "buy";
  if (stopLoss !== null && (buys ? stopLoss >= from : stopLoss <= from))
    return says(rule, "blocked", "stopWrongSide", { stop: stopLoss, from });
  if (takeProfit !== null && (buys ? takeProfit <= from : takeProfit >= from))
    return says(rule, "blocked", "takeWrongSide", { take: takeProfit, from });
  return holds(rule);
}

/** What stops are measured from: the order's own price, or where the market would close it; null = no quote. */
export function closesAt(
  request: OrderRequest,
  side: "buy" | "sell",
  quote: { readonly bid: number; readonly ask: number } | null,
): number | null {
  if (request.action === "pending" || request.action === "modify")
    return request.kind.endsWith("StopLimit") ? (request.stopLimit ?? request.price) : request.price;
  if (quote === null) return null;
  return side === "buy" ? quote.bid : quote.ask;
}
