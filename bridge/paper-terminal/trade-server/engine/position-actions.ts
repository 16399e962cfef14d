import type { PaperPosition } from "../account-state.ts";
import { closingPrice } from "../valuation.ts";
import { answer } from "./answers.ts";
import type { Dealing } from "./dealing.ts";
import { closePart, conclude } from "./fill.ts";
import { newOrder } from "./new-order.ts";
import { Retcode } from "./retcode.ts";
import { checkKind, checkStops, isFrozen, type Refusal } from "./rules.ts";
import { type Origin, opposite, type TradeRequest, type TradeResult } from "./trade-request.ts";

/** TRADE_ACTION_SLTP: moves the stops of a position. */
export function moveStops(dealing: Dealing, request: TradeRequest): TradeResult {
  const position = named(dealing, request);
  const refusal = checkMoveStops(dealing, request);
  if (refusal !== null || position === undefined) return answer(dealing, request, refusal ?? Retcode.positionClosed);
  const { stopLoss, takeProfit } = request;
  dealing.book.movePosition({ ...position, stopLoss, takeProfit, updateMs: dealing.nowMs });
  return answer(dealing, position, Retcode.done);
}

/** Why a position's stops are not moved; null when they are. */
export function checkMoveStops(dealing: Dealing, request: TradeRequest): Refusal {
  const position = named(dealing, request);
  if (position === undefined) return Retcode.positionClosed;
  if (request.symbol !== "" && request.symbol !== position.symbol) return Retcode.invalid;
  const instrument = dealing.instrument(position.symbol);
  if (instrument.tradeMode === "disabled") return Retcode.tradeDisabled;
  if (!dealing.isOpen(position.symbol)) return Retcode.marketClosed;
  const quote = dealing.quote(position.symbol);
  if (quote === null) return Retcode.priceOff;
  const { stopLoss, takeProfit } = request;
  if (stopLoss === position.stopLoss && takeProfit === position.takeProfit) return Retcode.noChanges;
  const refusal = checkKind(position.side, request, instrument);
  if (refusal !== null) return refusal;
  if (isFrozen(position, quote, instrument)) return Retcode.frozen;
  // A level that stays where it is may be nearer than a new one might be placed.
  const moved = {
    stopLoss: stopLoss === position.stopLoss ? 0 : stopLoss,
    takeProfit: takeProfit === position.takeProfit ? 0 : takeProfit,
  };
  return checkStops(position.side, closingPrice(position.side, quote), moved, instrument);
}

/** By ticket; on a netting account the symbol is enough. */
function named({ book }: Dealing, { position, symbol }: TradeRequest): PaperPosition | undefined {
  if (position !== 0n) return book.positions.get(position);
  if (book.terms.marginMode === "hedging") return undefined;
  for (const one of book.on(symbol)) return one;
  return undefined;
}

/**
 * TRADE_ACTION_CLOSE_BY: two opposite positions of one symbol close each other. The first closes at the second's open
 * price and carries the profit of both; the second closes at its own. What is left keeps its ticket.
 */
export function closeBy(dealing: Dealing, request: TradeRequest, origin: Origin): TradeResult {
  const refusal = checkCloseBy(dealing, request);
  const first = dealing.book.positions.get(request.position);
  const second = dealing.book.positions.get(request.positionBy);
  if (refusal !== null || first === undefined || second === undefined)
    return answer(dealing, request, refusal ?? Retcode.positionClosed);
  const volume = Math.min(first.volume, second.volume);
  const { symbol } = first;
  const price = second.priceOpen;
  const made = newOrder(dealing, { ...request, symbol, kind: "closeBy", volume, price }, origin, first.identifier);
  const order = { ...made, positionBy: second.identifier };
  dealing.book.addOrder(order);
  let deal = 0n;
  for (const position of [first, second]) {
    const money = closePart(dealing, position, volume, price);
    const { identifier, stopLoss, takeProfit } = position;
    const part = { volume, price, ...money, commission: 0, stopLoss, takeProfit };
    const done = conclude(dealing, order, opposite(position.side), { entry: "outBy", position: identifier, ...part });
    if (deal === 0n) deal = done.ticket;
  }
  dealing.book.closeOrder({ ...order, volumeCurrent: 0 }, "filled", dealing.nowMs);
  return answer(dealing, first, Retcode.done, { deal, order: order.ticket, volume, price });
}

/** Why two positions are not closed by each other; null when they are. */
export function checkCloseBy(dealing: Dealing, request: TradeRequest): Refusal {
  const { book } = dealing;
  if (book.terms.marginMode !== "hedging") return Retcode.invalidOrder;
  const first = book.positions.get(request.position);
  const second = book.positions.get(request.positionBy);
  if (first === undefined || second === undefined) return Retcode.positionClosed;
  if (first.symbol !== second.symbol || first.side === second.side) return Retcode.invalid;
  const instrument = dealing.instrument(first.symbol);
  if (instrument.tradeMode === "disabled") return Retcode.tradeDisabled;
  if (!dealing.isOpen(first.symbol)) return Retcode.marketClosed;
  const quote = dealing.quote(first.symbol);
  if (quote === null) return Retcode.priceOff;
  if (isFrozen(first, quote, instrument) || isFrozen(second, quote, instrument)) return Retcode.frozen;
  return checkKind("closeBy", { stopLoss: 0, takeProfit: 0 }, instrument);
}
