import type { TradeFilter } from "#shared/contract/journal-trade.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";

/** The filter as it stands in its fields; "" = does not filter. Days are of broker time: `2026-11-20`. */
export interface FilterDraft {
  readonly text: string;
  readonly accountId: AccountId | "";
  readonly sessionId: SessionId | "";
  readonly symbol: string;
  readonly side: "" | "buy" | "sell";
  readonly result: "" | "win" | "loss";
  readonly tag: string;
  readonly period: "" | "today" | "last7Days" | "last30Days" | "days";
  /** First and last day, both included; they count while `period` is "days". */
  readonly fromDay: string;
  readonly toDay: string;
}

export const NO_FILTER: FilterDraft = {
  text: "",
  accountId: "",
  sessionId: "",
  symbol: "",
  side: "",
  result: "",
  tag: "",
  period: "",
  fromDay: "",
  toDay: "",
};

const DAY_MS = 86_400_000;
const DAY = /^\d{4}-\d{2}-\d{2}$/;

/** Midnight at which a day begins, broker ms; undefined when it names no day. */
export function dayStart(day: string): number | undefined {
  if (!DAY.test(day)) return undefined;
  const ms = Date.parse(`${day}T00:00:00Z`);
  return Number.isNaN(ms) || new Date(ms).toISOString().slice(0, 10) !== day ? undefined : ms;
}

/** Whether its last day lies before its first, so that no trade can fit. */
export function daysContradict({ period, fromDay, toDay }: FilterDraft): boolean {
  const [from, to] = [dayStart(fromDay), dayStart(toDay)];
  return period === "days" && from !== undefined && to !== undefined && to < from;
}

/** What the bridge is asked for. */
export function filterOf(draft: FilterDraft): TradeFilter {
  const { text, accountId, sessionId, symbol, side, result, tag, period } = draft;
  const from = period === "days" ? dayStart(draft.fromDay) : undefined;
  const to = period === "days" ? dayStart(draft.toDay) : undefined;
  return {
    ...(text.trim() === "" ? {} : { text: text.trim().slice(0, 200) }),
    ...(accountId === "" ? {} : { accountIds: [accountId] }),
    ...(sessionId === "" ? {} : { sessionIds: [sessionId] }),
    ...(symbol === "" ? {} : { symbols: [symbol] }),
    ...(side === "" ? {} : { side }),
    ...(result === "" ? {} : { result }),
    ...(tag === "" ? {} : { tags: [tag] }),
    ...(period === "" || period === "days" ? {} : { period }),
    ...(from === undefined ? {} : { fromMs: from }),
    ...(to === undefined ? {} : { toMs: to + DAY_MS }),
  };
}

/** Whether anything is filtered out. */
export const isFiltered = (draft: FilterDraft): boolean => Object.keys(filterOf(draft)).length > 0;
