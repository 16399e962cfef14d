import type { WholeNumbers } from "./whole-numbers.ts";

/** Folds a signed whole number (up to 2^52 either way) to one that is not negative, small for small ones: 0, -1, 1, -2. */
export const fold = (value: number): number => (value < 0 ? -2 * value - 1 : 2 * value);

/** Numbers from -NARROW to below NARROW are folded by {@link fold32}, without a branch. */
export const NARROW = 2 ** 30;
/** As {@link fold}, of a whole number within 2^30 either way. */
export const fold32 = (value: number): number => (value << 1) ^ (value >> 31);

/** The number that was folded to value `i` of `column`. */
export function unfoldAt(column: WholeNumbers, i: number): number {
  if (!column.wide) return unfold32(column.low[i] as number);
  const folded = column.get(i);
  return folded % 2 === 1 ? -(folded + 1) / 2 : folded / 2;
}

/** Unfolds 32 bits without a branch: signs of price changes are as good as random. */
export const unfold32 = (folded: number): number => (folded >>> 1) ^ -(folded & 1);
