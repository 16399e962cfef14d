import type { StatisticsView } from "#shared/contract/journal-statistics.ts";
import type { JournalTrade } from "#shared/contract/journal-trade.ts";

/** Trades and figures as the contract has them; money in minor units, times broker ms, columns as lists. */
export function jsonExport(trades: readonly JournalTrade[], statistics: StatisticsView, madeMs: number): Uint8Array {
  const content = { format: "fairlead-journal", version: 1, made: new Date(madeMs).toISOString(), trades, statistics };
  const text = JSON.stringify(content, (_, value: unknown) => (value instanceof Float64Array ? [...value] : value), 1);
  return new TextEncoder().encode(text);
}
