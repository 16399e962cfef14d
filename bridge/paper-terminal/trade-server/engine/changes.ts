import type { PaperDeal, PaperOrder, PaperPosition } from "../account-state.ts";
import type { OrderKind, OrderLife, OrderState } from "./trade-request.ts";

/** MqlTradeTransaction (mql5.com/en/docs/constants/structures/mqltradetransaction), but for `request`, which is told apart. */
export interface TradeTransaction {
  readonly type: "orderAdd" | "orderUpdate" | "orderDelete" | "historyAdd" | "dealAdd" | "position";
  readonly deal: bigint;
  readonly order: bigint;
  readonly symbol: string;
  readonly orderKind: OrderKind | null;
  readonly orderState: OrderState | null;
  readonly dealKind: PaperDeal["kind"] | null;
  readonly life: OrderLife | null;
  readonly expiryMs: number;
  readonly price: number;
  readonly priceTrigger: number;
  readonly stopLoss: number;
  readonly takeProfit: number;
  readonly volume: number;
  readonly position: bigint;
  readonly positionBy: bigint;
}

/** What one operation changed. Rows replace those of the same ticket; applied in the order of the fields. */
export interface Changes {
  readonly balance: number;
  readonly credit: number;
  readonly nextOrder: bigint;
  readonly nextDeal: bigint;
  readonly rolledMs: number;
  readonly positions: readonly PaperPosition[];
  readonly positionsGone: readonly bigint[];
  readonly orders: readonly PaperOrder[];
  readonly ordersGone: readonly bigint[];
  readonly history: readonly PaperOrder[];
  readonly deals: readonly PaperDeal[];
  readonly transactions: readonly TradeTransaction[];
}

/** The transaction of an order that came, changed, left, or entered the history. */
export function orderTransaction(
  type: "orderAdd" | "orderUpdate" | "orderDelete" | "historyAdd",
  order: PaperOrder,
): TradeTransaction {
  return {
    type,
    deal: 0n,
    order: order.ticket,
    symbol: order.symbol,
    orderKind: order.kind,
    orderState: order.state,
    dealKind: null,
    life: order.life,
    expiryMs: order.expiryMs,
    price: order.price,
    priceTrigger: order.stopLimit,
    stopLoss: order.stopLoss,
    takeProfit: order.takeProfit,
    volume: order.volumeCurrent,
    position: order.position,
    positionBy: order.positionBy,
  };
}

/** A deal as `OnTradeTransaction` tells it. */
export function dealTransaction(deal: PaperDeal): TradeTransaction {
  return {
    type: "dealAdd",
    deal: deal.ticket,
    order: deal.order,
    symbol: deal.symbol,
    orderKind: null,
    orderState: null,
    dealKind: deal.kind,
    life: null,
    expiryMs: 0,
    price: deal.price,
    priceTrigger: 0,
    stopLoss: deal.stopLoss,
    takeProfit: deal.takeProfit,
    volume: deal.volume,
    position: deal.position,
    positionBy: 0n,
  };
}

/** A position changed without a deal: its stops were moved. */
export function positionTransaction(position: PaperPosition): TradeTransaction {
  return {
    type: "position",
    deal: 0n,
    order: 0n,
    symbol: position.symbol,
    orderKind: null,
    orderState: null,
    dealKind: position.side,
    life: null,
    expiryMs: 0,
    price: position.priceOpen,
    priceTrigger: 0,
    stopLoss: position.stopLoss,
    takeProfit: position.takeProfit,
    volume: position.volume,
    position: position.ticket,
    positionBy: 0n,
  };
}
