import type { Row } from "./report-rows.ts";

/** How one report writes numbers. */
export interface NumberStyle {
  readonly decimal: "." | ",";
}

const SHAPE = /^[+-]?\d[\d ,.'’]*$/;

const THOUSANDS = { ".": /^[+-]?\d{1,3}(,\d{3})+(\.\d*)?$/, ",": /^[+-]?\d{1,3}(\.\d{3})+(,\d*)?$/ } as const;

/**
 * MetaTrader writes 9 949.55; what passed through an agency's hands may say 9.949,55 or 9,949.55. One report has one way:
 * a sign that is followed by other than three digits, or that stands last of two kinds, is the decimal one.
 */
export function numberStyle(rows: readonly Row[]): NumberStyle {
  let [points, commas] = [0, 0];
  for (const row of rows) {
    for (const cell of row) {
      if (cell.length > 24 || !SHAPE.test(cell)) continue;
      const at = Math.max(cell.lastIndexOf("."), cell.lastIndexOf(","));
      if (at === -1) continue;
      const sign = cell[at];
      const both = cell.includes(".") && cell.includes(",");
      const single = cell.indexOf(sign ?? "") === at;
      if (!both && (!single || cell.length - at - 1 === 3)) continue;
      if (sign === ".") points += 1;
      else commas += 1;
    }
  }
  return { decimal: commas > points ? "," : "." };
}

/**
 * A number as the report writes it; undefined when the text is none. A sign that cannot part thousands where it stands is a
 * decimal one even where the report's money has another: some write lots as 0.50 and money as 1.234,50.
 */
export function readNumber(text: string, { decimal }: NumberStyle): number | undefined {
  if (text === "" || !SHAPE.test(text)) return undefined;
  const group = decimal === "." ? "," : ".";
  const plain = text.replace(/[ '’]/g, "");
  const grouped = !plain.includes(group) || THOUSANDS[decimal].test(plain);
  const usual = grouped ? plain.replaceAll(group, "").replace(decimal, ".") : plain.replace(group, ".");
  if (!/^[+-]?\d+(\.\d*)?$/.test(usual)) return undefined;
  const value = Number(usual);
  return Number.isFinite(value) ? value : undefined;
}

/** Digits after the decimal sign. */
export const decimalsOf = (text: string, { decimal }: NumberStyle): number => {
  const at = text.lastIndexOf(decimal);
  return at === -1 ? 0 : text.length - at - 1;
};

/** A ticket or number of an order: digits alone. */
export const readTicket = (text: string): bigint | undefined =>
  /^#?\d{1,19}$/.test(text) ? BigInt(text.replace("#", "")) : undefined;
