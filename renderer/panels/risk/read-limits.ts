import type { LimitsInput } from "#shared/contract/risk.ts";
import type { MinorUnits } from "#shared/market/brands.ts";
import type { Parsed } from "#shared/trading/input/parse-decimal.ts";
import { parseFigure, parseMoney } from "#shared/trading/input/parse-fields.ts";
import type { LimitAmount } from "#shared/trading/rules/amount.ts";
import { limitsProblem } from "#shared/trading/rules/limits-problem.ts";
import type { RiskLimits } from "#shared/trading/rules/risk-limits.ts";
import type { TextKey } from "../../i18n/i18n.ts";
import { minuteOf, readHours } from "../../ui/hours-draft.ts";
import type { AmountDraft, AmountField, LimitsDraft, NumberField } from "./limits-draft.ts";

export interface LimitsProblemView {
  readonly field: string;
  readonly words: TextKey;
  readonly code: string;
}

export interface ReadLimits {
  /** Undefined while a field cannot be read. */
  readonly limits: LimitsInput | undefined;
  readonly problems: readonly LimitsProblemView[];
}

const FIGURES: Readonly<Record<NumberField, { readonly decimals: number; readonly max: number }>> = {
  orderLots: { decimals: 8, max: 1e6 },
  totalLots: { decimals: 8, max: 1e6 },
  tradesPerDay: { decimals: 0, max: 1e6 },
  openTrades: { decimals: 0, max: 1e6 },
  spread: { decimals: 1, max: 1e6 },
  stop: { decimals: 1, max: 1e6 },
  bestDay: { decimals: 2, max: 100 },
};
const MOST_PERCENT = 1_000;

/** An amount as it was typed, in its unit. */
export function readAmount({ typed, unit }: Pick<AmountDraft, "typed" | "unit">, digits: number): Parsed<LimitAmount> {
  if (unit === "money") {
    const money = parseMoney(typed, digits);
    return money.ok ? { ok: true, value: { in: "money", minor: money.value } } : money;
  }
  const percent = parseFigure(typed, { decimals: 4, max: MOST_PERCENT });
  return percent.ok ? { ok: true, value: { in: "percent", percent: percent.value, of: unit } } : percent;
}

/** A limit that still says what its source says keeps the source; what was edited is the trader's own. */
function sourced<T extends { readonly source: unknown }>(limit: Omit<T, "source">, base: T | null): T {
  const { source, ...was } = base ?? { source: null };
  const same = base !== null && JSON.stringify(sorted(was)) === JSON.stringify(sorted(limit));
  return { ...limit, source: same ? source : null } as unknown as T;
}

const sorted = (value: unknown): unknown =>
  typeof value !== "object" || value === null || Array.isArray(value)
    ? value
    : Object.fromEntries(
        Object.entries(value)
          .toSorted(([a], [b]) => (a < b ? -1 : 1))
          .map(([key, inner]) => [key, sorted(inner)]),
      );

/** Reads the editor. `base`: what it began with, whose sources stay where nothing was changed. */
export function readLimits(draft: LimitsDraft, base: LimitsInput, digits: number): ReadLimits {
  const problems: LimitsProblemView[] = [];
  const bad = (field: string, code: string, words: TextKey): void => void problems.push({ field, code, words });
  const take = <T>(field: string, parsed: Parsed<T>, instead: T): T => {
    if (parsed.ok) return parsed.value;
    bad(field, parsed.problem, `number.${parsed.problem}`);
    return instead;
  };
  const instead: LimitAmount = { in: "money", minor: 1 as MinorUnits };
  const amount = (field: AmountField): LimitAmount | null => {
    const one = draft.amounts[field];
    return one.on ? take(field, readAmount(one, digits), instead) : null;
  };
  const figure = (field: NumberField): number | null => {
    const { on, typed } = draft.numbers[field];
    if (!on) return null;
    return field === "stop" && typed.trim() === "" ? 0 : take(field, parseFigure(typed, FIGURES[field]), 1);
  };
  const plain = <K extends "orderRisk" | "openRisk" | "currencyExposure" | "minimumBalance" | "freeMargin">(
    field: K,
  ) => {
    const read = amount(field);
    return read === null ? null : sourced<NonNullable<LimitsInput[K]>>({ amount: read } as never, base[field]);
  };
  const lots = (field: "orderLots" | "totalLots"): LimitsInput["orderLots"] => {
    const read = figure(field);
    return read === null ? null : sourced({ lots: read }, base[field]);
  };
  const count = (field: "tradesPerDay" | "openTrades"): LimitsInput["tradesPerDay"] => {
    const read = figure(field);
    return read === null ? null : sourced({ count: read }, base[field]);
  };
  const [daily, total, spread, stop, bestDay] = [
    amount("dailyLoss"),
    amount("totalLoss"),
    figure("spread"),
    figure("stop"),
    figure("bestDay"),
  ];
  const resetMinute = minuteOf(draft.resetAt);
  if (resetMinute === undefined || resetMinute > 1_439) bad("resetAt", "notANumber", "number.notANumber");
  const hours = draft.hours === null ? null : readHours(draft.hours);
  if (hours === undefined) bad("hours", "HOURS_INVALID", "config.HOURS_INVALID");
  const name = draft.name.trim();
  if (name.length === 0 || name.length > 80) bad("name", "NAME_LENGTH", "limits.NAME_LENGTH");
  const limits: LimitsInput = {
    name,
    preset: base.preset,
    day: { zone: draft.zone.trim(), resetMinute: resetMinute ?? 0 },
    initialBalance: take("initialBalance", parseMoney(draft.initialBalance, digits), 1 as MinorUnits),
    dailyLoss:
      daily === null
        ? null
        : sourced({ amount: daily, anchor: draft.anchor, unstopped: draft.dailyUnstopped }, base.dailyLoss),
    totalLoss:
      total === null
        ? null
        : sourced(
            {
              amount: total,
              mode: draft.mode,
              unstopped: draft.totalUnstopped,
              stopsAtInitial: base.totalLoss?.stopsAtInitial ?? false,
            },
            base.totalLoss,
          ),
    orderRisk: plain("orderRisk"),
    openRisk: plain("openRisk"),
    orderLots: lots("orderLots"),
    totalLots: lots("totalLots"),
    tradesPerDay: count("tradesPerDay"),
    openTrades: count("openTrades"),
    currencyExposure: plain("currencyExposure"),
    spread: spread === null ? null : sourced({ points: spread, bySymbol: base.spread?.bySymbol ?? {} }, base.spread),
    hours:
      hours === null || hours === undefined
        ? null
        : sourced(
            {
              hours: {
                zone: hours.zone,
                windows: hours.windows.map((one) => ({ ...one, weekdays: [...one.weekdays] })),
              },
            },
            base.hours,
          ),
    stop: stop === null ? null : sourced({ required: true, points: stop }, base.stop),
    minimumBalance: plain("minimumBalance"),
    freeMargin: plain("freeMargin"),
    bestDay: bestDay === null ? null : sourced({ percent: bestDay }, base.bestDay),
  };
  if (limits.initialBalance <= 0) bad("initialBalance", "INITIAL_BALANCE_MISSING", "limits.INITIAL_BALANCE_MISSING");
  const problem = limitsProblem(limits as RiskLimits);
  if (problem !== null)
    bad(problem.field === "day.zone" ? "zone" : problem.field, problem.code, `limits.${problem.code}`);
  return { limits: problems.length === 0 ? limits : undefined, problems };
}
