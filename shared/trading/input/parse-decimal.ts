/** A decimal number as it was typed: units / 10 ** decimals, nothing lost to binary fractions. */
export interface Decimal {
  readonly units: bigint;
  readonly decimals: number;
}

export type NumberProblem =
  | "empty"
  /** Letters, exponents, NaN, Infinity, signs in the wrong place, a separator without digits. */
  | "notANumber"
  /** A separator that may group thousands or divide decimals: the two readings are a thousand times apart. */
  | "ambiguous"
  | "negative"
  | "notPositive"
  | "tooLarge"
  | "tooManyDecimals"
  | "offStep"
  | "belowMinimum"
  | "aboveMaximum";

export type Parsed<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problem: NumberProblem };

export const problem = (named: NumberProblem): { readonly ok: false; readonly problem: NumberProblem } => ({
  ok: false,
  problem: named,
});

/** More digits than a double can tell apart. */
const MOST_DIGITS = 15;
const GROUP = 3;

/**
 * Reads a number with a dot or a comma before its decimals; never guesses. Refused as ambiguous: both separators, one
 * of them twice, blanks and apostrophes between digits, and what reads as a group of thousands (`1,085`, `1.085`: one
 * to three digits, the first not 0, a separator, three digits). `dotIsDecimal` takes the dot for what MT5 means by it,
 * where three decimals are what the field is written with (the price of a yen pair).
 */
export function parseDecimal(text: string, dotIsDecimal: boolean): Parsed<Decimal> {
  const typed = text.trim();
  if (typed === "") return problem("empty");
  if (/^[-\u2212]\s*[\d.,]/.test(typed)) return problem("negative");
  if (/^\d[\d.,'’\s\u00a0\u202f]*$/.test(typed) && /['’\s\u00a0\u202f]/.test(typed)) return problem("ambiguous");
  if (/^[\d.,]+$/.test(typed) && (typed.match(/[.,]/g)?.length ?? 0) > 1) return problem("ambiguous");
  const parts = /^(\d*)(?:([.,])(\d+))?$/.exec(typed);
  if (parts === null) return problem("notANumber");
  const [, whole = "", separator, fraction = ""] = parts;
  const grouped = separator !== undefined && fraction.length === GROUP && /^[1-9]\d{0,2}$/.test(whole);
  if (grouped && !(separator === "." && dotIsDecimal)) return problem("ambiguous");
  const significant = (whole + fraction).replace(/^0+/, "");
  if (significant.length > MOST_DIGITS) return problem(whole.length > MOST_DIGITS ? "tooLarge" : "tooManyDecimals");
  const kept = fraction.replace(/0+$/, "");
  return { ok: true, value: { units: BigInt(`${whole}${kept}` || "0"), decimals: kept.length } };
}

/** The units of a decimal at a finer scale; null when it has more decimals than that. */
export const unitsAt = ({ units, decimals }: Decimal, scale: number): bigint | null =>
  decimals > scale ? null : units * 10n ** BigInt(scale - decimals);

/** The double nearest to a decimal. */
export const toNumber = ({ units, decimals }: Decimal): number => Number(`${units}e-${decimals}`);
