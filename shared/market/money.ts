import type { MinorUnits } from "./brands.ts";

/** An amount of one currency. `digits` is MT5's `ACCOUNT_CURRENCY_DIGITS` (USD 2, JPY 0, BTC up to 8). */
export interface Money {
  readonly minor: MinorUnits;
  readonly currency: string;
  readonly digits: number;
}

/**
 * Rounds MT5's raw double to minor units, half away from zero, the way MetaTrader prints money.
 * @throws RangeError when `value` is not finite or the result leaves the safe integers.
 */
export function moneyFromDouble(value: number, currency: string, digits: number): Money {
  const scaled = Math.abs(value) * 10 ** digits;
  const rounded = Math.floor(scaled + 0.5 + scaled * Number.EPSILON);
  if (!Number.isSafeInteger(rounded)) throw new RangeError(`${value} ${currency} cannot be held in minor units`);
  return { minor: (value < 0 ? 0 - rounded : rounded) as MinorUnits, currency, digits };
}

/** The decimal text of an amount, without its currency: `-240.00`; what SPEC.md sends on the wire. */
export function moneyText({ minor, digits }: Money): string {
  const sign = minor < 0 ? "-" : "";
  const figures = Math.abs(minor)
    .toString()
    .padStart(digits + 1, "0");
  return digits === 0 ? sign + figures : `${sign}${figures.slice(0, -digits)}.${figures.slice(-digits)}`;
}
