import { createHash } from "node:crypto";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import type { TableRow } from "./find-tables.ts";
import { type NumberStyle, readNumber } from "./report-numbers.ts";

/** Whose report it is. "" = the report does not say. */
export interface ReportAccount {
  readonly login: string;
  readonly server: string;
  readonly currency: string;
  readonly title: string;
  /** Null: to be found out from the deals. */
  readonly netting: boolean | null;
}

/** A strategy tester's run. */
export interface ReportRun {
  readonly expert: string;
  readonly symbol: string;
  readonly period: string;
  readonly currency: string;
}

const CURRENCY = /^[A-Z][A-Z0-9]{2,7}$/;
const LEVERAGE = /^1 ?: ?\d+$/;
/** What stands beside the server's name: what the account is for, and how it holds positions. */
const NO_SERVER =
  /^(real|demo|contest|реальный|демо|конкурс|riil|réel|真实|模拟|リアル|デモ|حقيقي|تجريبي)$|^(hedg|хедж|对冲|對沖|ヘッジ|net|нетт|净|淨|exchange)/i;
const LABEL = /^([^:：]{1,40})[:：]\s*(.+)$/;

const valuesOf = ({ cells }: TableRow): readonly string[] =>
  cells.filter((cell) => cell !== "" && !/[:：]$/.test(cell));

/** MetaTrader 5: a row "70000001 (EUR, MetaQuotes-Demo, demo, Hedge)", the name in the row above. */
export function mt5Account(others: readonly TableRow[]): ReportAccount | undefined {
  for (const [at, row] of others.slice(0, 40).entries()) {
    for (const value of valuesOf(row)) {
      const found = /^(\d{3,20})\s*\((.*)\)$/.exec(value);
      if (found === null) continue;
      const parts = (found[2] ?? "").split(/[,،，]/).map((part) => part.trim());
      const currency = parts.find((part) => CURRENCY.test(part)) ?? "";
      const server = parts.find((part) => part !== currency && !NO_SERVER.test(part) && !LEVERAGE.test(part)) ?? "";
      const mode = parts.length > 2 ? (parts.at(-1) ?? "") : "";
      const netting = /net|нетт|净|淨/i.test(mode) ? true : /hedg|хедж|对冲|對沖|ヘッジ/i.test(mode) ? false : null;
      const title = valuesOf(others[at - 1] ?? { cells: [], place: 0 })[0] ?? "";
      return { login: found[1] ?? "", server, currency, title, netting };
    }
  }
  return undefined;
}

/** A number alone, at the head of a report that is no tester's: an account of which nothing else is told. */
export function bareAccount(others: readonly TableRow[]): ReportAccount | undefined {
  for (const [at, row] of others.slice(0, 8).entries()) {
    const login = valuesOf(row).find((value) => /^\d{4,20}$/.test(value));
    if (login === undefined) continue;
    const title = valuesOf(others[at - 1] ?? { cells: [], place: 0 })[0] ?? "";
    return { login, server: "", currency: "", title, netting: null };
  }
  return undefined;
}

/** MetaTrader 4: one row of "label: value": account, name, currency, leverage, date. */
export function mt4Account(others: readonly TableRow[], heading: string): ReportAccount | undefined {
  for (const { cells } of others.slice(0, 40)) {
    const values = cells.flatMap((cell) => LABEL.exec(cell)?.[2]?.trim() ?? []);
    const [login = "", title = ""] = values;
    if (values.length < 3 || !/^\d{3,20}$/.test(login)) continue;
    const currency = values.slice(2).find((value) => CURRENCY.test(value)) ?? "";
    return {
      login,
      server: heading.split(" · ")[0] ?? "",
      currency,
      title: CURRENCY.test(title) ? "" : title,
      netting: null,
    };
  }
  return undefined;
}

/** MetaTrader 5's tester: expert, symbol and "H4 (2024.12.25 - 2026.06.22)" in rows below each other; currency, deposit and leverage further down. */
export function mt5Run(others: readonly TableRow[], style: NumberStyle): ReportRun | undefined {
  const rows = others.map(valuesOf);
  const period = rows.findIndex(([value = ""]) =>
    /^\S+ ?\(\d{4}[.\-/]\d{2}[.\-/]\d{2} ?- ?\d{4}[.\-/]\d{2}[.\-/]\d{2}\)/.test(value),
  );
  const leverage = rows.findIndex(([value = ""]) => LEVERAGE.test(value));
  if (period < 2 && leverage < 2) return undefined;
  const deposit = rows[leverage - 1]?.[0] ?? "";
  const currency = readNumber(deposit, style) === undefined ? "" : (rows[leverage - 2]?.[0] ?? "");
  return {
    expert: rows[period - 2]?.[0] ?? "",
    symbol: rows[period - 1]?.[0] ?? "",
    period: rows[period]?.[0] ?? "",
    currency: CURRENCY.test(currency) ? currency : "",
  };
}

/** MetaTrader 4's tester: symbol, period, model, ... each beside its name, the expert in the page's heading. */
export function mt4Run(others: readonly TableRow[], heading: string): ReportRun {
  const rows = others.map(({ cells }) => cells.filter((cell) => cell !== "")).filter(({ length }) => length >= 2);
  const symbol = /^\S+/.exec(rows[0]?.[1] ?? "")?.[0] ?? "";
  const expert = heading.split(" · ")[1] ?? symbol;
  return { expert, symbol, period: rows[1]?.[1] ?? "", currency: "" };
}

/** A tester's run is an account of its own: the same run read from another copy of the report is the same. */
export function runAccount(run: ReportRun, deals: readonly BrokerDeal[]): string {
  const hash = createHash("sha256").update(`${run.expert}|${run.symbol}|${run.period}`);
  for (const { ticket, timeMs, profit } of deals) hash.update(`|${ticket} ${timeMs} ${profit.toFixed(2)}`);
  const name = run.expert.replaceAll(/[^\p{L}\p{N}._-]+/gu, "-").slice(0, 60) || "run";
  return `tester-${hash.digest("hex").slice(0, 12)}@${name}`;
}

/** MetaTrader 4's summary tells balance, equity and free margin below closed and floating profit. Null: not found. */
export function mt4Balance(others: readonly TableRow[], style: NumberStyle): number | null {
  const rows = others
    .map(({ cells }) => cells.flatMap((cell) => readNumber(cell, style) ?? []))
    .filter(({ length }) => length > 0);
  for (const [at, values] of rows.entries()) {
    const [balance, equity] = values;
    const [, floating] = rows[at - 1] ?? [];
    const [, credit = 0] = rows[at - 2] ?? [];
    if (values.length < 2 || balance === undefined || equity === undefined || floating === undefined) continue;
    if ([floating, floating + credit].some((open) => Math.abs(equity - balance - open) <= 0.011)) return balance;
  }
  return null;
}
