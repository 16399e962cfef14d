import { OrderKind, OrderLife, OrderState, Origin, Side } from "../codes.ts";
import { bool, code, f64, message, ms, record, text, u32, u64 } from "../schema.ts";

export const AccountSnapshot = message("AccountSnapshot", {
  code: 30,
  from: "ea",
  socket: "control",
  frozen: true,
  doc: "The account as MT5 shows it; sent on change (at most 5 a second) and every 5 s.",
  fields: {
    login: u64,
    server: text(64),
    brokerMs: ms,
    balance: f64,
    credit: f64,
    profit: f64,
    equity: f64,
    margin: f64,
    marginFree: f64,
    marginLevel: f64,
    leverage: u32,
    tradeAllowed: bool,
    expertAllowed: bool,
    positions: u32,
    orders: u32,
  },
});

const Position = record("PositionRecord", {
  ticket: u64,
  /** POSITION_IDENTIFIER: the key; a ticket may change on swap re-opening or netting reversal. */
  identifier: u64,
  symbol: text(32),
  side: code(Side),
  volume: f64,
  priceOpen: f64,
  priceCurrent: f64,
  stopLoss: f64,
  takeProfit: f64,
  swap: f64,
  profit: f64,
  magic: u64,
  openMs: ms,
  updateMs: ms,
  origin: code(Origin),
  comment: text(64),
});

export const PositionsSnapshot = message("PositionsSnapshot", {
  code: 31,
  from: "ea",
  socket: "control",
  frozen: true,
  doc: "All open positions. Split over `parts` frames of one `snapshot` number; the set is whole when every part came.",
  fields: { snapshot: u64, part: u32, parts: u32, brokerMs: ms },
  items: Position,
});

const Order = record("OrderRecord", {
  ticket: u64,
  symbol: text(32),
  kind: code(OrderKind),
  state: code(OrderState),
  life: code(OrderLife),
  volumeInitial: f64,
  volumeCurrent: f64,
  price: f64,
  stopLimit: f64,
  stopLoss: f64,
  takeProfit: f64,
  magic: u64,
  position: u64,
  setupMs: ms,
  expiryMs: ms,
  origin: code(Origin),
  comment: text(64),
});

export const OrdersSnapshot = message("OrdersSnapshot", {
  code: 32,
  from: "ea",
  socket: "control",
  frozen: true,
  doc: "All pending orders, split like PositionsSnapshot.",
  fields: { snapshot: u64, part: u32, parts: u32, brokerMs: ms },
  items: Order,
});
