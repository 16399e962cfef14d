import type { PaperInstrument } from "../instruments.ts";
import type { Rate } from "../rate.ts";
import { answer } from "./answers.ts";
import type { Dealing } from "./dealing.ts";
import { canCarry } from "./figures.ts";
import { checkVolumeLimit } from "./limits.ts";
import { newOrder } from "./new-order.ts";
import { Retcode } from "./retcode.ts";
import {
  checkFilling,
  checkKind,
  checkLife,
  checkPendingPrice,
  checkStops,
  checkTradeMode,
  checkVolume,
  isFrozenAt,
  type Refusal,
} from "./rules.ts";
import { type OrderKind, type Origin, sideOf, type TradeRequest, type TradeResult } from "./trade-request.ts";

/** TRADE_ACTION_PENDING: an order that rests until its price comes. */
export function pending(dealing: Dealing, request: TradeRequest, origin: Origin): TradeResult {
  const refusal = checkPending(dealing, request);
  if (refusal !== null) return answer(dealing, request, refusal);
  const order = newOrder(dealing, request, origin, 0n);
  dealing.book.addOrder(order);
  dealing.book.changeOrder({ ...order, state: "placed" });
  return answer(dealing, request, Retcode.done, {
    order: order.ticket,
    volume: order.volumeInitial,
    price: order.price,
  });
}

/** Why a new pending order is refused; null when it is not. */
export function checkPending(dealing: Dealing, request: TradeRequest): Refusal {
  const { symbol, kind, volume, filling } = request;
  const side = sideOf(kind);
  const instrument = dealing.listed(symbol);
  if (instrument === undefined) return Retcode.invalid;
  if (side === null || kind === "buy" || kind === "sell") return Retcode.invalidOrder;
  if (instrument.tradeMode === "disabled") return Retcode.tradeDisabled;
  if (!dealing.isOpen(symbol)) return Retcode.marketClosed;
  const quote = dealing.quote(symbol);
  if (quote === null) return Retcode.priceOff;
  const { limitOrders } = dealing.book.terms;
  if (limitOrders > 0 && dealing.book.orders.size >= limitOrders) return Retcode.limitOrders;
  return (
    checkVolume(volume, instrument) ??
    checkKind(kind, request, instrument) ??
    checkFilling(kind, filling, instrument) ??
    checkTradeMode(side, instrument) ??
    checkTerms(dealing, request, kind, quote, instrument) ??
    checkVolumeLimit(dealing, instrument, side, volume) ??
    (canCarry(dealing, symbol, side, volume, request.price) ? null : Retcode.noMoney)
  );
}

type Terms = Pick<TradeRequest, "price" | "stopLimit" | "stopLoss" | "takeProfit" | "life" | "expiryMs">;

function checkTerms(
  dealing: Dealing,
  terms: Terms,
  kind: OrderKind,
  quote: Rate,
  instrument: PaperInstrument,
): Refusal {
  const side = sideOf(kind) ?? "buy";
  const isStopLimit = kind === "buyStopLimit" || kind === "sellStopLimit";
  return (
    checkPendingPrice(kind, terms.price, terms.stopLimit, quote, instrument) ??
    checkStops(side, isStopLimit ? terms.stopLimit : terms.price, terms, instrument) ??
    checkLife(terms.life, terms.expiryMs, dealing.nowMs, instrument)
  );
}

/** TRADE_ACTION_MODIFY: another price, other stops, another end. Volume and kind stay. */
export function modify(dealing: Dealing, request: TradeRequest): TradeResult {
  const order = dealing.book.orders.get(request.order);
  const refusal = checkModify(dealing, request);
  if (refusal !== null || order === undefined) return answer(dealing, request, refusal ?? Retcode.invalid);
  const { price, stopLimit, stopLoss, takeProfit, life, expiryMs } = request;
  dealing.book.changeOrder({ ...order, price, stopLimit, stopLoss, takeProfit, life, expiryMs });
  return answer(dealing, order, Retcode.done, { order: order.ticket, price });
}

/** Why a change of a pending order is refused; null when it is not. */
export function checkModify(dealing: Dealing, request: TradeRequest): Refusal {
  const order = dealing.book.orders.get(request.order);
  if (order === undefined || order.kind === "buy" || order.kind === "sell") return Retcode.invalid;
  const instrument = dealing.instrument(order.symbol);
  if (instrument.tradeMode === "disabled") return Retcode.tradeDisabled;
  if (!dealing.isOpen(order.symbol)) return Retcode.marketClosed;
  const quote = dealing.quote(order.symbol);
  if (quote === null) return Retcode.priceOff;
  if (isFrozenAt(order.price, marketOf(order.kind, quote), instrument)) return Retcode.frozen;
  const { price, stopLimit, stopLoss, takeProfit, life, expiryMs } = request;
  const refusal =
    checkKind(order.kind, request, instrument) ?? checkTerms(dealing, request, order.kind, quote, instrument);
  if (refusal !== null) return refusal;
  const same =
    order.price === price &&
    order.stopLimit === stopLimit &&
    order.stopLoss === stopLoss &&
    order.takeProfit === takeProfit &&
    order.life === life &&
    order.expiryMs === expiryMs;
  return same ? Retcode.noChanges : null;
}

/** TRADE_ACTION_REMOVE. */
export function remove(dealing: Dealing, request: TradeRequest): TradeResult {
  const order = dealing.book.orders.get(request.order);
  const refusal = checkRemove(dealing, request);
  if (refusal !== null || order === undefined) return answer(dealing, request, refusal ?? Retcode.invalid);
  dealing.book.closeOrder(order, "cancelled", dealing.nowMs);
  return answer(dealing, order, Retcode.done, { order: order.ticket });
}

/** Why a pending order is not removed; null when it is. */
export function checkRemove(dealing: Dealing, request: TradeRequest): Refusal {
  const order = dealing.book.orders.get(request.order);
  if (order === undefined) return Retcode.invalid;
  // An order that a dealer has in hand is neither filled nor free.
  if (dealing.held.has(order.ticket)) return Retcode.locked;
  const instrument = dealing.instrument(order.symbol);
  if (instrument.tradeMode === "disabled") return Retcode.tradeDisabled;
  if (!dealing.isOpen(order.symbol)) return Retcode.marketClosed;
  const quote = dealing.quotes.get(order.symbol);
  if (quote === undefined) return null;
  return isFrozenAt(order.price, marketOf(order.kind, quote), instrument) ? Retcode.frozen : null;
}

/** The price whose arrival at the order's price sets it off. */
const marketOf = (kind: OrderKind, { bid, ask }: Rate): number => (sideOf(kind) === "buy" ? ask : bid);
