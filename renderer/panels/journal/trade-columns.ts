import type { JournalTrade, TRADE_SORTS } from "#shared/contract/journal-trade.ts";
import { stampText } from "../../format/clock.ts";
import { lotsText } from "../../format/lots.ts";
import { durationText } from "../../i18n/age-text.ts";
import type { Text, TextKey } from "../../i18n/i18n.ts";
import { fixed } from "../statistics/metric-text.ts";

export type SortBy = (typeof TRADE_SORTS)[number];

export interface TradeColumn {
  readonly key: TextKey;
  readonly sort?: SortBy;
  readonly look?: "number" | "price" | "words";
  readonly words: (trade: JournalTrade, text: Text) => string;
}

/** A price with all decimals of its symbol: 1.34120, not 1.3412. */
export const priceWords = (price: number | null, { priceDigits }: Pick<JournalTrade, "priceDigits">): string =>
  price === null ? "–" : price.toFixed(priceDigits);

/** How long it was held; a dash when its opening is not known. */
export const heldText = ({ openMs, closeMs }: Pick<JournalTrade, "openMs" | "closeMs">, text: Text): string =>
  openMs === null ? "–" : durationText(text, closeMs - openMs);

export const rWords = (r: number | null): string =>
  r === null ? "–" : `${fixed(r, 2) === "0.00" || r < 0 ? "" : "+"}${fixed(r, 2)}`;

/** What a column is called in the style sheet. */
export const placeOf = ({ key }: Pick<TradeColumn, "key">): string => key.slice("journal.column.".length);

/** Columns left of the net and right of it. */
export const TRADE_COLUMNS: readonly TradeColumn[] = [
  { key: "journal.column.closed", sort: "closed", words: ({ closeMs }) => stampText(closeMs) },
  { key: "journal.column.symbol", sort: "symbol", words: ({ symbol }) => symbol },
  { key: "journal.column.side", words: ({ side }, text) => text(`journal.side.${side}`) },
  { key: "journal.column.lots", sort: "lots", look: "number", words: ({ lots }) => lotsText(lots) },
  { key: "journal.column.open", look: "price", words: (trade) => priceWords(trade.openPrice, trade) },
  { key: "journal.column.close", look: "price", words: (trade) => priceWords(trade.closePrice, trade) },
  { key: "journal.column.duration", sort: "duration", look: "number", words: heldText },
  { key: "journal.column.net", sort: "net", look: "number", words: () => "" },
  { key: "journal.column.r", sort: "r", look: "number", words: ({ context }) => rWords(context.r) },
  { key: "journal.column.strategy", look: "words", words: ({ strategy }) => strategy },
  { key: "journal.column.note", look: "words", words: ({ note }) => note },
];
