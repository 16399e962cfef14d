import { useCallback, useSyncExternalStore } from "react";
import type { InstrumentId } from "#shared/market/brands.ts";
import { useServices } from "../../services/services.ts";

/** The price that a pending order of this side would be filled at now; undefined before the first quote. */
export function useMarketPrice(instrument: InstrumentId, side: "buy" | "sell"): number | undefined {
  const { quotes } = useServices();
  const subscribe = useCallback((told: () => void) => quotes.subscribe(instrument, told), [quotes, instrument]);
  return useSyncExternalStore(subscribe, () => quotes.get(instrument)?.quote[side === "buy" ? "ask" : "bid"]);
}
