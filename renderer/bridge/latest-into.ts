import type { LatestObserver } from "#shared/rpc/client-types.ts";
import type { KeyedStore } from "../stores/keyed-store.ts";

/**
 * Fills a keyed store from a `latest` stream. After a reconnect the old values stay on screen until the first batch
 * replaces them: last known data is shown dimmed, never blank. An item that does not belong (any more) is dropped.
 */
export function latestInto<T, K extends string, V>(
  store: KeyedStore<K, V>,
  keyOf: (item: T) => K,
  view: (item: T, before: V | undefined) => V,
  belongs: (item: T) => boolean = () => true,
): LatestObserver<T> {
  let whole = false;
  return {
    reset: () => {
      whole = true;
    },
    gone: (keys) => {
      store.apply({ gone: keys as readonly K[] });
    },
    items: (batch) => {
      const set = batch.filter(belongs).map((item) => [keyOf(item), view(item, store.get(keyOf(item)))] as const);
      const gone = batch.filter((item) => !belongs(item)).map(keyOf);
      store.apply({ set, gone, only: whole });
      whole = false;
    },
  };
}

/**
 * The value that is held already when the new one says the same: a reconnect sends everything again, and what has not
 * changed must not be drawn anew. For small plain records only.
 */
export const keepEqual = <T>(item: T, before: T | undefined): T =>
  before !== undefined && JSON.stringify(before) === JSON.stringify(item) ? before : item;
