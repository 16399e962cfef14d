import type { MinorUnits } from "../../market/brands.ts";

/** A hundred-thousandth of a minor unit: what binary fractions blur, far below what anybody is charged. */
const BLUR = 1e-5;

/** Names a whole number of minor units; sums of them stay whole. */
export const asMinor = (value: number): MinorUnits => value as MinorUnits;

const whole = (value: number): MinorUnits => {
  if (!Number.isSafeInteger(value)) throw new RangeError("an amount cannot be held in minor units");
  return asMinor(value === 0 ? 0 : value);
};

/**
 * Minor units of an amount, never less than it: losses, margins and charges, where less would flatter.
 * @throws RangeError when the result leaves the safe integers.
 */
export const ceilMinor = (amount: number, digits: number): MinorUnits => whole(Math.ceil(amount * 10 ** digits - BLUR));

/** Minor units of an amount, never more than it: profits, room and budgets. @throws as `ceilMinor`. */
export const floorMinor = (amount: number, digits: number): MinorUnits =>
  whole(Math.floor(amount * 10 ** digits + BLUR));
