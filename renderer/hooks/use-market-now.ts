import { marketNow } from "../services/market-clock.ts";
import { useServices } from "../services/services.ts";
import { useShownLink } from "../services/shown.ts";
import { useNow } from "./use-now.ts";
import { useCell } from "./use-store.ts";

/** The market's clock in broker ms, refreshed every second; undefined while it is not known. */
export function useMarketNow(): number | undefined {
  const replay = useCell(useServices().replay);
  const link = useShownLink();
  return marketNow(replay, link, useNow(1_000));
}
