import type { contract } from "#shared/contract/contract.ts";
import type { Instrument } from "#shared/contract/market.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import type { LatestTopic } from "#shared/rpc/latest.ts";
import type { BarHistory } from "./bar-history.ts";
import type { FormingBars } from "./forming-bars.ts";
import type { QuoteBoard } from "./quote-board.ts";
import type { RecentCloses } from "./recent-closes.ts";

export interface MarketBoards {
  readonly instruments: LatestTopic<Instrument>;
  readonly quotes: QuoteBoard;
  readonly closes: RecentCloses;
  readonly history: BarHistory;
  readonly forming: FormingBars;
}

/** Serves `market`. */
export function marketMethods(boards: MarketBoards): DomainHandlers<typeof contract.market> {
  const { instruments, quotes, closes, history, forming } = boards;
  return {
    instruments: ({ accountId }) =>
      accountId === undefined
        ? instruments
        : { topic: instruments, wants: (key) => instruments.get(key)?.accountId === accountId },
    quotes: ({ instrumentIds }) => {
      if (instrumentIds === undefined) return quotes.topic;
      const wanted: ReadonlySet<string> = new Set(instrumentIds);
      return { topic: quotes.topic, wants: (key) => wanted.has(key) };
    },
    closes: ({ instrumentIds }, { signal }) => {
      const release = closes.open(instrumentIds);
      if (signal.aborted) release();
      else signal.addEventListener("abort", release, { once: true });
      const wanted: ReadonlySet<string> = new Set(instrumentIds);
      return { topic: closes.topic, wants: (key) => wanted.has(key) };
    },
    bars: (request) => history.bars(request),
    offsets: ({ instrumentId }) => history.offsets(instrumentId),
    ticks: (request) => history.ticks(request),
    barUpdates: async ({ instrumentId, timeframe }, { signal }) => {
      const topic = await forming.open(instrumentId, timeframe);
      const release = (): void => forming.release(instrumentId, timeframe);
      if (signal.aborted) release();
      else signal.addEventListener("abort", release, { once: true });
      return topic;
    },
  };
}
