import type { SymbolSpecs } from "#shared/link/messages/symbols.ts";
import type { FieldValues } from "#shared/link/schema.ts";

type SpecRecord = FieldValues<NonNullable<(typeof SymbolSpecs)["items"]>["fields"]>;

/** An instrument as the paper broker specifies it; what depends on quotes (tick values) is worked out when asked. */
export type PaperInstrument = Omit<SpecRecord, "tickValue" | "tickValueProfit" | "tickValueLoss"> & {
  /** Charged on every deal that buys or sells, account currency a lot; close-by deals are free. */
  readonly commissionPerLot: number;
};

/** Documented bits of SYMBOL_FILLING_MODE, SYMBOL_ORDER_MODE and SYMBOL_EXPIRATION_MODE, as schema.ts lists them. */
const FOK_AND_IOC = 1 + 2;
const ALL_ORDERS = 127;
const ALL_LIVES = 1 + 2 + 4 + 8;
const WEDNESDAY = 3;
const FRIDAY = 5;

const COMMON = {
  spreadFloats: true,
  volumeLimit: 0,
  marginInitial: 0,
  marginMaintenance: 0,
  stopsLevel: 0,
  freezeLevel: 0,
  tradeMode: "full",
  execution: "market",
  fillingFlags: FOK_AND_IOC,
  orderFlags: ALL_ORDERS,
  expirationFlags: ALL_LIVES,
  bookDepth: 0,
  commissionPerLot: 0,
} as const;

interface Swaps {
  readonly long: number;
  readonly short: number;
}

const tick = (digits: number): { digits: number; point: number; tickSize: number } => {
  const point = 1 / 10 ** digits;
  return { digits, point, tickSize: point };
};

function forex(symbol: string, description: string, digits: number, group: string, swaps: Swaps): PaperInstrument {
  return {
    ...COMMON,
    ...tick(digits),
    bookDepth: 10,
    symbol,
    description,
    path: `Paper\\Forex\\${group}\\${symbol}`,
    currencyBase: symbol.slice(0, 3),
    currencyProfit: symbol.slice(3, 6),
    currencyMargin: symbol.slice(0, 3),
    contractSize: 100_000,
    volumeMin: 0.01,
    volumeMax: 100,
    volumeStep: 0.01,
    swapLong: swaps.long,
    swapShort: swaps.short,
    swapTripleDay: WEDNESDAY,
    calculation: "forex",
  };
}

interface Cfd {
  readonly digits: number;
  readonly group: string;
  readonly base: string;
  readonly profit: string;
  readonly contractSize: number;
  readonly volumeMin: number;
  readonly volumeStep: number;
  readonly volumeMax: number;
  readonly swaps: Swaps;
}

function cfd(symbol: string, description: string, shape: Cfd): PaperInstrument {
  const { digits, group, base, profit, contractSize, volumeMin, volumeStep, volumeMax, swaps } = shape;
  return {
    ...COMMON,
    ...tick(digits),
    // Indices have none: a broker that sends no depth for a symbol is as usual as one that does.
    bookDepth: group === "Indices" ? 0 : 10,
    symbol,
    description,
    path: `Paper\\${group}\\${symbol}`,
    currencyBase: base,
    currencyProfit: profit,
    currencyMargin: profit,
    contractSize,
    volumeMin,
    volumeMax,
    volumeStep,
    swapLong: swaps.long,
    swapShort: swaps.short,
    swapTripleDay: group === "Crypto" || group === "Indices" ? FRIDAY : WEDNESDAY,
    calculation: "cfdLeverage",
  };
}

const metal = { group: "Metals", profit: "USD", volumeMin: 0.01, volumeStep: 0.01, volumeMax: 50 } as const;
const index = {
  group: "Indices",
  digits: 1,
  contractSize: 1,
  volumeMin: 0.1,
  volumeStep: 0.1,
  volumeMax: 500,
} as const;
const coin = { group: "Crypto", profit: "USD", digits: 2, contractSize: 1, volumeMin: 0.01, volumeStep: 0.01 } as const;

/** The paper broker's book. Contract sizes, steps and swaps (points a night) are of the usual retail kind. */
const BOOK: readonly PaperInstrument[] = [
  forex("EURUSD", "Euro vs US Dollar", 5, "Majors", { long: -7.1, short: 2.4 }),
  forex("GBPUSD", "Great Britain Pound vs US Dollar", 5, "Majors", { long: -3.2, short: -1.1 }),
  forex("USDJPY", "US Dollar vs Japanese Yen", 3, "Majors", { long: 9.8, short: -19.6 }),
  forex("AUDUSD", "Australian Dollar vs US Dollar", 5, "Majors", { long: -2.1, short: -0.6 }),
  forex("USDCHF", "US Dollar vs Swiss Franc", 5, "Majors", { long: 5.6, short: -12.3 }),
  forex("USDCAD", "US Dollar vs Canadian Dollar", 5, "Majors", { long: 1.4, short: -6.8 }),
  forex("NZDUSD", "New Zealand Dollar vs US Dollar", 5, "Majors", { long: -2.4, short: 0.1 }),
  forex("EURJPY", "Euro vs Japanese Yen", 3, "Crosses", { long: 4.9, short: -14.2 }),
  forex("GBPJPY", "Great Britain Pound vs Japanese Yen", 3, "Crosses", { long: 12.1, short: -27.5 }),
  forex("EURGBP", "Euro vs Great Britain Pound", 5, "Crosses", { long: -6.2, short: 1.2 }),
  cfd("XAUUSD", "Gold vs US Dollar", {
    ...metal,
    digits: 2,
    base: "XAU",
    contractSize: 100,
    swaps: { long: -52.4, short: 21.7 },
  }),
  cfd("XAGUSD", "Silver vs US Dollar", {
    ...metal,
    digits: 3,
    base: "XAG",
    contractSize: 5_000,
    swaps: { long: -5.8, short: 1.9 },
  }),
  cfd("US500", "US 500 Index", { ...index, base: "USD", profit: "USD", swaps: { long: -10.2, short: 3.1 } }),
  cfd("US30", "US Wall Street 30 Index", { ...index, base: "USD", profit: "USD", swaps: { long: -71.5, short: 22.4 } }),
  cfd("DE40", "Germany 40 Index", { ...index, base: "EUR", profit: "EUR", swaps: { long: -28.3, short: 4.6 } }),
  cfd("BTCUSD", "Bitcoin vs US Dollar", {
    ...coin,
    base: "BTC",
    volumeMax: 20,
    swaps: { long: -4_600, short: -1_500 },
  }),
  cfd("ETHUSD", "Ethereum vs US Dollar", { ...coin, base: "ETH", volumeMax: 200, swaps: { long: -150, short: -50 } }),
];

const BY_NAME: ReadonlyMap<string, PaperInstrument> = new Map(
  BOOK.map((instrument) => [instrument.symbol, instrument]),
);

/** What a market must say of a symbol for the broker to specify it. */
export interface NamedSymbol {
  readonly name: string;
  readonly digits: number;
}

/**
 * The paper broker's specification of a market's symbol. A symbol outside its book (a replayed recording may hold any)
 * is specified by its shape: two currency codes make a currency pair, all else a contract for difference in US dollars.
 * @param prices where its prices come from, which its description says.
 */
export function instrumentFor(symbol: NamedSymbol, prices: "simulated" | "recorded" = "simulated"): PaperInstrument {
  const instrument = specified(symbol);
  return { ...instrument, description: `${instrument.description} (${prices})` };
}

function specified({ name, digits }: NamedSymbol): PaperInstrument {
  const known = BY_NAME.get(name) ?? BY_NAME.get(name.slice(0, 6));
  if (known !== undefined) {
    return { ...known, ...tick(digits), symbol: name, path: known.path.replace(/[^\\]*$/, name) };
  }
  const pair = /^([A-Z]{3})([A-Z]{3})/.exec(name);
  if (pair !== null) return forex(name, `${pair[1]} vs ${pair[2]}`, digits, "Recorded", { long: 0, short: 0 });
  return cfd(name, name, {
    ...index,
    group: "Recorded",
    digits,
    base: "USD",
    profit: "USD",
    swaps: { long: 0, short: 0 },
  });
}
