import type { FlattenView } from "#shared/contract/trading.ts";
import { lotsText } from "../../format/lots.ts";
import type { Text } from "../../i18n/i18n.ts";
import { reasonWords } from "../../i18n/reason-words.ts";

type Closing = FlattenView["positions"][number];

/** A position of a flatten in words: `EURUSD 0.10 · still open: The market for this symbol is closed.` */
export function closingText(text: Text, language: string, { symbol, lots, closed, reason }: Closing): string {
  const named = `${symbol} ${lotsText(lots)} · ${text(closed ? "flatten.closed" : "flatten.open")}`;
  if (closed || reason === undefined) return named;
  return `${named}: ${reasonWords({ state: "rejected", reason }, language)?.what ?? reason}`;
}
