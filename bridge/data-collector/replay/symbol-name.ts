import { basename } from "node:path";

const CODE = /^[A-Z]{6}[A-Za-z0-9]{0,4}$/;
const LEAN = /^\d{8}_([a-z0-9]+)_tick_quote/i;

/**
 * The symbol that a file is about, as its name tells: `EURUSD_202509220000_202509302359.csv` (MT5),
 * `20140502_xauusd_tick_quote.csv` (LEAN), `mt5_copyticks_EURUSD_2025-09.csv.zst`. Else the name's first word.
 */
export function symbolOf(path: string): string {
  const name = basename(path.replaceAll("\\", "/"));
  const lean = LEAN.exec(name)?.[1];
  if (lean !== undefined) return lean.toUpperCase();
  const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== "");
  return (words.find((word) => CODE.test(word)) ?? words[0] ?? "SYMBOL").slice(0, 31);
}
