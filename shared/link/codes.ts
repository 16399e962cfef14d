import { codes } from "./schema.ts";

/** Version of the frames' layout; a peer outside [MIN, VERSION] is reduced to the frozen messages. */
export const PROTOCOL_VERSION = 1;
export const PROTOCOL_MIN = 1;
/** First two bytes of every frame: "FL". */
export const MAGIC = 0x4c46;

/** What a program inside MT5 does on the link (DESIGN.md section 3, Roles). */
export const Role = codes("Role", { ea: 1, commandService: 2, historyService: 3 });
export const TradeMode = codes("TradeMode", { demo: 1, contest: 2, real: 3 });
export const MarginMode = codes("MarginMode", { netting: 1, exchange: 2, hedging: 3 });
export const Side = codes("Side", { buy: 1, sell: 2 });
export const OrderKind = codes("OrderKind", {
  buy: 1,
  sell: 2,
  buyLimit: 3,
  sellLimit: 4,
  buyStop: 5,
  sellStop: 6,
  buyStopLimit: 7,
  sellStopLimit: 8,
  closeBy: 9,
  /** A kind MT5 learned after this protocol: shown, never acted on. */
  other: 255,
});
export const OrderState = codes("OrderState", {
  started: 1,
  placed: 2,
  cancelled: 3,
  partial: 4,
  filled: 5,
  rejected: 6,
  expired: 7,
  requestAdd: 8,
  requestModify: 9,
  requestCancel: 10,
  other: 255,
});
export const OrderLife = codes("OrderLife", { gtc: 1, day: 2, specified: 3, specifiedDay: 4, other: 255 });
export const Origin = codes("Origin", {
  client: 1,
  mobile: 2,
  web: 3,
  expert: 4,
  stopLoss: 5,
  takeProfit: 6,
  stopOut: 7,
  other: 8,
});
export const SymbolTradeMode = codes("SymbolTradeMode", {
  disabled: 1,
  longOnly: 2,
  shortOnly: 3,
  closeOnly: 4,
  full: 5,
});
export const ExecutionMode = codes("ExecutionMode", { request: 1, instant: 2, market: 3, exchange: 4, other: 255 });
export const CalcMode = codes("CalcMode", {
  forex: 1,
  forexNoLeverage: 2,
  futures: 3,
  cfd: 4,
  cfdIndex: 5,
  cfdLeverage: 6,
  exchangeStocks: 7,
  exchangeFutures: 8,
  exchangeBonds: 9,
  collateral: 10,
  other: 11,
});
export const SessionKind = codes("SessionKind", { quote: 1, trade: 2 });
export const TimeframeCode = codes("TimeframeCode", {
  M1: 1,
  M5: 2,
  M15: 3,
  M30: 4,
  H1: 5,
  H4: 6,
  D1: 7,
  W1: 8,
  MN1: 9,
});
/**
 * Record layout of packed ticks: `quote` (24 bytes) when last, volume and volume_real are all zero, else `full` (48).
 * The `fine` ones add ten-thousandths of a ms for sources finer than MT5 (imported files); an EA never sends them.
 */
export const TickLayout = codes("TickLayout", { quote: 1, full: 2, fineQuote: 3, fineFull: 4 });
export const PairStatus = codes("PairStatus", { waiting: 1, confirmed: 2, refused: 3 });
/** Why the bridge refuses a frame or a peer; each is counted and shown with its words. */
export const RefusalCode = codes("RefusalCode", {
  helloRequired: 1,
  pairingClosed: 2,
  pairingCodeWrong: 3,
  pairingCodeExpired: 4,
  pairingCodeUsed: 5,
  pairingDeclined: 6,
  unknownTerminal: 7,
  wrongKey: 8,
  wrongSecret: 9,
  wrongSession: 10,
  terminalRemoved: 11,
  protocolVersion: 12,
  malformedFrame: 13,
  duplicateRole: 14,
  staleEpoch: 15,
  wrongAccount: 16,
  overloaded: 17,
});
/** Why a peer leaves. Named after MT5's deinitialisation reasons (mql5.com/en/docs/constants/namedconstants/uninit). */
export const ByeReason = codes("ByeReason", {
  program: 1,
  remove: 2,
  recompile: 3,
  chartChange: 4,
  chartClose: 5,
  parameters: 6,
  account: 7,
  template: 8,
  initFailed: 9,
  close: 10,
  other: 11,
});
export const StreamStatus = codes("StreamStatus", {
  live: 1,
  unknownSymbol: 2,
  notSelected: 3,
  historyUnavailable: 4,
});
export const HistoryStatus = codes("HistoryStatus", {
  complete: 1,
  unknownSymbol: 2,
  timeout: 3,
  notAvailable: 4,
  cancelled: 5,
  failed: 6,
  /** This program may not wait for MT5's history: the history service has to be asked. */
  serviceNeeded: 7,
});
export const LeaseStatus = codes("LeaseStatus", { none: 1, held: 2, lapsed: 3 });
export const Severity = codes("Severity", { info: 1, warning: 2, error: 3 });
/** `notOffered`: the broker sends no depth for the symbol (SYMBOL_TICKS_BOOKDEPTH is 0). */
export const BookStatus = codes("BookStatus", { live: 1, unknownSymbol: 2, notOffered: 3, refused: 4 });
export const BookSide = codes("BookSide", { sell: 1, buy: 2, sellMarket: 3, buyMarket: 4 });
export const CalendarKind = codes("CalendarKind", { event: 1, indicator: 2, holiday: 3 });
export const CalendarImportance = codes("CalendarImportance", { none: 1, low: 2, moderate: 3, high: 4 });
export const CalendarImpact = codes("CalendarImpact", { unknown: 1, positive: 2, negative: 3 });
/** `date`: some time of that day; `noTime`: the publisher names no time; `tentative`: about then. */
export const CalendarTimeMode = codes("CalendarTimeMode", { exact: 1, date: 2, noTime: 3, tentative: 4 });
export const CalendarUnit = codes("CalendarUnit", {
  none: 1,
  percent: 2,
  currency: 3,
  hour: 4,
  job: 5,
  rig: 6,
  usd: 7,
  people: 8,
  mortgage: 9,
  vote: 10,
  barrel: 11,
  cubicFeet: 12,
  position: 13,
  building: 14,
  other: 255,
});
export const CalendarMultiplier = codes("CalendarMultiplier", {
  none: 1,
  thousands: 2,
  millions: 3,
  billions: 4,
  trillions: 5,
});
