import type { CellValue } from "./sorted.ts";

/** RFC 4180: a field with a quote, a comma or a line break stands in quotes, and quotes in it are doubled. */
const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/** A spreadsheet would run a text that begins so as a formula (OWASP, CSV injection): comments come from outside. */
const harmless = (text: string): string => (/^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text);

const valueText = (value: CellValue): string => {
  if (value === undefined) return "";
  return typeof value === "number" ? String(value) : field(harmless(value));
};

/** Comma, dot as decimal sign, CRLF, and a byte order mark, by which Excel knows the letters. */
export function csvText(head: readonly string[], rows: readonly (readonly CellValue[])[]): string {
  const lines = [head.map(field), ...rows.map((row) => row.map(valueText))];
  return `\uFEFF${lines.map((line) => line.join(",")).join("\r\n")}\r\n`;
}
