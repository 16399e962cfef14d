import type { SessionView } from "#shared/contract/sessions.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { type HoursDraft, hoursDraft } from "../../ui/hours-draft.ts";
import { minorFieldText, numberText } from "../../ui/number-text.ts";

export type SessionInput = SessionView["config"];

/** A session's configuration as it stands in the form: numbers as they were typed. */
export interface SessionDraft {
  readonly name: string;
  readonly account: AccountId;
  readonly symbols: readonly string[];
  readonly amountBy: SessionInput["amount"]["by"];
  readonly amount: string;
  readonly stopPoints: string;
  readonly takePoints: string;
  readonly stopLoss: string;
  readonly stopProfit: string;
  readonly galeKind: SessionInput["gale"]["kind"];
  readonly factor: string;
  readonly stakes: string;
  readonly galeLimit: string;
  readonly afterLimit: "reset" | "stop";
  readonly hold: string;
  readonly maxConcurrent: string;
  readonly maxTrades: string;
  readonly maxDuration: string;
  readonly schedule: HoursDraft | null;
  readonly sources: string;
  readonly types: "all" | "buy" | "sell";
  readonly hours: HoursDraft | null;
  readonly onManualStop: "close" | "keep";
  readonly flattenOnLapse: boolean;
}

const MINUTE = 60_000;

/** A session to begin with: one trade at a time, no gale, at most a hundredth of the balance to lose. */
export function firstDraft(
  account: AccountId,
  symbol: string | undefined,
  balanceMinor: number,
  digits: number,
): SessionDraft {
  return {
    name: symbol ?? "",
    account,
    symbols: symbol === undefined ? [] : [symbol],
    amountBy: "lots",
    amount: "0.1",
    stopPoints: "200",
    takePoints: "",
    stopLoss: balanceMinor >= 100 ? minorFieldText(Math.floor(balanceMinor / 100), digits) : "",
    stopProfit: "",
    galeKind: "off",
    factor: "2",
    stakes: "2 4",
    galeLimit: "1",
    afterLimit: "reset",
    hold: "",
    maxConcurrent: "1",
    maxTrades: "",
    maxDuration: "",
    schedule: null,
    sources: "",
    types: "all",
    hours: null,
    onManualStop: "close",
    flattenOnLapse: false,
  };
}

function amountText(amount: SessionInput["amount"], digits: number): string {
  if (amount.by === "money") return minorFieldText(amount.minor, digits);
  return numberText(amount.by === "lots" ? amount.lots : amount.percent);
}

/** A configuration as the form shows it. */
export function draftOf(config: SessionInput, digits: number): SessionDraft {
  const { gale, signals } = config;
  const money = (minor: number | null): string => (minor === null ? "" : minorFieldText(minor, digits));
  const minutes = (ms: number | null): string => (ms === null ? "" : numberText(ms / MINUTE));
  const number = (value: number | null): string => (value === null ? "" : numberText(value));
  const [type] = signals.types;
  return {
    name: config.name,
    account: config.account,
    symbols: config.symbols,
    amountBy: config.amount.by,
    amount: amountText(config.amount, digits),
    stopPoints: numberText(config.stopPoints),
    takePoints: number(config.takePoints),
    stopLoss: money(config.stopLoss),
    stopProfit: money(config.stopProfit),
    galeKind: gale.kind,
    factor: gale.kind === "multiplier" ? numberText(gale.factor) : "2",
    stakes: gale.kind === "list" ? gale.stakes.map(numberText).join(" ") : "2 4",
    galeLimit: gale.kind === "off" ? "1" : String(gale.limit),
    afterLimit: gale.kind === "off" ? "reset" : gale.afterLimit,
    hold: minutes(config.holdMs),
    maxConcurrent: String(config.maxConcurrent),
    maxTrades: number(config.maxTrades),
    maxDuration: minutes(config.maxDurationMs),
    schedule: config.schedule === null ? null : hoursDraft(config.schedule),
    sources: signals.sources.join(" "),
    types: signals.types.length === 1 && (type === "buy" || type === "sell") ? type : "all",
    hours: signals.hours === null ? null : hoursDraft(signals.hours),
    onManualStop: config.onManualStop,
    flattenOnLapse: config.flattenOnLapse,
  };
}
