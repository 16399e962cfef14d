import type { AccountId, MinorUnits } from "../../market/brands.ts";
import { type GaleRule, galeProblem } from "../gale/gale-rule.ts";
import type { TradingHours } from "../rules/trading-hours.ts";
import type { SignalFilter } from "../signals/signal-filter.ts";

/** How much a trade of step 0 risks or buys. */
export type TradeAmount =
  | { readonly by: "lots"; readonly lots: number }
  /** Money lost when the stop is hit. */
  | { readonly by: "money"; readonly minor: MinorUnits }
  | { readonly by: "riskPercent"; readonly percent: number };

/** What the trader asks of a session. Money is in the account's currency. */
export interface SessionConfig {
  readonly name: string;
  readonly account: AccountId;
  /** Must fit the account's nature: a live session never trades on paper money, and the other way round. */
  readonly mode: "paper" | "live";
  readonly symbols: readonly string[];
  readonly amount: TradeAmount;
  readonly gale: GaleRule;
  /** The session ends when its result (closed and open trades) reaches this; null = none. */
  readonly stopProfit: MinorUnits | null;
  /** The session ends when it has lost this much (positive number). Every session has one. */
  readonly stopLoss: MinorUnits;
  /** Each trade's stop at the broker, in points from the entry; always set. */
  readonly stopPoints: number;
  readonly takePoints: number | null;
  /** Timed close of each trade; null = none. */
  readonly holdMs: number | null;
  /** Open trades at once. A gale needs the last result first, so with one this is 1. */
  readonly maxConcurrent: number;
  readonly maxTrades: number | null;
  readonly maxDurationMs: number | null;
  /** Hours in which trades may be opened; null = always. */
  readonly schedule: TradingHours | null;
  readonly signals: SignalFilter;
  /** What a stop by hand does with open trades; stops by rule always close them. */
  readonly onManualStop: "close" | "keep";
  /** When the bridge dies the program in MT5 closes this session's trades, instead of leaving them to their stops. */
  readonly flattenOnLapse: boolean;
}

/** A field that cannot be as it is; `code` names the message. */
export interface ConfigProblem {
  readonly field: string;
  readonly code: string;
}

/** Lots that the broker does not take. Cut down to what it takes they would be another wish. */
export const LOTS_TOO_LARGE: ConfigProblem = { field: "amount.lots", code: "LOTS_TOO_LARGE" };

const positive = (value: number | null): boolean => value === null || (Number.isFinite(value) && value > 0);
const count = (value: number | null): boolean => value === null || (Number.isSafeInteger(value) && value > 0);

/** More than any broker takes at once. */
const MOST_LOTS = 1_000_000;
/** From any entry they lead beyond every price there is. */
const MOST_POINTS = 1_000_000_000;

function amountProblem(amount: TradeAmount): ConfigProblem | null {
  if (amount.by === "lots" && !positive(amount.lots)) return { field: "amount.lots", code: "LOTS_NOT_POSITIVE" };
  if (amount.by === "lots" && amount.lots > MOST_LOTS) return LOTS_TOO_LARGE;
  if (amount.by === "money" && !count(amount.minor)) return { field: "amount.minor", code: "MONEY_NOT_POSITIVE" };
  if (amount.by === "riskPercent" && !(amount.percent > 0 && amount.percent <= 100))
    return { field: "amount.percent", code: "PERCENT_OUT_OF_RANGE" };
  return null;
}

/** Everything that is wrong with a configuration by itself; what the account and broker say comes later, at arming. */
export function configProblems(config: SessionConfig): readonly ConfigProblem[] {
  const problems: ConfigProblem[] = [];
  const must = (good: boolean, field: string, code: string): void => {
    if (!good) problems.push({ field, code });
  };
  must(config.name.trim().length > 0 && config.name.length <= 80, "name", "NAME_LENGTH");
  must(config.symbols.length > 0, "symbols", "NO_SYMBOL");
  must(new Set(config.symbols).size === config.symbols.length, "symbols", "SYMBOL_TWICE");
  const amount = amountProblem(config.amount);
  if (amount) problems.push(amount);
  const gale = galeProblem(config.gale);
  if (gale) problems.push({ field: "gale", code: gale });
  must(count(config.stopProfit), "stopProfit", "MONEY_NOT_POSITIVE");
  must(count(config.stopLoss), "stopLoss", "MONEY_NOT_POSITIVE");
  must(positive(config.stopPoints), "stopPoints", "POINTS_NOT_POSITIVE");
  must(positive(config.takePoints), "takePoints", "POINTS_NOT_POSITIVE");
  must(!(config.stopPoints > MOST_POINTS), "stopPoints", "POINTS_TOO_LARGE");
  must(!((config.takePoints ?? 0) > MOST_POINTS), "takePoints", "POINTS_TOO_LARGE");
  must(config.holdMs === null || (count(config.holdMs) && config.holdMs >= 1_000), "holdMs", "DURATION_TOO_SHORT");
  must(count(config.maxConcurrent), "maxConcurrent", "COUNT_NOT_POSITIVE");
  must(config.gale.kind === "off" || config.maxConcurrent === 1, "maxConcurrent", "GALE_NEEDS_ONE_AT_A_TIME");
  must(count(config.maxTrades), "maxTrades", "COUNT_NOT_POSITIVE");
  must(count(config.maxDurationMs), "maxDurationMs", "DURATION_TOO_SHORT");
  return problems;
}
