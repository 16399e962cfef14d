import type { AccountTerms, PaperDeal, PaperOrder } from "./account-state.ts";
import type { TradeTransaction } from "./engine/changes.ts";
import { DEAL_ENTRIES, DEAL_KINDS, FILLINGS, ORDER_KINDS, ORDER_LIVES, ORDER_STATES, REASONS } from "./mql5-names.ts";
import type { AccountFigures, PositionRecord } from "./trade-server.ts";

/** Values by MT5's own property names; enumerations by enumerator name, 64-bit numbers as decimal text. */
export type Mql5Row = Readonly<Record<string, number | string | boolean>>;

/** Without what reads as zero or empty when it is absent (TRADE-SERVER.md): half of every row. */
export function lean(row: Mql5Row): Mql5Row {
  const out: Record<string, number | string | boolean> = {};
  for (const key of Object.keys(row)) {
    const value = row[key];
    if (value !== undefined && value !== 0 && value !== "" && value !== "0") out[key] = value;
  }
  return out;
}

const text = (value: bigint): string => value.toString();
const seconds = (ms: number): number => Math.floor(ms / 1_000);

const MARGIN_MODES: Readonly<Record<AccountTerms["marginMode"], string>> = {
  hedging: "ACCOUNT_MARGIN_MODE_RETAIL_HEDGING",
  netting: "ACCOUNT_MARGIN_MODE_RETAIL_NETTING",
  exchange: "ACCOUNT_MARGIN_MODE_EXCHANGE",
};

/** An account's properties (mql5.com/en/docs/constants/environment_state/accountinformation). */
export function accountRow(terms: AccountTerms, figures: AccountFigures): Mql5Row {
  return {
    ACCOUNT_LOGIN: text(terms.login),
    ACCOUNT_TRADE_MODE: "ACCOUNT_TRADE_MODE_DEMO",
    ACCOUNT_LEVERAGE: terms.leverage,
    ACCOUNT_LIMIT_ORDERS: terms.limitOrders,
    ACCOUNT_MARGIN_SO_MODE: "ACCOUNT_STOPOUT_MODE_PERCENT",
    ACCOUNT_TRADE_ALLOWED: figures.tradeAllowed,
    ACCOUNT_TRADE_EXPERT: figures.expertAllowed,
    ACCOUNT_MARGIN_MODE: MARGIN_MODES[terms.marginMode],
    ACCOUNT_CURRENCY_DIGITS: terms.currencyDigits,
    ACCOUNT_FIFO_CLOSE: terms.fifoClose,
    ACCOUNT_HEDGE_ALLOWED: terms.marginMode === "hedging" && terms.hedgeAllowed,
    ACCOUNT_BALANCE: figures.balance,
    ACCOUNT_CREDIT: figures.credit,
    ACCOUNT_PROFIT: figures.profit,
    ACCOUNT_EQUITY: figures.equity,
    ACCOUNT_MARGIN: figures.margin,
    ACCOUNT_MARGIN_FREE: figures.marginFree,
    ACCOUNT_MARGIN_LEVEL: figures.marginLevel,
    ACCOUNT_MARGIN_SO_CALL: terms.marginCallLevel,
    ACCOUNT_MARGIN_SO_SO: terms.stopOutLevel,
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

/** An order, pending or closed (mql5.com/en/docs/constants/tradingconstants/orderproperties). Our own are never `other`. */
export function orderRow(order: PaperOrder): Mql5Row {
  const { kind, state, life } = order;
  if (kind === "other" || state === "other" || life === "other")
    throw new RangeError("the paper broker keeps no such order");
  return {
    ticket: text(order.ticket),
    ORDER_TICKET: text(order.ticket),
    ORDER_TIME_SETUP: seconds(order.setupMs),
    ORDER_TIME_SETUP_MSC: order.setupMs,
    ORDER_TIME_DONE: seconds(order.doneMs),
    ORDER_TIME_DONE_MSC: order.doneMs,
    ORDER_TIME_EXPIRATION: seconds(order.expiryMs),
    ORDER_TYPE: ORDER_KINDS[kind],
    ORDER_TYPE_TIME: ORDER_LIVES[life],
    ORDER_TYPE_FILLING: FILLINGS[order.filling],
    ORDER_STATE: ORDER_STATES[state],
    ORDER_MAGIC: text(order.magic),
    ORDER_REASON: `ORDER_REASON_${REASONS[order.origin]}`,
    ORDER_POSITION_ID: text(order.position),
    ORDER_POSITION_BY_ID: text(order.positionBy),
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

/** A deal (mql5.com/en/docs/constants/tradingconstants/dealproperties). */
export function dealRow(deal: PaperDeal): Mql5Row {
  if (deal.entry === "other") throw new RangeError("the paper broker concludes no such deal");
  return {
    ticket: text(deal.ticket),
    DEAL_TICKET: text(deal.ticket),
    DEAL_ORDER: text(deal.order),
    DEAL_POSITION_ID: text(deal.position),
    DEAL_TIME: seconds(deal.timeMs),
    DEAL_TIME_MSC: deal.timeMs,
    DEAL_TYPE: DEAL_KINDS[deal.kind] ?? "DEAL_TYPE_CORRECTION",
    DEAL_ENTRY: DEAL_ENTRIES[deal.entry],
    DEAL_REASON: `DEAL_REASON_${REASONS[deal.origin]}`,
    DEAL_MAGIC: text(deal.magic),
    DEAL_VOLUME: deal.volume,
    DEAL_PRICE: deal.price,
    DEAL_SL: deal.stopLoss,
    DEAL_TP: deal.takeProfit,
    DEAL_COMMISSION: deal.commission,
    DEAL_FEE: deal.fee,
    DEAL_SWAP: deal.swap,
    DEAL_PROFIT: deal.profit,
    DEAL_SYMBOL: deal.symbol,
    DEAL_COMMENT: deal.comment,
  };
}

const TRANSACTIONS: Readonly<Record<TradeTransaction["type"], string>> = {
  orderAdd: "TRADE_TRANSACTION_ORDER_ADD",
  orderUpdate: "TRADE_TRANSACTION_ORDER_UPDATE",
  orderDelete: "TRADE_TRANSACTION_ORDER_DELETE",
  historyAdd: "TRADE_TRANSACTION_HISTORY_ADD",
  dealAdd: "TRADE_TRANSACTION_DEAL_ADD",
  position: "TRADE_TRANSACTION_POSITION",
};

/** A transaction (mql5.com/en/docs/constants/structures/mqltradetransaction). */
export function transactionRow(transaction: TradeTransaction): Mql5Row {
  const { orderKind, orderState, dealKind, life } = transaction;
  return {
    type: TRANSACTIONS[transaction.type],
    deal: text(transaction.deal),
    order: text(transaction.order),
    symbol: transaction.symbol,
    ...(orderKind === null || orderKind === "other" ? {} : { order_type: ORDER_KINDS[orderKind] }),
    ...(orderState === null || orderState === "other" ? {} : { order_state: ORDER_STATES[orderState] }),
    ...(dealKind === null ? {} : { deal_type: DEAL_KINDS[dealKind] ?? "DEAL_TYPE_CORRECTION" }),
    ...(life === null || life === "other" ? {} : { time_type: ORDER_LIVES[life] }),
    time_expiration: seconds(transaction.expiryMs),
    price: transaction.price,
    price_trigger: transaction.priceTrigger,
    price_sl: transaction.stopLoss,
    price_tp: transaction.takeProfit,
    volume: transaction.volume,
    position: text(transaction.position),
    position_by: text(transaction.positionBy),
  };
}
