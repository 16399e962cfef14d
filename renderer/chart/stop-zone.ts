import type { Instrument, Quote } from "#shared/contract/market.ts";
import type { TradeLine } from "./trade-lines.ts";

/** Where a line may not be put: everything above, or below, a price. */
export interface StopZone {
  readonly edge: number;
  readonly side: "above" | "below";
}

type Sides = Pick<Quote, "bid" | "ask">;

/**
 * Where the broker takes no such level: on the wrong side of the price, and nearer to it than the stops level
 * (SYMBOL_TRADE_STOPS_LEVEL). A position's levels count from the price that would close it, a pending order's from its
 * own price, and that one from the price that would fill it. Undefined for what cannot be moved.
 */
export function stopZone(
  { role, side, subject }: TradeLine,
  { bid, ask }: Sides,
  { stopsLevel, point }: Pick<Instrument, "stopsLevel" | "point">,
): StopZone | undefined {
  const room = stopsLevel * point;
  const below = (price: number): StopZone => ({ edge: price - room, side: "above" });
  const above = (price: number): StopZone => ({ edge: price + room, side: "below" });
  if (role === "entry") return undefined;
  if (role === "price") {
    if (subject.kind !== "order") return undefined;
    const fills = side === "buy" ? ask : bid;
    const restsBelow = subject.order.kind === "buyLimit" || subject.order.kind.startsWith("sellStop");
    return restsBelow ? below(fills) : above(fills);
  }
  if (role === "stopLimit") {
    if (subject.kind !== "order" || subject.order.price === undefined) return undefined;
    // The limit of a stop-limit lies back from its stop, or on it.
    return { edge: subject.order.price, side: side === "buy" ? "above" : "below" };
  }
  const own = subject.kind === "order" ? (subject.order.stopLimit ?? subject.order.price) : undefined;
  const from = own ?? (side === "buy" ? bid : ask);
  return (role === "stopLoss") === (side === "buy") ? below(from) : above(from);
}
