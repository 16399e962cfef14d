import type { PaperOrder, PaperPosition } from "../account-state.ts";
import type { PaperInstrument } from "../instruments.ts";
import type { Rate } from "../rate.ts";
import { answer } from "./answers.ts";
import type { Dealing } from "./dealing.ts";
import { canCarry } from "./figures.ts";
import { fill } from "./fill.ts";
import { checkLimits } from "./limits.ts";
import { newOrder } from "./new-order.ts";
import { Retcode } from "./retcode.ts";
import { checkFilling, checkKind, checkStops, checkTradeMode, checkVolume, isFrozen, type Refusal } from "./rules.ts";
import { type Origin, opposite, type Side, type TradeRequest, type TradeResult } from "./trade-request.ts";
import { availableLots, lots } from "./volume.ts";

/** A market request that may be executed: what it closes, and on which side it deals. */
interface Accepted {
  readonly side: Side;
  readonly instrument: PaperInstrument;
  readonly quote: Rate;
  readonly target: PaperPosition | undefined;
}

/** TRADE_ACTION_DEAL: buys or sells at the market, to open, to close a position, or on netting to do both. */
export function deal(dealing: Dealing, request: TradeRequest, origin: Origin): TradeResult {
  const order = take(dealing, request, origin);
  return typeof order === "number" ? answer(dealing, request, order) : execute(dealing, order, request);
}

/** Takes the order without executing it yet: it waits in the book, and `held`, for its counterparty. */
export function dealLater(dealing: Dealing, request: TradeRequest, origin: Origin): TradeResult {
  const order = take(dealing, request, origin);
  if (typeof order === "number") return answer(dealing, request, order);
  dealing.held.add(order.ticket);
  return answer(dealing, request, Retcode.placed, { order: order.ticket });
}

function take(dealing: Dealing, request: TradeRequest, origin: Origin): PaperOrder | number {
  const accepted = accept(dealing, request);
  if (typeof accepted === "number") return accepted;
  const order = newOrder(dealing, request, origin, accepted.target?.identifier ?? 0n);
  const booked = { ...order, price: dealing.marketPrice(request.symbol, accepted.side, accepted.quote) };
  dealing.book.addOrder(booked);
  return booked;
}

/** Every rule that a market request must pass, in the order in which MT5 names them. */
export function accept(dealing: Dealing, request: TradeRequest): Accepted | number {
  const { symbol, kind, volume, filling } = request;
  const instrument = dealing.listed(symbol);
  if (instrument === undefined) return Retcode.invalid;
  if (kind !== "buy" && kind !== "sell") return Retcode.invalidOrder;
  if (instrument.tradeMode === "disabled") return Retcode.tradeDisabled;
  if (!dealing.isOpen(symbol)) return Retcode.marketClosed;
  const quote = dealing.quote(symbol);
  if (quote === null) return Retcode.priceOff;
  const refusal =
    checkVolume(volume, instrument) ??
    checkKind(kind, request, instrument) ??
    checkFilling(kind, filling, instrument) ??
    checkPrice(dealing, request, kind, quote, instrument);
  if (refusal !== null) return refusal;
  const target = targetOf(dealing, request, kind);
  if (typeof target === "number") return target;
  const accepted: Accepted = { side: kind, instrument, quote, target };
  return (
    (target !== undefined && target.side !== kind
      ? checkClosing(dealing, request, target, accepted)
      : checkOpening(dealing, request, accepted, volume)) ?? accepted
  );
}

/** Instant and request execution: the price of the request must be the market's, within the deviation, or it is a requote. */
function checkPrice(
  dealing: Dealing,
  { symbol, price, deviation }: TradeRequest,
  side: Side,
  quote: Rate,
  { execution, point }: PaperInstrument,
): Refusal {
  if (!Number.isFinite(price) || price < 0) return Retcode.invalidPrice;
  if (execution !== "instant" && execution !== "request") return null;
  if (price === 0) return Retcode.invalidPrice;
  const off = Math.abs(dealing.marketPrice(symbol, side, quote) - price);
  return off > (deviation + 1e-4) * point ? Retcode.requote : null;
}

/** The position that the request closes or, on netting, changes; a return code when it names one that cannot be meant. */
function targetOf(dealing: Dealing, request: TradeRequest, side: Side): PaperPosition | number | undefined {
  const { book } = dealing;
  if (book.terms.marginMode !== "hedging") {
    for (const position of book.on(request.symbol)) {
      return request.position === 0n || request.position === position.ticket ? position : Retcode.positionClosed;
    }
    return request.position === 0n ? undefined : Retcode.positionClosed;
  }
  if (request.position === 0n) return undefined;
  const position = book.positions.get(request.position);
  if (position === undefined) return Retcode.positionClosed;
  return position.symbol === request.symbol && position.side !== side ? position : Retcode.invalid;
}

function checkClosing(dealing: Dealing, request: TradeRequest, target: PaperPosition, accepted: Accepted): Refusal {
  const { book } = dealing;
  if (isFrozen(target, accepted.quote, accepted.instrument)) return Retcode.frozen;
  if (book.terms.marginMode !== "hedging") {
    const rest = lots(request.volume - target.volume);
    return rest > 0 ? checkOpening(dealing, request, accepted, rest) : null;
  }
  if (request.volume > target.volume + 1e-9) return Retcode.invalidCloseVolume;
  for (const order of book.orders.values()) {
    if (order.position === target.identifier && order.position !== order.ticket) return Retcode.closeOrderExists;
  }
  if (!book.terms.fifoClose) return null;
  for (const position of book.on(target.symbol)) {
    if (position.side === target.side) return position === target ? null : Retcode.fifoClose;
  }
  return null;
}

function checkOpening(
  dealing: Dealing,
  request: TradeRequest,
  { side, quote, instrument }: Accepted,
  volume: number,
): Refusal {
  const { symbol } = request;
  const price = dealing.marketPrice(symbol, side, quote);
  const closes = side === "buy" ? quote.bid : quote.ask;
  return (
    checkTradeMode(side, instrument) ??
    checkLimits(dealing, instrument, side, volume) ??
    checkStops(side, closes, request, instrument) ??
    (canCarry(dealing, symbol, side, request.volume, price) ? null : Retcode.noMoney)
  );
}

/** Deals as much as the market holds; what FOK, IOC and RETURN make of the rest is theirs to say. */
function execute(dealing: Dealing, order: PaperOrder, request: TradeRequest): TradeResult {
  const { liquidity } = dealing.conditions;
  const volume = availableLots(order.volumeCurrent, liquidity, dealing.instrument(order.symbol));
  const whole = volume === order.volumeCurrent;
  if (volume === 0 || (order.filling === "fok" && !whole)) {
    dealing.book.closeOrder(order, "rejected", dealing.nowMs);
    return answer(dealing, request, Retcode.reject, { order: order.ticket });
  }
  const done = fill(dealing, order, volume, order.price);
  const rest = dealing.book.orders.get(order.ticket);
  if (rest !== undefined && order.filling !== "return") dealing.book.closeOrder(rest, "cancelled", dealing.nowMs);
  const retcode = whole ? Retcode.done : Retcode.donePartial;
  return answer(dealing, request, retcode, { deal: done.ticket, order: order.ticket, volume, price: done.price });
}

/**
 * Goes on with a market order that waits in the book: one taken earlier, or what is left of one that the market could
 * not fill at once. What cannot be carried any more, or closes a position that is gone, is rejected.
 */
export function resume(dealing: Dealing, order: PaperOrder): void {
  const { kind, symbol } = order;
  if (kind !== "buy" && kind !== "sell") return;
  const quote = dealing.quote(symbol);
  if (quote === null || !dealing.isOpen(symbol)) return;
  const closing = order.position !== 0n && order.position !== order.ticket;
  const target = closing ? dealing.book.positions.get(order.position) : undefined;
  const hedging = dealing.book.terms.marginMode === "hedging";
  const gone = hedging && closing && (target === undefined || target.side !== opposite(kind));
  const price = dealing.marketPrice(symbol, kind, quote);
  const volume = target !== undefined && hedging ? Math.min(order.volumeCurrent, target.volume) : order.volumeCurrent;
  if (gone || (!(hedging && closing) && !canCarry(dealing, symbol, kind, volume, price))) {
    dealing.book.closeOrder(order, "rejected", dealing.nowMs);
    return;
  }
  fill(dealing, order, volume, price);
  const rest = dealing.book.orders.get(order.ticket);
  if (rest !== undefined) dealing.book.closeOrder(rest, "cancelled", dealing.nowMs);
}
