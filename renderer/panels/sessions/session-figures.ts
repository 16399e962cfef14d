import type { SessionView } from "#shared/contract/sessions.ts";
import { amountText, unitsOf } from "../../format/money.ts";
import { durationText } from "../../i18n/age-text.ts";
import type { Text, TextKey } from "../../i18n/i18n.ts";

export interface SessionFigure {
  readonly key: TextKey;
  /** 1 = shown however narrow the list is. */
  readonly rank: 1 | 2 | 3;
  readonly words: string;
  /** Minor units, for a figure that is a result. */
  readonly result?: number;
  /** What it is sorted by, and what stands in a file: whole units of money, percent, ms. */
  readonly value: number | undefined;
  /** In the account's currency. */
  readonly money?: true;
}

const DASH = "–";
const fixed = (value: number | undefined, unit = ""): string =>
  value === undefined ? DASH : `${value.toFixed(2)}${unit}`;

/** Whole seconds; a session that has not begun has lasted no time at all. */
const lasted = (ms: number, text: Text): string => (ms < 1_000 ? DASH : durationText(text, ms));

/** The live statistics in the order in which they are read. Without a session only their names and ranks count. */
export function figuresOf(view: SessionView | undefined, text: Text): readonly SessionFigure[] {
  const amount = (minor: number | undefined): string =>
    view === undefined || minor === undefined
      ? DASH
      : amountText({ minor, currency: view.currency, digits: view.digits });
  const units = (minor: number | undefined): number | undefined =>
    view === undefined || minor === undefined
      ? undefined
      : unitsOf({ minor, currency: view.currency, digits: view.digits });
  const { expectancyMinor } = view ?? {};
  return [
    {
      key: "sessions.net",
      rank: 1,
      value: units(view?.netMinor),
      words: DASH,
      result: view?.netMinor ?? 0,
      money: true,
    },
    { key: "sessions.trades", rank: 1, value: view?.totalTrades, words: String(view?.totalTrades ?? DASH) },
    { key: "sessions.winRate", rank: 2, value: view?.winRate, words: fixed(view?.winRate, " %") },
    { key: "sessions.duration", rank: 2, value: view?.durationMs, words: lasted(view?.durationMs ?? 0, text) },
    { key: "sessions.gale", rank: 2, value: view?.galeStep, words: String(view?.galeStep ?? DASH) },
    {
      key: "sessions.drawdown",
      rank: 3,
      value: units(view?.maxDrawdownMinor),
      words: amount(view?.maxDrawdownMinor),
      money: true,
    },
    { key: "sessions.profitFactor", rank: 3, value: view?.profitFactor, words: fixed(view?.profitFactor) },
    {
      key: "sessions.expectancy",
      rank: 3,
      value: units(expectancyMinor),
      words: DASH,
      ...(expectancyMinor === undefined ? {} : { result: expectancyMinor, money: true as const }),
    },
    {
      key: "sessions.room",
      rank: 1,
      value: units(view?.roomToStopLossMinor),
      words: amount(view?.roomToStopLossMinor),
      money: true,
    },
  ];
}
