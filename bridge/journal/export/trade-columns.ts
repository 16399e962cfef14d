import type { JournalTrade } from "#shared/contract/journal-trade.ts";

export type Locale = "en" | "id";
/** What a column holds: text, a number, or a broker time. */
export type ColumnValue =
  | { readonly kind: "text"; readonly value: string }
  | { readonly kind: "number"; readonly value: number; readonly digits: number | null }
  | { readonly kind: "time"; readonly ms: number }
  | null;

export interface TradeColumn {
  readonly title: Readonly<Record<Locale, string>>;
  readonly width: number;
  readonly of: (trade: JournalTrade) => ColumnValue;
}

const text = (value: string): ColumnValue => (value === "" ? null : { kind: "text", value });
const number = (value: number | null, digits: number | null = null): ColumnValue =>
  value === null ? null : { kind: "number", value, digits };
const time = (ms: number | null): ColumnValue => (ms === null ? null : { kind: "time", ms });
const money = (minor: number | null, { digits }: JournalTrade): ColumnValue =>
  minor === null ? null : { kind: "number", value: minor / 10 ** digits, digits };

const column = (en: string, id: string, width: number, of: TradeColumn["of"]): TradeColumn => ({
  title: { en, id },
  width,
  of,
});

/** What an exported row of a trade holds, left to right. */
export const TRADE_COLUMNS: readonly TradeColumn[] = [
  column("Trade", "Trade", 24, ({ tradeId }) => text(tradeId)),
  column("Account", "Akun", 24, ({ accountId }) => text(accountId)),
  column("Symbol", "Simbol", 10, ({ symbol }) => text(symbol)),
  column("Side", "Arah", 6, ({ side }) => text(side)),
  column("Lots", "Lot", 8, ({ lots }) => number(lots)),
  column("Opened (broker time)", "Dibuka (waktu broker)", 20, ({ openMs }) => time(openMs)),
  column("Open price", "Harga buka", 12, ({ openPrice }) => number(openPrice)),
  column("Closed (broker time)", "Ditutup (waktu broker)", 20, ({ closeMs }) => time(closeMs)),
  column("Close price", "Harga tutup", 12, ({ closePrice }) => number(closePrice)),
  column("Stop loss", "Stop loss", 12, ({ stopLoss }) => number(stopLoss)),
  column("Take profit", "Take profit", 12, ({ takeProfit }) => number(takeProfit)),
  column("Profit", "Laba", 12, (trade) => money(trade.profitMinor, trade)),
  column("Swap", "Swap", 10, (trade) => money(trade.swapMinor, trade)),
  column("Costs", "Biaya", 10, (trade) => money(trade.costsMinor, trade)),
  column("Net", "Bersih", 12, (trade) => money(trade.netMinor, trade)),
  column("Currency", "Mata uang", 9, ({ currency }) => text(currency)),
  column("R", "R", 8, ({ context }) => number(context.r, 2)),
  column("Risk", "Risiko", 10, (trade) => money(trade.context.riskMinor, trade)),
  column("MAE", "MAE", 10, (trade) => money(trade.context.maeMinor, trade)),
  column("MFE", "MFE", 10, (trade) => money(trade.context.mfeMinor, trade)),
  column("Spread at entry (points)", "Spread saat masuk (poin)", 10, ({ context }) => number(context.spreadOpen)),
  column("Spread at exit (points)", "Spread saat keluar (poin)", 10, ({ context }) => number(context.spreadClose)),
  column("Slippage at entry (points)", "Slippage saat masuk (poin)", 10, ({ context }) => number(context.slippageOpen)),
  column("Slippage at exit (points)", "Slippage saat keluar (poin)", 10, ({ context }) =>
    number(context.slippageClose),
  ),
  column("Closed by", "Ditutup oleh", 12, ({ closedBy }) => text(closedBy)),
  column("Strategy", "Strategi", 18, ({ strategy }) => text(strategy)),
  column("Signal", "Sinyal", 18, ({ signal }) => text(signal ?? "")),
  column("Gale step", "Langkah gale", 8, ({ galeStep }) => number(galeStep)),
  column("Tags", "Tag", 20, ({ tags }) => text(tags.join(", "))),
  column("Note", "Catatan", 40, ({ note }) => text(note)),
  column("Comment", "Komentar", 20, ({ comment }) => text(comment)),
];

/** 2026-11-20 14:03:22, as every MT5 stamp: the broker's wall clock. */
export const brokerTimeText = (ms: number): string => new Date(ms).toISOString().replace("T", " ").slice(0, 19);
