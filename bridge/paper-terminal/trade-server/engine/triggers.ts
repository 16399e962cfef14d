import type { PaperOrder, PaperPosition } from "../account-state.ts";
import type { Rate } from "../rate.ts";
import { closingPrice } from "../valuation.ts";
import { resume } from "./deal-action.ts";
import type { Dealing } from "./dealing.ts";
import { canCarry } from "./figures.ts";
import { fill } from "./fill.ts";
import { brokerOrder } from "./new-order.ts";
import { opposite, sideOf } from "./trade-request.ts";
import { availableLots } from "./volume.ts";

/** What a new quote of a symbol sets off: pending orders first, then stops, each oldest first. */
export function trigger(dealing: Dealing, symbol: string): void {
  const quote = dealing.quote(symbol);
  if (quote === null || !dealing.isOpen(symbol)) return;
  for (const order of dealing.book.orders.values()) {
    if (order.symbol === symbol && !dealing.held.has(order.ticket)) triggerOrder(dealing, order, quote);
  }
  for (const position of dealing.book.on(symbol)) triggerStops(dealing, position, quote);
}

function triggerOrder(dealing: Dealing, order: PaperOrder, { bid, ask }: Rate): void {
  const { kind, price } = order;
  switch (kind) {
    case "buy":
    case "sell":
      return resume(dealing, order);
    case "buyLimit":
      return ask <= price ? fillPending(dealing, order, ask) : undefined;
    case "sellLimit":
      return bid >= price ? fillPending(dealing, order, bid) : undefined;
    case "buyStop":
      return ask >= price
        ? fillPending(dealing, order, dealing.marketPrice(order.symbol, "buy", { bid, ask }))
        : undefined;
    case "sellStop":
      return bid <= price
        ? fillPending(dealing, order, dealing.marketPrice(order.symbol, "sell", { bid, ask }))
        : undefined;
    case "buyStopLimit":
      return ask >= price ? activate(dealing, order, { bid, ask }) : undefined;
    case "sellStopLimit":
      return bid <= price ? activate(dealing, order, { bid, ask }) : undefined;
    default:
  }
}

/** A limit is filled at its price or better, a stop at the market. What the account cannot carry is rejected. */
function fillPending(dealing: Dealing, order: PaperOrder, price: number): void {
  const side = sideOf(order.kind) ?? "buy";
  const left = order.volumeCurrent;
  if (!canCarry(dealing, order.symbol, side, left, price)) {
    dealing.book.closeOrder({ ...order, comment: "no money" }, "rejected", dealing.nowMs);
    return;
  }
  const volume = availableLots(left, dealing.conditions.liquidity, dealing.instrument(order.symbol));
  if (order.filling === "fok" && volume < left) {
    dealing.book.closeOrder(order, "cancelled", dealing.nowMs);
    return;
  }
  if (volume === 0) return;
  fill(dealing, order, volume, price);
  const rest = dealing.book.orders.get(order.ticket);
  if (rest !== undefined && order.filling === "ioc") dealing.book.closeOrder(rest, "cancelled", dealing.nowMs);
}

/** A stop-limit whose stop was touched rests on as a limit; one that would be filled at once is, or goes if it is BOC. */
function activate(dealing: Dealing, order: PaperOrder, quote: Rate): void {
  const kind = order.kind === "buyStopLimit" ? "buyLimit" : "sellLimit";
  const limit: PaperOrder = { ...order, kind, price: order.stopLimit, stopLimit: 0 };
  dealing.book.changeOrder(limit);
  const reached = kind === "buyLimit" ? quote.ask <= limit.price : quote.bid >= limit.price;
  if (!reached) return;
  if (order.filling === "boc") dealing.book.closeOrder(limit, "cancelled", dealing.nowMs);
  else triggerOrder(dealing, limit, quote);
}

/** Where both stops are reached at once, the loss counts. */
function triggerStops(dealing: Dealing, position: PaperPosition, quote: Rate): void {
  const { side, stopLoss, takeProfit } = position;
  const price = closingPrice(side, quote);
  const sign = side === "buy" ? 1 : -1;
  const digits = dealing.instrument(position.symbol).digits;
  if (stopLoss !== 0 && sign * (price - stopLoss) <= 0) {
    const filled = dealing.marketPrice(position.symbol, opposite(side), quote);
    closeByBroker(dealing, position, filled, "stopLoss", `[sl ${stopLoss.toFixed(digits)}]`);
  } else if (takeProfit !== 0 && sign * (price - takeProfit) >= 0) {
    closeByBroker(dealing, position, price, "takeProfit", `[tp ${takeProfit.toFixed(digits)}]`);
  }
}

/** The broker closes a position whole; orders that wait to close it lose their object when their turn comes. */
export function closeByBroker(
  dealing: Dealing,
  position: PaperPosition,
  price: number,
  origin: "stopLoss" | "takeProfit" | "stopOut",
  comment: string,
): void {
  const made = brokerOrder(dealing, position, opposite(position.side), origin, comment);
  const order = { ...made, price };
  dealing.book.addOrder(order);
  fill(dealing, order, position.volume, price);
}
