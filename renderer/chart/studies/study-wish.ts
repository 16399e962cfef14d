import { INDICATORS } from "#shared/market/indicators/catalogue.ts";
import {
  type Indicator,
  type IndicatorId,
  type ParameterValues,
  parameterValues,
} from "#shared/market/indicators/indicator.ts";

/** An indicator that the user wants to see, by its name in the catalogue. `key` tells two of a kind apart. */
export interface StudyWish {
  readonly key: string;
  readonly id: IndicatorId;
  readonly values: ParameterValues;
}

/** The most that one chart shows: more could not be told apart, and each costs its share of every frame. */
export const MOST_STUDIES = 12;

/** The catalogue's entry; undefined for a name that it does not hold. */
export const indicatorOf = (id: string): Indicator | undefined => INDICATORS.find((each) => each.id === id);

/** What a stored list means now: strangers and doubles are dropped, values that are not allowed become the usual ones. */
export function recallStudies(kept: unknown): readonly StudyWish[] {
  if (!Array.isArray(kept)) return [];
  const wishes = new Map<string, StudyWish>();
  for (const each of kept as readonly unknown[]) {
    const wish = recallOne(each);
    if (wish !== undefined && wishes.size < MOST_STUDIES) wishes.set(wish.key, wish);
  }
  return [...wishes.values()];
}

function recallOne(kept: unknown): StudyWish | undefined {
  if (typeof kept !== "object" || kept === null) return undefined;
  const { key, id, values } = kept as Readonly<Record<string, unknown>>;
  const indicator = typeof id === "string" ? indicatorOf(id) : undefined;
  if (indicator === undefined || typeof key !== "string" || key === "") return undefined;
  const wished: Record<string, number | string> = {};
  for (const [name, value] of Object.entries(typeof values === "object" && values !== null ? values : {})) {
    if (typeof value === "number" || typeof value === "string") wished[name] = value;
  }
  return { key, id: indicator.id, values: parameterValues(indicator, wished) };
}

/** A wish with the indicator's usual values, and a key that no other has. */
export function newStudy(id: IndicatorId, others: readonly StudyWish[]): StudyWish {
  const indicator = indicatorOf(id);
  const taken = new Set(others.map(({ key }) => key));
  let number = 1;
  while (taken.has(`${id} ${number}`)) number += 1;
  return { key: `${id} ${number}`, id, values: indicator === undefined ? {} : parameterValues(indicator, {}) };
}
