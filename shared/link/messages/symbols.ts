import { CalcMode, ExecutionMode, SessionKind, SymbolTradeMode } from "../codes.ts";
import { bool, code, f64, i32, message, record, text, u8, u32 } from "../schema.ts";

export const SymbolListRequest = message("SymbolListRequest", {
  code: 40,
  from: "bridge",
  socket: "control",
  doc: "Asks for the names of the broker's symbols.",
  fields: { request: u32, marketWatchOnly: bool },
});

const SymbolName = record("SymbolName", { symbol: text(32), inMarketWatch: bool });

export const SymbolList = message("SymbolList", {
  code: 41,
  from: "ea",
  socket: "control",
  doc: "Answers SymbolListRequest, split over `parts` frames.",
  fields: { request: u32, part: u32, parts: u32 },
  items: SymbolName,
});

const SymbolSpec = record("SymbolSpecRecord", {
  symbol: text(32),
  description: text(96),
  path: text(96),
  currencyBase: text(16),
  currencyProfit: text(16),
  currencyMargin: text(16),
  digits: u8,
  spreadFloats: bool,
  point: f64,
  tickSize: f64,
  tickValue: f64,
  tickValueProfit: f64,
  tickValueLoss: f64,
  contractSize: f64,
  volumeMin: f64,
  volumeMax: f64,
  volumeStep: f64,
  volumeLimit: f64,
  marginInitial: f64,
  marginMaintenance: f64,
  swapLong: f64,
  swapShort: f64,
  swapTripleDay: u8,
  stopsLevel: i32,
  freezeLevel: i32,
  tradeMode: code(SymbolTradeMode),
  execution: code(ExecutionMode),
  calculation: code(CalcMode),
  /** Documented bits: FOK 1, IOC 2, BOC 4 (SYMBOL_FILLING_MODE). */
  fillingFlags: u32,
  /** Documented bits: market 1, limit 2, stop 4, stop-limit 8, SL 16, TP 32, close-by 64 (SYMBOL_ORDER_MODE). */
  orderFlags: u32,
  /** Documented bits: GTC 1, day 2, specified 4, specified day 8 (SYMBOL_EXPIRATION_MODE). */
  expirationFlags: u32,
  bookDepth: u32,
});

export const SymbolSpecs = message("SymbolSpecs", {
  code: 42,
  from: "ea",
  socket: "control",
  doc: "Specification of each subscribed symbol; sent after Subscribe and whenever one changes.",
  fields: { part: u32, parts: u32 },
  items: SymbolSpec,
});

const SymbolSession = record("SymbolSessionRecord", {
  symbol: text(32),
  kind: code(SessionKind),
  /** 0 = Sunday. */
  weekday: u8,
  fromS: u32,
  toS: u32,
});

export const SymbolSessions = message("SymbolSessions", {
  code: 43,
  from: "ea",
  socket: "control",
  doc: "Quote and trade sessions of each subscribed symbol, broker time, seconds after midnight.",
  fields: { part: u32, parts: u32 },
  items: SymbolSession,
});
