/** Decimals that a scaled column may have. */
export const MOST_DIGITS = 8;
/** Largest scaled price: differences of differences of such numbers are still exact in a double. */
export const MOST_SCALED = 2 ** 48;

const word = new Float64Array(2);
const halves = new Uint32Array(word.buffer);
const MOST_STEPS = 127;

/**
 * Steps of the last binary place from `near` to `value`, from -127 to 127; 0 when they are the same number, undefined
 * when they are further apart (or a step would carry into the upper half of the double, or the signs of zero differ).
 */
export function stepsBetween(near: number, value: number): number | undefined {
  word[0] = near;
  word[1] = value;
  if (halves[1] !== halves[3]) return undefined;
  const steps = (halves[2] as number) - (halves[0] as number);
  return steps >= -MOST_STEPS && steps <= MOST_STEPS ? steps : undefined;
}

/** The double that lies `steps` from `near`; the inverse of {@link stepsBetween}. */
export function stepFrom(near: number, steps: number): number {
  word[0] = near;
  halves[0] = (halves[0] as number) + steps;
  return word[0];
}

/** Whether `value` is a decimal of `10 ** digits` = `power`, or so near to one that steps tell the rest. */
export function fitsScale(value: number, power: number): boolean {
  const scaled = Math.round(value * power);
  if (!(scaled >= -MOST_SCALED && scaled <= MOST_SCALED)) return false;
  const near = scaled / power;
  return (near === value && value !== 0) || stepsBetween(near + 0, value) !== undefined;
}

/** Share of values that may stand apart before more decimals are tried; and before the column is no decimal at all. */
const FEW = 1 / 256;
const TOO_MANY = 1 / 8;

/**
 * The fewest decimals with which nearly all of `values` are decimal numbers.
 * @returns undefined when no number of decimals does that.
 */
export function decimalsOf(values: Float64Array, from: number, count: number): number | undefined {
  const few = Math.floor(count * FEW);
  // Too few decimals show themselves within the first values.
  for (let digits = 0; digits <= MOST_DIGITS; digits++) {
    if (countApart(values, from, count, 10 ** digits, few + 1) <= few) return digits;
  }
  let best: number | undefined;
  let fewest = Math.floor(count * TOO_MANY) + 1;
  for (let digits = 0; digits <= MOST_DIGITS; digits++) {
    const apart = countApart(values, from, count, 10 ** digits, fewest);
    if (apart >= fewest) continue;
    fewest = apart;
    best = digits;
  }
  return best;
}

/** How many values are no decimals of `power`; counting ends at `most`. */
function countApart(values: Float64Array, from: number, count: number, power: number, most: number): number {
  let apart = 0;
  for (let i = from; i < from + count && apart < most; i++) {
    if (!fitsScale(values[i] as number, power)) apart++;
  }
  return apart;
}
