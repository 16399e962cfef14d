import type { UtcMs } from "#shared/market/brands.ts";
import { type FeedItem, SignalItem } from "#shared/sync/feed.ts";
import type { Signal, SignalId } from "#shared/trading/signals/signal.ts";

/** Sources of the cloud are named so: none of them can pass for one of this computer's own. */
export const CLOUD_SOURCE = "cloud:";

/** The signal that a feed item carries; undefined for what is none. */
export function cloudSignal({ kind, body }: FeedItem): Signal | undefined {
  if (kind !== "signal") return undefined;
  const read = SignalItem.safeParse(body);
  if (!read.success) return undefined;
  const { signal_id, source, type, symbol, mode, emitted_ms, valid_until_ms, payload } = read.data;
  return {
    id: signal_id as SignalId,
    source: `${CLOUD_SOURCE}${source}`.slice(0, 64),
    type,
    symbol,
    mode,
    emittedMs: emitted_ms as UtcMs,
    validUntilMs: valid_until_ms as UtcMs,
    payload,
  };
}
