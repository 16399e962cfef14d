/** Property values by MQL5's own names: numbers, texts, or an enumerator's name. */
export type PropertyValues = Readonly<Record<string, number | string | boolean>>;

/** Seconds since midnight, from and to. */
export type SessionTimes = readonly [from: number, to: number];

export interface SymbolSpec {
  readonly name: string;
  readonly properties: PropertyValues;
  /** Sessions a weekday, Sunday first. */
  readonly quoteSessions: readonly (readonly SessionTimes[])[];
  readonly tradeSessions: readonly (readonly SessionTimes[])[];
  /** In Market Watch; default true. */
  readonly selected?: boolean;
  /** How the first history requests behave. */
  readonly coldHistory?: {
    readonly delayMs?: number;
    readonly failures?: number;
    readonly error?: number;
    readonly copied?: number;
  };
}

const DAY = 86_400;
const WEEKDAYS: readonly SessionTimes[] = [[0, DAY]];

export interface SymbolOptions {
  readonly name: string;
  readonly digits: number;
  readonly contractSize?: number;
  readonly base?: string;
  readonly profit?: string;
  readonly description?: string;
  readonly properties?: PropertyValues;
}

/** A symbol as a retail broker offers it: market execution, 0.01 lots, trading Monday to Friday. */
export function symbolSpec(o: SymbolOptions): SymbolSpec {
  const point = Number((10 ** -o.digits).toFixed(o.digits));
  const contract = o.contractSize ?? 100_000;
  const base = o.base ?? o.name.slice(0, 3);
  const profit = o.profit ?? o.name.slice(3, 6);
  const week = [[], WEEKDAYS, WEEKDAYS, WEEKDAYS, WEEKDAYS, WEEKDAYS, []];
  return {
    name: o.name,
    quoteSessions: week,
    tradeSessions: week,
    properties: {
      SYMBOL_DIGITS: o.digits,
      SYMBOL_POINT: point,
      SYMBOL_TRADE_TICK_SIZE: point,
      SYMBOL_TRADE_TICK_VALUE: point * contract,
      SYMBOL_TRADE_TICK_VALUE_PROFIT: point * contract,
      SYMBOL_TRADE_TICK_VALUE_LOSS: point * contract,
      SYMBOL_TRADE_CONTRACT_SIZE: contract,
      SYMBOL_VOLUME_MIN: 0.01,
      SYMBOL_VOLUME_MAX: 100,
      SYMBOL_VOLUME_STEP: 0.01,
      SYMBOL_VOLUME_LIMIT: 0,
      SYMBOL_TRADE_MODE: "SYMBOL_TRADE_MODE_FULL",
      SYMBOL_TRADE_EXEMODE: "SYMBOL_TRADE_EXECUTION_MARKET",
      SYMBOL_TRADE_CALC_MODE: "SYMBOL_CALC_MODE_FOREX",
      SYMBOL_FILLING_MODE: 3,
      SYMBOL_EXPIRATION_MODE: 15,
      SYMBOL_ORDER_MODE: 127,
      SYMBOL_ORDER_GTC_MODE: "SYMBOL_ORDERS_GTC",
      SYMBOL_TRADE_STOPS_LEVEL: 0,
      SYMBOL_TRADE_FREEZE_LEVEL: 0,
      SYMBOL_SPREAD_FLOAT: true,
      SYMBOL_TICKS_BOOKDEPTH: 10,
      SYMBOL_SWAP_MODE: "SYMBOL_SWAP_MODE_POINTS",
      SYMBOL_SWAP_LONG: -7.2,
      SYMBOL_SWAP_SHORT: 1.1,
      SYMBOL_SWAP_ROLLOVER3DAYS: "WEDNESDAY",
      SYMBOL_MARGIN_INITIAL: 0,
      SYMBOL_MARGIN_MAINTENANCE: 0,
      SYMBOL_MARGIN_HEDGED: contract,
      SYMBOL_MARGIN_HEDGED_USE_LEG: false,
      SYMBOL_CUSTOM: false,
      SYMBOL_CHART_MODE: "SYMBOL_CHART_MODE_BID",
      SYMBOL_START_TIME: 0,
      SYMBOL_EXPIRATION_TIME: 0,
      SYMBOL_SECTOR: "SECTOR_CURRENCY",
      SYMBOL_INDUSTRY: "INDUSTRY_UNDEFINED",
      SYMBOL_CURRENCY_BASE: base,
      SYMBOL_CURRENCY_PROFIT: profit,
      SYMBOL_CURRENCY_MARGIN: base,
      SYMBOL_DESCRIPTION: o.description ?? `${base} vs ${profit}`,
      SYMBOL_PATH: `Forex\\${o.name}`,
      SYMBOL_BANK: "",
      SYMBOL_ISIN: "",
      SYMBOL_EXCHANGE: "",
      SYMBOL_FORMULA: "",
      SYMBOL_BASIS: "",
      SYMBOL_CATEGORY: "",
      SYMBOL_COUNTRY: "",
      SYMBOL_PAGE: "",
      SYMBOL_SECTOR_NAME: "Currency",
      SYMBOL_INDUSTRY_NAME: "Undefined",
      ...o.properties,
    },
  };
}

/** The symbols of the built-in terminal. */
export const DEFAULT_SYMBOLS: readonly SymbolSpec[] = [
  symbolSpec({ name: "EURUSD", digits: 5, description: "Euro vs US Dollar" }),
  symbolSpec({ name: "GBPUSD", digits: 5, description: "Great Britain Pound vs US Dollar" }),
  symbolSpec({ name: "USDJPY", digits: 3, description: "US Dollar vs Japanese Yen" }),
  symbolSpec({ name: "XAUUSD", digits: 2, contractSize: 100, description: "Gold vs US Dollar" }),
];

/** A read-only demo account without positions. */
export const DEFAULT_ACCOUNT: PropertyValues = {
  ACCOUNT_LOGIN: 5001,
  ACCOUNT_TRADE_MODE: "ACCOUNT_TRADE_MODE_DEMO",
  ACCOUNT_LEVERAGE: 100,
  ACCOUNT_LIMIT_ORDERS: 200,
  ACCOUNT_MARGIN_SO_MODE: "ACCOUNT_STOPOUT_MODE_PERCENT",
  ACCOUNT_TRADE_ALLOWED: true,
  ACCOUNT_TRADE_EXPERT: true,
  ACCOUNT_MARGIN_MODE: "ACCOUNT_MARGIN_MODE_RETAIL_HEDGING",
  ACCOUNT_CURRENCY_DIGITS: 2,
  ACCOUNT_FIFO_CLOSE: false,
  ACCOUNT_HEDGE_ALLOWED: true,
  ACCOUNT_BALANCE: 10_000,
  ACCOUNT_CREDIT: 0,
  ACCOUNT_PROFIT: 0,
  ACCOUNT_EQUITY: 10_000,
  ACCOUNT_MARGIN: 0,
  ACCOUNT_MARGIN_FREE: 10_000,
  ACCOUNT_MARGIN_LEVEL: 0,
  ACCOUNT_MARGIN_SO_CALL: 100,
  ACCOUNT_MARGIN_SO_SO: 50,
  ACCOUNT_MARGIN_INITIAL: 0,
  ACCOUNT_MARGIN_MAINTENANCE: 0,
  ACCOUNT_ASSETS: 0,
  ACCOUNT_LIABILITIES: 0,
  ACCOUNT_COMMISSION_BLOCKED: 0,
  ACCOUNT_NAME: "Demo Trader",
  ACCOUNT_SERVER: "Simulated-Demo",
  ACCOUNT_CURRENCY: "USD",
  ACCOUNT_COMPANY: "Simulated Broker Ltd",
};

export const DEFAULT_TERMINAL: PropertyValues = {
  TERMINAL_BUILD: 5100,
  TERMINAL_DLLS_ALLOWED: true,
  TERMINAL_TRADE_ALLOWED: true,
  TERMINAL_EMAIL_ENABLED: false,
  TERMINAL_FTP_ENABLED: false,
  TERMINAL_NOTIFICATIONS_ENABLED: false,
  TERMINAL_COMMUNITY_ACCOUNT: false,
  TERMINAL_COMMUNITY_CONNECTION: false,
  TERMINAL_MQID: false,
  TERMINAL_MAXBARS: 100_000,
  TERMINAL_CODEPAGE: 1252,
  TERMINAL_CPU_CORES: 2,
  TERMINAL_PING_LAST: 25_000,
  TERMINAL_VPS: false,
  TERMINAL_X64: true,
  TERMINAL_SCREEN_DPI: 96,
  TERMINAL_RETRANSMISSION: 0,
  TERMINAL_COMMUNITY_BALANCE: 0,
  TERMINAL_LANGUAGE: "English",
  TERMINAL_COMPANY: "Simulated Broker Ltd",
  TERMINAL_NAME: "Simulated Terminal",
  TERMINAL_PATH: "C:\\Program Files\\Simulated Terminal",
};

/** MQLInfo* of a program with DLLs and trading allowed. */
export const DEFAULT_PROGRAM: PropertyValues = {
  MQL_DLLS_ALLOWED: true,
  MQL_TRADE_ALLOWED: true,
  MQL_SIGNALS_ALLOWED: false,
  MQL_DEBUG: false,
  MQL_PROFILER: false,
  MQL_TESTER: false,
  MQL_FORWARD: false,
  MQL_OPTIMIZATION: false,
  MQL_VISUAL_MODE: false,
  MQL_FRAME_MODE: false,
  MQL_STARTED_FROM_CONFIG: false,
  MQL_LICENSE_TYPE: "LICENSE_FREE",
  MQL_CODEPAGE: 1252,
  MQL_MEMORY_LIMIT: 4096,
  MQL_MEMORY_USED: 16,
  MQL_HANDLES_USED: 0,
};
