import type { JournalTrade } from "#shared/contract/journal-trade.ts";
import { brokerTimeText, type ColumnValue, type Locale, TRADE_COLUMNS } from "./trade-columns.ts";

/** RFC 4180: a field with a quote, a comma or a line break stands in quotes, and quotes in it are doubled. */
const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * A spreadsheet would run a text that begins so as a formula (OWASP, CSV injection): notes and comments come from outside,
 * so such a text gets an apostrophe in front.
 */
const harmless = (text: string): string => (/^[=+\-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20]/.test(text) ? `'${text}` : text);

/** Signs that no text has and that readers of CSV stumble over; line breaks and tabs stay. */
// oxlint-disable-next-line no-control-regex -- They are what is looked for.
const CONTROLS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/g;

function valueText(value: ColumnValue): string {
  if (value === null) return "";
  if (value.kind === "time") return brokerTimeText(value.ms);
  if (value.kind === "text") return field(harmless(value.value.replace(CONTROLS, "")));
  return value.digits === null ? String(value.value) : value.value.toFixed(value.digits);
}

/** Comma, dot as decimal sign, CRLF; with a byte order mark when asked for. */
export function csvExport(trades: readonly JournalTrade[], locale: Locale, bom: boolean): Uint8Array {
  const lines = [
    TRADE_COLUMNS.map(({ title }) => field(title[locale])).join(","),
    ...trades.map((trade) => TRADE_COLUMNS.map(({ of }) => valueText(of(trade))).join(",")),
  ];
  return new TextEncoder().encode(`${bom ? "\uFEFF" : ""}${lines.join("\r\n")}\r\n`);
}
