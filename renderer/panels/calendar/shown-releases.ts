import type { Release } from "#shared/contract/calendar.ts";
import { IMPORTANCES } from "#shared/market/calendar/importance.ts";

export interface CalendarFilter {
  /** Empty = all. */
  readonly currencies: readonly string[];
  /** The least importance. */
  readonly importance: string;
}

const rank = (importance: string): number => (IMPORTANCES as readonly string[]).indexOf(importance);

/** Releases that pass the filter. A holiday has no importance in MT5's calendar and closes markets: it is always shown. */
export const shownReleases = (releases: readonly Release[], { currencies, importance }: CalendarFilter): Release[] =>
  releases.filter(
    (release) =>
      (currencies.length === 0 || currencies.includes(release.currency)) &&
      (release.kind === "holiday" || rank(release.importance) >= rank(importance)),
  );

/** The next release whose minute is known, not yet out. */
export const nextRelease = (releases: readonly Release[], nowMs: number): Release | undefined =>
  releases
    .filter(({ atMs, timeMode, kind }) => atMs > nowMs && timeMode === "exact" && kind !== "holiday")
    .toSorted((a, b) => a.atMs - b.atMs || rank(b.importance) - rank(a.importance))[0];

/** Every currency that can be chosen: those that are there, and those that were chosen. */
export const currenciesOf = (releases: readonly Release[], chosen: readonly string[]): string[] =>
  [...new Set([...releases.map(({ currency }) => currency), ...chosen])].filter((name) => name !== "").toSorted();

const MULTIPLIERS: Readonly<Record<string, string>> = { thousands: "K", millions: "M", billions: "B", trillions: "T" };

/** `227 K`, `3.2 %`; empty for no figure. */
export function figureText(
  value: number | null,
  { digits, unit, multiplier }: Pick<Release, "digits" | "unit" | "multiplier">,
): string {
  if (value === null) return "";
  const sign = unit === "percent" ? " %" : "";
  const times = MULTIPLIERS[multiplier];
  const number = value.toFixed(Math.min(digits, 6)).replace("-", "\u2212");
  return `${number}${times === undefined ? "" : ` ${times}`}${sign}`;
}
