import type { PaperOrder } from "../account-state.ts";
import type { Dealing } from "./dealing.ts";
import type { Origin, TradeRequest } from "./trade-request.ts";

/** The order that a request asks for, numbered, in state `started`; the broker's idea of its comment included. */
export function newOrder(dealing: Dealing, request: TradeRequest, origin: Origin, position: bigint): PaperOrder {
  const { symbol, kind, volume, price, stopLimit, stopLoss, takeProfit, life, expiryMs, magic, filling } = request;
  return {
    ticket: dealing.book.orderTicket(),
    symbol,
    kind,
    state: "started",
    life,
    volumeInitial: volume,
    volumeCurrent: volume,
    price,
    stopLimit,
    stopLoss,
    takeProfit,
    magic,
    position,
    positionBy: 0n,
    setupMs: dealing.nowMs,
    doneMs: 0,
    expiryMs,
    origin,
    comment: dealing.conditions.comment(request.comment),
    filling,
  };
}

/** An order of the broker's own against a position: by a stop, or a stop-out. */
export const brokerOrder = (
  dealing: Dealing,
  position: { readonly symbol: string; readonly identifier: bigint; readonly magic: bigint; readonly volume: number },
  kind: "buy" | "sell",
  origin: Origin,
  comment: string,
): PaperOrder =>
  newOrder(
    dealing,
    {
      action: "deal",
      symbol: position.symbol,
      kind,
      volume: position.volume,
      magic: position.magic,
      comment,
      order: 0n,
      price: 0,
      stopLimit: 0,
      stopLoss: 0,
      takeProfit: 0,
      deviation: 0,
      filling: "ioc",
      life: "gtc",
      expiryMs: 0,
      position: 0n,
      positionBy: 0n,
    },
    origin,
    position.identifier,
  );
