import { LineFault } from "./malformed.ts";

const DECIMAL = /^[-+]?\d+(?:\.\d*)?(?:[eE][-+]?\d{1,3})?$/;
const WHOLE = /^\d{1,19}$/;

/** A finite decimal number. @throws LineFault naming the column. */
export function decimalCell(text: string | undefined, column: string): number {
  const value = Number(text);
  if (text === undefined || !DECIMAL.test(text) || !Number.isFinite(value))
    throw new LineFault(`a number in ${column}`);
  return value;
}

/** A whole number that is not negative and safe. @throws LineFault naming the column. */
export function wholeCell(text: string | undefined, column: string): number {
  const value = Number(text);
  if (text === undefined || !WHOLE.test(text) || !Number.isSafeInteger(value)) {
    throw new LineFault(`a whole number in ${column}`);
  }
  return value;
}
