import type { JournalTrade } from "#shared/contract/journal-trade.ts";
import { brokerTimeText, type ColumnValue, type Locale, TRADE_COLUMNS } from "./trade-columns.ts";

/** RFC 4180: a field with a quote, a comma or a line break stands in quotes, and quotes in it are doubled. */
const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

/**
 * A spreadsheet would run a text that begins so as a formula (OWASP, CSV injection): notes and comments come from outside,
 * so such a text gets an apostrophe in front.
 */
const harmless = (text: string): string => (/^[=+\-@\t\r]/.test(text) ? `'${text}` : text);

function valueText(value: ColumnValue): string {
  if (value === null) return "";
  if (value.kind === "time") return brokerTimeText(value.ms);
  if (value.kind === "text") return field(harmless(value.value));
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
