import type { SessionHours } from "../market/sessions.ts";
import type { Mql5Row } from "./mql5-rows.ts";
import type { SpecRecord } from "./trade-server.ts";

const WEEKDAYS = ["SUNDAY", "MONDAY", "TUESDAY", "WEDNESDAY", "THURSDAY", "FRIDAY", "SATURDAY"];

const TRADE_MODES: Readonly<Record<SpecRecord["tradeMode"], string>> = {
  disabled: "SYMBOL_TRADE_MODE_DISABLED",
  longOnly: "SYMBOL_TRADE_MODE_LONGONLY",
  shortOnly: "SYMBOL_TRADE_MODE_SHORTONLY",
  closeOnly: "SYMBOL_TRADE_MODE_CLOSEONLY",
  full: "SYMBOL_TRADE_MODE_FULL",
};
const EXECUTIONS: Readonly<Partial<Record<SpecRecord["execution"], string>>> = {
  request: "SYMBOL_TRADE_EXECUTION_REQUEST",
  instant: "SYMBOL_TRADE_EXECUTION_INSTANT",
  market: "SYMBOL_TRADE_EXECUTION_MARKET",
  exchange: "SYMBOL_TRADE_EXECUTION_EXCHANGE",
};

/** A symbol as the MQL5 host hears of it. */
export interface Mql5Symbol {
  readonly name: string;
  readonly properties: Mql5Row;
  /** By weekday from Sunday: seconds after midnight, from and to. */
  readonly quoteSessions: readonly (readonly [number, number][])[];
  readonly tradeSessions: readonly (readonly [number, number][])[];
}

/** A symbol's properties (mql5.com/en/docs/constants/environment_state/marketinfoconstants) and sessions. */
export function mql5Symbol(spec: SpecRecord, hours: readonly SessionHours[]): Mql5Symbol {
  const sessions = WEEKDAYS.map((_, weekday) =>
    hours.filter((session) => session.weekday === weekday).map(({ fromS, toS }): [number, number] => [fromS, toS]),
  );
  const currencyPair = spec.calculation === "forex";
  return {
    name: spec.symbol,
    quoteSessions: sessions,
    tradeSessions: sessions,
    properties: {
      SYMBOL_DIGITS: spec.digits,
      SYMBOL_POINT: spec.point,
      SYMBOL_TRADE_TICK_SIZE: spec.tickSize,
      SYMBOL_TRADE_TICK_VALUE: spec.tickValue,
      SYMBOL_TRADE_TICK_VALUE_PROFIT: spec.tickValueProfit,
      SYMBOL_TRADE_TICK_VALUE_LOSS: spec.tickValueLoss,
      SYMBOL_TRADE_CONTRACT_SIZE: spec.contractSize,
      SYMBOL_VOLUME_MIN: spec.volumeMin,
      SYMBOL_VOLUME_MAX: spec.volumeMax,
      SYMBOL_VOLUME_STEP: spec.volumeStep,
      SYMBOL_VOLUME_LIMIT: spec.volumeLimit,
      SYMBOL_TRADE_MODE: TRADE_MODES[spec.tradeMode],
      SYMBOL_TRADE_EXEMODE: EXECUTIONS[spec.execution] ?? "SYMBOL_TRADE_EXECUTION_MARKET",
      SYMBOL_TRADE_CALC_MODE: currencyPair ? "SYMBOL_CALC_MODE_FOREX" : "SYMBOL_CALC_MODE_CFDLEVERAGE",
      SYMBOL_FILLING_MODE: spec.fillingFlags,
      SYMBOL_EXPIRATION_MODE: spec.expirationFlags,
      SYMBOL_ORDER_MODE: spec.orderFlags,
      SYMBOL_ORDER_GTC_MODE: "SYMBOL_ORDERS_GTC",
      SYMBOL_TRADE_STOPS_LEVEL: spec.stopsLevel,
      SYMBOL_TRADE_FREEZE_LEVEL: spec.freezeLevel,
      SYMBOL_SPREAD_FLOAT: spec.spreadFloats,
      SYMBOL_TICKS_BOOKDEPTH: spec.bookDepth,
      SYMBOL_SWAP_MODE: "SYMBOL_SWAP_MODE_POINTS",
      SYMBOL_SWAP_LONG: spec.swapLong,
      SYMBOL_SWAP_SHORT: spec.swapShort,
      SYMBOL_SWAP_ROLLOVER3DAYS: WEEKDAYS[spec.swapTripleDay] as string,
      SYMBOL_MARGIN_INITIAL: spec.marginInitial,
      SYMBOL_MARGIN_MAINTENANCE: spec.marginMaintenance,
      SYMBOL_MARGIN_HEDGED: spec.contractSize,
      SYMBOL_MARGIN_HEDGED_USE_LEG: false,
      SYMBOL_CUSTOM: false,
      SYMBOL_CHART_MODE: "SYMBOL_CHART_MODE_BID",
      SYMBOL_START_TIME: 0,
      SYMBOL_EXPIRATION_TIME: 0,
      SYMBOL_SECTOR: currencyPair ? "SECTOR_CURRENCY" : "SECTOR_UNDEFINED",
      SYMBOL_INDUSTRY: "INDUSTRY_UNDEFINED",
      SYMBOL_CURRENCY_BASE: spec.currencyBase,
      SYMBOL_CURRENCY_PROFIT: spec.currencyProfit,
      SYMBOL_CURRENCY_MARGIN: spec.currencyMargin,
      SYMBOL_DESCRIPTION: spec.description,
      SYMBOL_PATH: spec.path,
      SYMBOL_BANK: "",
      SYMBOL_ISIN: "",
      SYMBOL_EXCHANGE: "",
      SYMBOL_FORMULA: "",
      SYMBOL_BASIS: "",
      SYMBOL_CATEGORY: "",
      SYMBOL_COUNTRY: "",
      SYMBOL_PAGE: "",
      SYMBOL_SECTOR_NAME: currencyPair ? "Currency" : "Undefined",
      SYMBOL_INDUSTRY_NAME: "Undefined",
    },
  };
}
