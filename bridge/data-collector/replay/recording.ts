import type { MarketSymbol } from "#bridge/ports/market-source.ts";
import type { TickColumns } from "#shared/market/tick.ts";

/** Ticks of one symbol that can be read from any time on, a chunk at a time. */
export interface Recording {
  readonly symbol: MarketSymbol;
  /** Broker ms of the first and the last tick. */
  readonly firstMs: number;
  readonly lastMs: number;
  readonly chunkCount: number;
  /** Number of the first chunk with a tick at or after `timeMs`; `chunkCount` when there is none. */
  chunkAt(timeMs: number): number;
  /** The ticks of a chunk. */
  read(index: number): Promise<TickColumns>;
  /** The first `limit` ticks with fromMs <= time < toMs. */
  between(fromMs: number, toMs: number, limit: number): Promise<TickColumns>;
  close(): Promise<void>;
}
