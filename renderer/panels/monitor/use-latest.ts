import { useEffect, useMemo } from "react";
import type { LatestObserver } from "#shared/rpc/client-types.ts";
import { latestInto } from "../../bridge/latest-into.ts";
import { useAll } from "../../hooks/use-store.ts";
import { KeyedStore } from "../../stores/keyed-store.ts";

/**
 * The values of a stream while this panel is shown: opened when it mounts, closed when it goes, so that the bridge measures
 * nothing for nobody.
 * @param open stays the same function as long as the same stream is meant.
 */
export function useLatest<T>(
  keyOf: (item: T) => string,
  open: ((observer: LatestObserver<T>) => { close(): void }) | undefined,
): readonly T[] {
  // Another stream's values are not this one's: they go with it.
  const { store } = useMemo(() => ({ store: new KeyedStore<string, T>(), open }), [open]);
  useEffect(() => {
    const subscription = open?.(latestInto(store, keyOf, (item) => item));
    return () => subscription?.close();
  }, [open, store, keyOf]);
  return useAll(store);
}
