import type { Row } from "./report-rows.ts";

/** How one report writes numbers. */
export interface NumberStyle {
  readonly decimal: "." | ",";
}

const SHAPE = /^[+-]?\d[\d ,.'’٬٫]*$/;

/**
 * MetaTrader writes 9 949.55; what passed through an agency's hands may say 9.949,55 or 9,949.55. One report has one way:
 * a sign that is followed by other than three digits, or that stands last of two kinds, is the decimal one.
 */
export function numberStyle(rows: readonly Row[]): NumberStyle {
  let [points, commas] = [0, 0];
  for (const row of rows) {
    for (const cell of row) {
      if (cell.length > 24 || !SHAPE.test(cell)) continue;
      const text = cell.replaceAll("٬", "").replaceAll("٫", ".");
      const at = Math.max(text.lastIndexOf("."), text.lastIndexOf(","));
      if (at === -1) continue;
      const sign = text[at];
      const both = text.includes(".") && text.includes(",");
      const single = text.indexOf(sign ?? "") === at;
      if (!both && (!single || text.length - at - 1 === 3)) continue;
      if (sign === ".") points += 1;
      else commas += 1;
    }
  }
  return { decimal: commas > points ? "," : "." };
}

/** A number as the report writes it; undefined when the text is none. */
export function readNumber(text: string, { decimal }: NumberStyle): number | undefined {
  if (text === "" || !SHAPE.test(text)) return undefined;
  const group = decimal === "." ? "," : ".";
  const plain = text
    .replace(/[ '’٬]/g, "")
    .replaceAll("٫", decimal)
    .replaceAll(group, "")
    .replace(decimal, ".");
  if (!/^[+-]?\d+(\.\d*)?$/.test(plain)) return undefined;
  const value = Number(plain);
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
