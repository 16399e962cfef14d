import type { TradeSort } from "#shared/contract/journal-trade.ts";
import { multipleOf } from "#shared/trading/statistics/expectancy.ts";
import type { ShelfTrade } from "./shelf-trade.ts";

type Key = (trade: ShelfTrade) => number | string | null;

const KEYS: Readonly<Record<TradeSort["by"], Key>> = {
  closed: ({ closeMs }) => closeMs,
  opened: ({ openMs }) => openMs,
  symbol: ({ symbol }) => symbol,
  lots: ({ lots }) => lots,
  net: ({ net }) => net,
  r: multipleOf,
  duration: ({ openMs, closeMs }) => (openMs === null ? null : closeMs - openMs),
};

/** Trades in the wanted order; what is not known comes last, equals by their close. */
export function sorted(trades: readonly ShelfTrade[], { by, descending }: TradeSort): readonly ShelfTrade[] {
  const key = KEYS[by];
  const keyed = trades.map((trade, at) => ({ trade, at, key: key(trade) }));
  const sign = descending ? -1 : 1;
  keyed.sort((a, b) => {
    if (a.key === b.key) return sign * (a.trade.closeMs - b.trade.closeMs || a.at - b.at);
    if (a.key === null) return 1;
    if (b.key === null) return -1;
    return a.key < b.key ? -sign : sign;
  });
  return keyed.map(({ trade }) => trade);
}
