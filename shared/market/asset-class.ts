import type { InstrumentSpec } from "./instrument.ts";

/** Kinds of instruments, in the order in which a list shows them. */
export const ASSET_CLASSES = [
  "forex",
  "metals",
  "indices",
  "commodities",
  "crypto",
  "stocks",
  "bonds",
  "futures",
  "other",
] as const;
export type AssetClass = (typeof ASSET_CLASSES)[number];

/**
 * Words in the folders of brokers' symbol trees, the more telling class first: "Stocks\US\Energy" are stocks, "CFD\Metals"
 * are metals, "Forex\Metals" too, and "Futures\Indices" are indices.
 */
const WORDS: readonly (readonly [AssetClass, RegExp])[] = [
  ["crypto", /crypto|\bcoins?\b/],
  ["stocks", /\bstocks?\b|\bshares?\b|\bequit(y|ies)\b|\betfs?\b|saham/],
  ["bonds", /\bbonds?\b|treasur|obligasi/],
  ["metals", /\bmetals?\b|\bgold\b|\bsilver\b|bullion|logam/],
  ["indices", /\bind(ex|exes|ices|eks)\b/],
  ["commodities", /commodit|energ|\boils?\b|\bgas\b|agri|\bgrains?\b|\bsofts?\b|komoditas/],
  ["futures", /futures?\b/],
  ["forex", /forex|\bfx\b|currenc|\bmajors?\b|\bminors?\b|\bexotics?\b|\bcross(es)?\b|valas/],
];

const METALS: ReadonlySet<string> = new Set(["XAU", "XAG", "XPT", "XPD"]);
const COINS: ReadonlySet<string> = new Set(["BTC", "ETH", "LTC", "XRP", "BCH", "SOL", "ADA", "DOT", "DOGE", "BNB"]);
/** What MT5 itself says of how profit is reckoned, where nothing else tells. */
const BY_CALCULATION: Readonly<Record<string, AssetClass>> = {
  forex: "forex",
  forexNoLeverage: "forex",
  futures: "futures",
  cfdIndex: "indices",
  exchangeStocks: "stocks",
  exchangeFutures: "futures",
  exchangeBonds: "bonds",
};

/**
 * What kind of instrument it is: by the broker's own folders (MT5's `SYMBOL_PATH`, "Forex\Majors\EURUSD"), else by its
 * base currency, else by the way MT5 reckons its profit.
 */
export function assetClass({
  path,
  currencyBase,
  calculation,
}: Pick<InstrumentSpec, "path" | "currencyBase" | "calculation">): AssetClass {
  const folders = path.split("\\").slice(0, -1).join("\\").toLowerCase().replaceAll("_", " ");
  const told = WORDS.find(([, words]) => words.test(folders));
  if (told !== undefined) return told[0];
  if (METALS.has(currencyBase)) return "metals";
  if (COINS.has(currencyBase)) return "crypto";
  return Object.hasOwn(BY_CALCULATION, calculation) ? (BY_CALCULATION[calculation] ?? "other") : "other";
}
