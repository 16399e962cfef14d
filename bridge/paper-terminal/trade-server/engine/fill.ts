import type { PaperDeal, PaperOrder, PaperPosition } from "../account-state.ts";
import { countingOf, profitOf, roundMoney } from "../valuation.ts";
import type { Dealing } from "./dealing.ts";
import { type Side, sideOf } from "./trade-request.ts";
import { lots } from "./volume.ts";

/** What a deal did to a position. */
type Part = Pick<PaperDeal, "entry" | "position" | "volume" | "price" | "commission" | "stopLoss" | "takeProfit"> &
  Partial<Pick<PaperDeal, "profit" | "swap">>;

/**
 * Executes some lots of an order at a price, by the account's way of booking: one deal, and what it leaves of order
 * and position. The order goes to the history when nothing of it is left.
 */
export function fill(dealing: Dealing, order: PaperOrder, volume: number, price: number): PaperDeal {
  const side = sideOf(order.kind);
  if (side === null) throw new RangeError(`a ${order.kind} order is not filled by the market`);
  const target = targetOf(dealing, order);
  const part =
    target === undefined
      ? open(dealing, order, side, volume, price)
      : target.side === side
        ? grow(dealing, order, target, volume, price)
        : shrink(dealing, order, target, side, volume, price);
  const deal = conclude(dealing, order, side, part);
  const left = { ...order, position: part.position, volumeCurrent: lots(order.volumeCurrent - volume) };
  if (left.volumeCurrent === 0) dealing.book.closeOrder(left, "filled", dealing.nowMs);
  else dealing.book.changeOrder({ ...left, state: "partial" });
  return deal;
}

/** The position that an order meets: on a netting account the symbol's, else the one it closes or has begun itself. */
function targetOf({ book }: Dealing, order: PaperOrder): PaperPosition | undefined {
  if (book.terms.marginMode !== "hedging") return first(book.on(order.symbol));
  for (const position of book.on(order.symbol)) if (position.identifier === order.position) return position;
  return undefined;
}

const first = <T>(all: Iterable<T>): T | undefined => {
  for (const one of all) return one;
  return undefined;
};

function open(dealing: Dealing, order: PaperOrder, side: Side, volume: number, price: number): Part {
  const { ticket, symbol, stopLoss, takeProfit, magic, origin, comment } = order;
  dealing.book.setPosition({
    ticket,
    identifier: ticket,
    symbol,
    side,
    volume,
    priceOpen: price,
    stopLoss,
    takeProfit,
    swap: 0,
    magic,
    openMs: dealing.nowMs,
    updateMs: dealing.nowMs,
    origin,
    comment,
  });
  const commission = commissionOf(dealing, symbol, volume);
  return { entry: "in", position: ticket, volume, price, stopLoss, takeProfit, commission };
}

/** More of the same side. The order's stops replace the position's, zero ones too (MT5's inheritance rules for netting). */
function grow(dealing: Dealing, order: PaperOrder, position: PaperPosition, volume: number, price: number): Part {
  const { stopLoss, takeProfit } = dealing.book.terms.marginMode === "hedging" ? position : order;
  const total = lots(position.volume + volume);
  const priceOpen = withoutDust((position.priceOpen * position.volume + price * volume) / total);
  const updateMs = dealing.nowMs;
  dealing.book.setPosition({ ...position, volume: total, priceOpen, stopLoss, takeProfit, updateMs });
  const commission = commissionOf(dealing, position.symbol, volume);
  return { entry: "in", position: position.identifier, volume, price, stopLoss, takeProfit, commission };
}

/** An average keeps more digits than a quote, not those of binary fractions. */
const withoutDust = (price: number): number => Math.round(price * 1e10) / 1e10;

/** The other side: closes a part, all, or all and opens the rest the other way (then the ticket is the order's). */
function shrink(
  dealing: Dealing,
  order: PaperOrder,
  position: PaperPosition,
  side: Side,
  volume: number,
  price: number,
): Part {
  const closed = Math.min(volume, position.volume);
  const money = closePart(dealing, position, closed, price);
  const rest = lots(volume - closed);
  const { stopLoss, takeProfit } = rest > 0 ? order : position;
  if (rest > 0) {
    dealing.book.setPosition({
      ...position,
      ticket: order.ticket,
      side,
      volume: rest,
      priceOpen: price,
      stopLoss,
      takeProfit,
      swap: 0,
      magic: order.magic,
      openMs: dealing.nowMs,
      updateMs: dealing.nowMs,
      origin: order.origin,
      comment: order.comment,
    });
  }
  const commission = commissionOf(dealing, position.symbol, volume);
  const entry = rest > 0 ? "inOut" : "out";
  return { entry, position: position.identifier, volume, price, ...money, stopLoss, takeProfit, commission };
}

/** Takes lots off a position at a price: their profit, and their share of the swap. */
export function closePart(
  dealing: Dealing,
  position: PaperPosition,
  volume: number,
  price: number,
): { readonly profit: number; readonly swap: number } {
  const { book, quotes } = dealing;
  const { symbol } = position;
  const instrument = dealing.instrument(symbol);
  const { currency, currencyDigits } = book.terms;
  const counting = countingOf(instrument, quotes, currency);
  const profit = profitOf({ ...position, volume }, price, instrument, counting, currencyDigits);
  const left = lots(position.volume - volume);
  if (left === 0) {
    book.dropPosition(position);
    return { profit, swap: position.swap };
  }
  const swap = roundMoney((position.swap * volume) / position.volume, currencyDigits);
  const remaining = roundMoney(position.swap - swap, currencyDigits);
  book.setPosition({ ...position, volume: left, swap: remaining, updateMs: dealing.nowMs });
  return { profit, swap };
}

function commissionOf(dealing: Dealing, symbol: string, volume: number): number {
  const charged = roundMoney(dealing.instrument(symbol).commissionPerLot * volume, dealing.book.terms.currencyDigits);
  return charged === 0 ? 0 : -charged;
}

/** Writes the deal of an order. */
export function conclude(dealing: Dealing, order: PaperOrder, side: Side, part: Part): PaperDeal {
  const { ticket, symbol, magic, origin, comment } = order;
  const deal: PaperDeal = {
    profit: 0,
    swap: 0,
    ...part,
    ticket: dealing.book.dealTicket(),
    order: ticket,
    symbol,
    kind: side,
    fee: 0,
    magic,
    timeMs: dealing.nowMs,
    origin,
    comment,
  };
  dealing.book.addDeal(deal);
  return deal;
}
