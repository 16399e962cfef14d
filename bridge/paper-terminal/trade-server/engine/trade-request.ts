import type { ItemOf } from "#shared/link/frame.ts";

export type OrderKind = ItemOf<"OrdersSnapshot">["kind"];
export type OrderState = ItemOf<"OrdersSnapshot">["state"];
export type OrderLife = ItemOf<"OrdersSnapshot">["life"];
export type Origin = ItemOf<"OrdersSnapshot">["origin"];
export type DealEntry = ItemOf<"TradeDeals">["entry"];
export type Side = "buy" | "sell";
/** ENUM_ORDER_TYPE_FILLING: all or nothing, what there is, the rest stays, only without taking liquidity. */
export type Filling = "fok" | "ioc" | "return" | "boc";
/** ENUM_TRADE_REQUEST_ACTIONS; `other` = none that we know. */
export type RequestAction = "deal" | "pending" | "stops" | "modify" | "remove" | "closeBy" | "other";

/** A trade request: MqlTradeRequest's fields (mql5.com/en/docs/constants/structures/mqltraderequest). */
export interface TradeRequest {
  readonly action: RequestAction;
  readonly magic: bigint;
  /** Order ticket of modify and remove. */
  readonly order: bigint;
  readonly symbol: string;
  readonly volume: number;
  readonly price: number;
  readonly stopLimit: number;
  /** 0 = none. */
  readonly stopLoss: number;
  readonly takeProfit: number;
  /** Points. */
  readonly deviation: number;
  readonly kind: OrderKind;
  readonly filling: Filling;
  readonly life: OrderLife;
  /** Broker ms; 0 = none. */
  readonly expiryMs: number;
  readonly comment: string;
  /** Position tickets. */
  readonly position: bigint;
  readonly positionBy: bigint;
}

/** What the server answers: MqlTradeResult's fields. */
export interface TradeResult {
  readonly retcode: number;
  readonly deal: bigint;
  readonly order: bigint;
  readonly volume: number;
  readonly price: number;
  readonly bid: number;
  readonly ask: number;
  readonly comment: string;
}

/** The side on which an order kind trades; null for those that have none. */
export function sideOf(kind: OrderKind): Side | null {
  switch (kind) {
    case "buy":
    case "buyLimit":
    case "buyStop":
    case "buyStopLimit":
      return "buy";
    case "sell":
    case "sellLimit":
    case "sellStop":
    case "sellStopLimit":
      return "sell";
    default:
      return null;
  }
}

export const opposite = (side: Side): Side => (side === "buy" ? "sell" : "buy");
