import type { AccountTerms, DealKind, PaperDeal, PaperOrder } from "./account-state.ts";
import type { AccountFigures, PositionRecord } from "./trade-server.ts";

/** Values by MT5's own property names; enumerations by enumerator name, 64-bit numbers as decimal text. */
export type Mql5Row = Readonly<Record<string, number | string | boolean>>;

const text = (value: bigint): string => value.toString();
const seconds = (ms: number): number => Math.floor(ms / 1_000);

/** An account's properties (mql5.com/en/docs/constants/environment_state/accountinformation). */
export function accountRow(terms: AccountTerms, figures: AccountFigures): Mql5Row {
  return {
    ACCOUNT_LOGIN: text(terms.login),
    ACCOUNT_TRADE_MODE: "ACCOUNT_TRADE_MODE_DEMO",
    ACCOUNT_LEVERAGE: terms.leverage,
    ACCOUNT_LIMIT_ORDERS: 0,
    ACCOUNT_MARGIN_SO_MODE: "ACCOUNT_STOPOUT_MODE_PERCENT",
    ACCOUNT_TRADE_ALLOWED: figures.tradeAllowed,
    ACCOUNT_TRADE_EXPERT: figures.expertAllowed,
    ACCOUNT_MARGIN_MODE:
      terms.marginMode === "hedging" ? "ACCOUNT_MARGIN_MODE_RETAIL_HEDGING" : "ACCOUNT_MARGIN_MODE_RETAIL_NETTING",
    ACCOUNT_CURRENCY_DIGITS: terms.currencyDigits,
    ACCOUNT_FIFO_CLOSE: false,
    ACCOUNT_HEDGE_ALLOWED: terms.marginMode === "hedging",
    ACCOUNT_BALANCE: figures.balance,
    ACCOUNT_CREDIT: figures.credit,
    ACCOUNT_PROFIT: figures.profit,
    ACCOUNT_EQUITY: figures.equity,
    ACCOUNT_MARGIN: figures.margin,
    ACCOUNT_MARGIN_FREE: figures.marginFree,
    ACCOUNT_MARGIN_LEVEL: figures.marginLevel,
    ACCOUNT_MARGIN_SO_CALL: 100,
    ACCOUNT_MARGIN_SO_SO: 50,
    ACCOUNT_MARGIN_INITIAL: 0,
    ACCOUNT_MARGIN_MAINTENANCE: 0,
    ACCOUNT_ASSETS: 0,
    ACCOUNT_LIABILITIES: 0,
    ACCOUNT_COMMISSION_BLOCKED: 0,
    ACCOUNT_NAME: terms.name,
    ACCOUNT_SERVER: terms.server,
    ACCOUNT_CURRENCY: terms.currency,
    ACCOUNT_COMPANY: terms.company,
  };
}

const REASONS: Readonly<Record<PositionRecord["origin"], string>> = {
  client: "CLIENT",
  mobile: "MOBILE",
  web: "WEB",
  expert: "EXPERT",
  stopLoss: "SL",
  takeProfit: "TP",
  stopOut: "SO",
  other: "CLIENT",
};

/** An open position (mql5.com/en/docs/constants/tradingconstants/positionproperties). */
export function positionRow(position: PositionRecord): Mql5Row {
  return {
    ticket: text(position.ticket),
    POSITION_TICKET: text(position.ticket),
    POSITION_IDENTIFIER: text(position.identifier),
    POSITION_TIME: seconds(position.openMs),
    POSITION_TIME_MSC: position.openMs,
    POSITION_TIME_UPDATE: seconds(position.updateMs),
    POSITION_TIME_UPDATE_MSC: position.updateMs,
    POSITION_TYPE: position.side === "buy" ? "POSITION_TYPE_BUY" : "POSITION_TYPE_SELL",
    POSITION_MAGIC: text(position.magic),
    POSITION_REASON: `POSITION_REASON_${REASONS[position.origin]}`,
    POSITION_VOLUME: position.volume,
    POSITION_PRICE_OPEN: position.priceOpen,
    POSITION_SL: position.stopLoss,
    POSITION_TP: position.takeProfit,
    POSITION_PRICE_CURRENT: position.priceCurrent,
    POSITION_SWAP: position.swap,
    POSITION_PROFIT: position.profit,
    POSITION_SYMBOL: position.symbol,
    POSITION_COMMENT: position.comment,
    POSITION_EXTERNAL_ID: "",
  };
}

const KINDS: Readonly<Record<Exclude<PaperOrder["kind"], "other">, string>> = {
  buy: "BUY",
  sell: "SELL",
  buyLimit: "BUY_LIMIT",
  sellLimit: "SELL_LIMIT",
  buyStop: "BUY_STOP",
  sellStop: "SELL_STOP",
  buyStopLimit: "BUY_STOP_LIMIT",
  sellStopLimit: "SELL_STOP_LIMIT",
  closeBy: "CLOSE_BY",
};
const STATES: Readonly<Record<Exclude<PaperOrder["state"], "other">, string>> = {
  started: "STARTED",
  placed: "PLACED",
  cancelled: "CANCELED",
  partial: "PARTIAL",
  filled: "FILLED",
  rejected: "REJECTED",
  expired: "EXPIRED",
  requestAdd: "REQUEST_ADD",
  requestModify: "REQUEST_MODIFY",
  requestCancel: "REQUEST_CANCEL",
};
const LIVES: Readonly<Record<Exclude<PaperOrder["life"], "other">, string>> = {
  gtc: "GTC",
  day: "DAY",
  specified: "SPECIFIED",
  specifiedDay: "SPECIFIED_DAY",
};

/** A pending order (mql5.com/en/docs/constants/tradingconstants/orderproperties). Our own orders are never `other`. */
export function orderRow(order: PaperOrder): Mql5Row {
  const { kind, state, life } = order;
  if (kind === "other" || state === "other" || life === "other")
    throw new RangeError("the paper broker keeps no such order");
  return {
    ticket: text(order.ticket),
    ORDER_TICKET: text(order.ticket),
    ORDER_TIME_SETUP: seconds(order.setupMs),
    ORDER_TIME_SETUP_MSC: order.setupMs,
    ORDER_TIME_EXPIRATION: seconds(order.expiryMs),
    ORDER_TYPE: `ORDER_TYPE_${KINDS[kind]}`,
    ORDER_TYPE_TIME: `ORDER_TIME_${LIVES[life]}`,
    ORDER_TYPE_FILLING: "ORDER_FILLING_RETURN",
    ORDER_STATE: `ORDER_STATE_${STATES[state]}`,
    ORDER_MAGIC: text(order.magic),
    ORDER_REASON: `ORDER_REASON_${REASONS[order.origin]}`,
    ORDER_POSITION_ID: text(order.position),
    ORDER_VOLUME_INITIAL: order.volumeInitial,
    ORDER_VOLUME_CURRENT: order.volumeCurrent,
    ORDER_PRICE_OPEN: order.price,
    ORDER_PRICE_STOPLIMIT: order.stopLimit,
    ORDER_SL: order.stopLoss,
    ORDER_TP: order.takeProfit,
    ORDER_SYMBOL: order.symbol,
    ORDER_COMMENT: order.comment,
  };
}

const DEALS: Readonly<Record<DealKind, string>> = {
  buy: "BUY",
  sell: "SELL",
  balance: "BALANCE",
  credit: "CREDIT",
  commission: "COMMISSION",
  interest: "INTEREST",
};
/** MT5 gives a deal without entry, a deposit for one, DEAL_ENTRY_IN. */
const ENTRIES: Readonly<Record<PaperDeal["entry"], string>> = { in: "IN", out: "OUT", inout: "INOUT", none: "IN" };

/** A deal (mql5.com/en/docs/constants/tradingconstants/dealproperties). */
export function dealRow(deal: PaperDeal): Mql5Row {
  return {
    ticket: text(deal.ticket),
    DEAL_TICKET: text(deal.ticket),
    DEAL_ORDER: text(deal.order),
    DEAL_POSITION_ID: text(deal.position),
    DEAL_TIME: seconds(deal.timeMs),
    DEAL_TIME_MSC: deal.timeMs,
    DEAL_TYPE: `DEAL_TYPE_${DEALS[deal.kind]}`,
    DEAL_ENTRY: `DEAL_ENTRY_${ENTRIES[deal.entry]}`,
    DEAL_MAGIC: text(deal.magic),
    DEAL_VOLUME: deal.volume,
    DEAL_PRICE: deal.price,
    DEAL_COMMISSION: deal.commission,
    DEAL_SWAP: deal.swap,
    DEAL_PROFIT: deal.profit,
    DEAL_SYMBOL: deal.symbol,
    DEAL_COMMENT: deal.comment,
  };
}
