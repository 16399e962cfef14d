import type { PaperDeal } from "./account-state.ts";
import type {
  DealEntry,
  Filling,
  OrderKind,
  OrderLife,
  OrderState,
  Origin,
  RequestAction,
} from "./engine/trade-request.ts";

/** Our words for MQL5's enumerators, where the host reads and writes them (mql5.com/en/docs/constants/tradingconstants). */
export const ORDER_KINDS: Readonly<Record<Exclude<OrderKind, "other">, string>> = {
  buy: "ORDER_TYPE_BUY",
  sell: "ORDER_TYPE_SELL",
  buyLimit: "ORDER_TYPE_BUY_LIMIT",
  sellLimit: "ORDER_TYPE_SELL_LIMIT",
  buyStop: "ORDER_TYPE_BUY_STOP",
  sellStop: "ORDER_TYPE_SELL_STOP",
  buyStopLimit: "ORDER_TYPE_BUY_STOP_LIMIT",
  sellStopLimit: "ORDER_TYPE_SELL_STOP_LIMIT",
  closeBy: "ORDER_TYPE_CLOSE_BY",
};
export const ORDER_STATES: Readonly<Record<Exclude<OrderState, "other">, string>> = {
  started: "ORDER_STATE_STARTED",
  placed: "ORDER_STATE_PLACED",
  cancelled: "ORDER_STATE_CANCELED",
  partial: "ORDER_STATE_PARTIAL",
  filled: "ORDER_STATE_FILLED",
  rejected: "ORDER_STATE_REJECTED",
  expired: "ORDER_STATE_EXPIRED",
  requestAdd: "ORDER_STATE_REQUEST_ADD",
  requestModify: "ORDER_STATE_REQUEST_MODIFY",
  requestCancel: "ORDER_STATE_REQUEST_CANCEL",
};
export const ORDER_LIVES: Readonly<Record<Exclude<OrderLife, "other">, string>> = {
  gtc: "ORDER_TIME_GTC",
  day: "ORDER_TIME_DAY",
  specified: "ORDER_TIME_SPECIFIED",
  specifiedDay: "ORDER_TIME_SPECIFIED_DAY",
};
export const FILLINGS: Readonly<Record<Filling, string>> = {
  fok: "ORDER_FILLING_FOK",
  ioc: "ORDER_FILLING_IOC",
  return: "ORDER_FILLING_RETURN",
  boc: "ORDER_FILLING_BOC",
};
export const ACTIONS: Readonly<Record<Exclude<RequestAction, "other">, string>> = {
  deal: "TRADE_ACTION_DEAL",
  pending: "TRADE_ACTION_PENDING",
  stops: "TRADE_ACTION_SLTP",
  modify: "TRADE_ACTION_MODIFY",
  remove: "TRADE_ACTION_REMOVE",
  closeBy: "TRADE_ACTION_CLOSE_BY",
};
/** What follows ORDER_REASON_, POSITION_REASON_ and DEAL_REASON_. */
export const REASONS: Readonly<Record<Origin, string>> = {
  client: "CLIENT",
  mobile: "MOBILE",
  web: "WEB",
  expert: "EXPERT",
  stopLoss: "SL",
  takeProfit: "TP",
  stopOut: "SO",
  other: "CLIENT",
};
export const DEAL_KINDS: Readonly<Partial<Record<PaperDeal["kind"], string>>> = {
  buy: "DEAL_TYPE_BUY",
  sell: "DEAL_TYPE_SELL",
  balance: "DEAL_TYPE_BALANCE",
  credit: "DEAL_TYPE_CREDIT",
};
export const DEAL_ENTRIES: Readonly<Record<Exclude<DealEntry, "other">, string>> = {
  in: "DEAL_ENTRY_IN",
  out: "DEAL_ENTRY_OUT",
  inOut: "DEAL_ENTRY_INOUT",
  outBy: "DEAL_ENTRY_OUT_BY",
};

/** A table read the other way round. */
export const reversed = <K extends string>(table: Readonly<Record<K, string>>): ReadonlyMap<string, K> =>
  new Map((Object.entries(table) as [K, string][]).map(([ours, theirs]) => [theirs, ours]));
