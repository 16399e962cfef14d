import type { MinorUnits } from "../../market/brands.ts";

/** A hundred-thousandth of a minor unit: what binary fractions blur, far below what anybody is charged. */
const BLUR = 1e-5;

/** Names a whole number of minor units; sums of them stay whole. */
export const asMinor = (value: number): MinorUnits => value as MinorUnits;

/**
 * Minor units of an amount, never less than it: losses, margins and charges, where less would flatter. Null for what
 * no account can hold (a price of 1e308, a NaN): callers take it as without end.
 */
export function ceilMinor(amount: number, digits: number): MinorUnits | null {
  const minor = Math.ceil(amount * 10 ** digits - BLUR);
  return Number.isSafeInteger(minor) ? asMinor(minor === 0 ? 0 : minor) : null;
}
