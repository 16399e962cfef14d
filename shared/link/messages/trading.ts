import { OrderKind, OrderLife, OrderState, Origin } from "../codes.ts";
import { bool, bytes, code, f64, message, ms, record, text, u16, u32, u64 } from "../schema.ts";
import {
  DealEntry,
  DealKind,
  FlattenCause,
  FlattenScope,
  FlattenStage,
  TradeAction,
  TradeRefusal,
  TradeStatus,
} from "../trade-codes.ts";

export const TradeOwner = message("TradeOwner", {
  code: 80,
  from: "bridge",
  socket: "control",
  doc: "Gives (or takes) the ownership of an account's orders. `fence` grows with every hand-over; a program acts only on the highest fence any program of its terminal has seen.",
  fields: { bridgeEpoch: u64, fence: u64, login: u64, server: text(64), owner: bool },
});

export const TradeOwnerTaken = message("TradeOwnerTaken", {
  code: 81,
  from: "ea",
  socket: "control",
  doc: "Answers TradeOwner: the program now refuses every other fence. `owner` false when the fence was lower than one it knows.",
  fields: { fence: u64, highestFence: u64, owner: bool },
});

export const TradeCommand = message("TradeCommand", {
  code: 82,
  from: "bridge",
  socket: "control",
  doc: "One order intent, journalled by the bridge before it is sent and never sent twice. A program that sees an intent again answers from its journal.",
  fields: {
    intent: bytes(16),
    bridgeEpoch: u64,
    fence: u64,
    login: u64,
    server: text(64),
    /** 12-bit tag, 16-bit installation, 35-bit counter; on orders that create deals. */
    magic: u64,
    action: code(TradeAction),
    /** Market: buy or sell. closeBy, remove, stops: the kind of what is changed. */
    kind: code(OrderKind),
    symbol: text(32),
    /** Lots; 0 where the action has none. */
    volume: f64,
    /** Pending price; for a market order the price the trader saw (bound of `deviation`), 0 = none. */
    price: f64,
    stopLimit: f64,
    /** 0 = no stop. */
    stopLoss: f64,
    takeProfit: f64,
    /** Largest slippage in points; 4294967295 = the broker's own. */
    deviation: u32,
    life: code(OrderLife),
    /** Broker ms; 0 unless `life` is specified. */
    expiryMs: ms,
    /** Order ticket for modify and remove. */
    order: u64,
    /** POSITION_IDENTIFIER for stops, a close, closeBy. */
    position: u64,
    positionBy: u64,
    /** Magic of the order whose lots a close takes, for that order's duties on a netting account; 0 = nobody's in particular. */
    closesFor: u64,
    /** The position may only shrink: refused (wouldReverse) when more than its remainder is asked. Needs no lease. */
    reduceOnly: bool,
    /** Sent by a session, not by a hand: flattened when the lease lapses, if the lease says so. */
    automated: bool,
    /** The position must carry a stop that the server accepted this long after its fill, else it is closed; 0 = off. */
    stopWithinMs: u32,
    /** A timed close this long after the fill; 0 = none. */
    holdMs: u32,
    /** UTC ms after which the program refuses the command unsent (`expired`). */
    validUntilMs: ms,
    comment: text(32),
  },
});

export const TradeState = message("TradeState", {
  code: 83,
  from: "ea",
  socket: "control",
  doc: "What the program's journal says of an intent: on every change, and in answer to TradeQuery. A lower status never follows a final one.",
  fields: {
    intent: bytes(16),
    magic: u64,
    status: code(TradeStatus),
    refusal: code(TradeRefusal),
    /** MT5's trade server return code, 0 = none (mql5.com/en/docs/constants/errorswarnings/enum_trade_return_codes). */
    retcode: u32,
    order: u64,
    deal: u64,
    position: u64,
    /** Executed lots so far. */
    volume: f64,
    /** Average price of the execution, or the price of the order that rests. */
    price: f64,
    /** GetMicrosecondCount() when the command was read, when MT5 was called, when its answer was seen; 0 = not yet. */
    readUs: u64,
    calledUs: u64,
    answeredUs: u64,
    brokerMs: ms,
    /** The server's own words, or the number a refusal is about. */
    words: text(64),
  },
});

export const TradeQuery = message("TradeQuery", {
  code: 84,
  from: "bridge",
  socket: "control",
  doc: "Asks what became of an intent. Has no effect; may be repeated.",
  fields: { intent: bytes(16), magic: u64, login: u64, server: text(64) },
});

export const TradeHistoryRequest = message("TradeHistoryRequest", {
  code: 85,
  from: "bridge",
  socket: "control",
  doc: "Asks for the closed orders and deals of a window (HistorySelect). Answered by one TradeDeals set and one TradeOrders set with this id.",
  fields: { id: u64, login: u64, server: text(64), fromMs: ms, toMs: ms },
});

const DealRecord = record("DealRecord", {
  ticket: u64,
  order: u64,
  /** DEAL_POSITION_ID. */
  position: u64,
  symbol: text(32),
  kind: code(DealKind),
  entry: code(DealEntry),
  volume: f64,
  price: f64,
  stopLoss: f64,
  takeProfit: f64,
  profit: f64,
  swap: f64,
  commission: f64,
  fee: f64,
  magic: u64,
  timeMs: ms,
  origin: code(Origin),
  comment: text(64),
});

export const TradeDeals = message("TradeDeals", {
  code: 86,
  from: "ea",
  socket: "control",
  doc: "Deals: all of a requested window, or (id 0) those of the last minutes that this session has not sent yet. Overlaps are normal; the ticket is the key. Split like PositionsSnapshot.",
  fields: {
    id: u64,
    part: u32,
    parts: u32,
    fromMs: ms,
    toMs: ms,
    brokerMs: ms,
    /** How long the terminal has been connected to its broker without a break; 0 = not connected. What the 180 s rule counts. */
    connectedForMs: u32,
  },
  items: DealRecord,
});

const ClosedOrder = record("ClosedOrderRecord", {
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
  positionBy: u64,
  setupMs: ms,
  doneMs: ms,
  origin: code(Origin),
  comment: text(64),
});

export const TradeOrders = message("TradeOrders", {
  code: 87,
  from: "ea",
  socket: "control",
  doc: "Closed orders (filled, cancelled, rejected, expired), sent like TradeDeals.",
  fields: { id: u64, part: u32, parts: u32, fromMs: ms, toMs: ms, brokerMs: ms, connectedForMs: u32 },
  items: ClosedOrder,
});

export const Guard = message("Guard", {
  code: 88,
  from: "bridge",
  socket: "control",
  frozen: true,
  doc: "Hard limits that the program keeps on disk and enforces by itself, with the bridge dead too. The stricter of these and its own inputs holds. A lower version is ignored.",
  fields: {
    bridgeEpoch: u64,
    version: u64,
    login: u64,
    server: text(64),
    /** Lots an order may open, and lots open in all; 0 = no limit. */
    maxOrderLots: f64,
    maxTotalLots: f64,
    /** Equity (account currency) at which everything is flattened and entries stop; 0 = none. */
    equityFloor: f64,
    /** Latched: nothing that opens or grows a position. */
    entriesPaused: bool,
    /** Latched: nothing automated. */
    automationStopped: bool,
    /** Latched: flat, and kept flat. */
    flattened: bool,
  },
});

export const GuardState = message("GuardState", {
  code: 89,
  from: "ea",
  socket: "control",
  frozen: true,
  doc: "The guard as the program enforces it; on every change and at the start of a session.",
  fields: {
    version: u64,
    login: u64,
    server: text(64),
    maxOrderLots: f64,
    maxTotalLots: f64,
    equityFloor: f64,
    entriesPaused: bool,
    automationStopped: bool,
    flattened: bool,
    /** The program latched by itself (equity floor, panel button); cleared when a Guard of a higher version is `flattened`. */
    ownLatch: bool,
    cause: code(FlattenCause),
    equity: f64,
  },
});

export const Flatten = message("Flatten", {
  code: 90,
  from: "bridge",
  socket: "control",
  frozen: true,
  doc: "Closes positions and removes pending orders, all requests at once, until none is left. The same id again is answered with the state.",
  fields: { id: bytes(16), bridgeEpoch: u64, login: u64, server: text(64), scope: code(FlattenScope) },
});

export const FlattenState = message("FlattenState", {
  code: 91,
  from: "ea",
  socket: "control",
  frozen: true,
  doc: "Progress of a flatten, also of one the program began itself. `flat` is said only when a fresh look found nothing in scope.",
  fields: {
    id: bytes(16),
    cause: code(FlattenCause),
    scope: code(FlattenScope),
    stage: code(FlattenStage),
    positionsLeft: u32,
    ordersLeft: u32,
    requests: u32,
    rejections: u32,
    lastRetcode: u32,
    /** Microseconds from the order to flatten to the last first request; 0 = not all sent yet. */
    sentAllUs: u64,
    round: u16,
    brokerMs: ms,
    utcMs: ms,
  },
});
