import { useEffect, useMemo, useState, useSyncExternalStore } from "react";
import type { DealView } from "#shared/contract/trading.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { useCell } from "../../hooks/use-store.ts";
import { useServices } from "../../services/services.ts";
import { mergedDeals } from "./deal-sums.ts";

const MOST = 2_000;
/** Beyond every clock: the broker's may be ahead of what this window has heard. */
const OPEN_END_MS = 8_640_000_000_000;

/** Deals of an account since `fromMs` (broker), asked for once and kept up by the stream. */
export function useDeals(
  accountId: AccountId,
  fromMs: number | undefined,
): { readonly deals: readonly DealView[]; readonly error: unknown } {
  const { client, deals, status } = useServices();
  const { phase } = useCell(status);
  const streamed = useSyncExternalStore(deals.subscribe, deals.all);
  const [asked, setAsked] = useState<{ readonly deals: readonly DealView[]; readonly error: unknown }>({
    deals: [],
    error: undefined,
  });
  useEffect(() => {
    if (fromMs === undefined || phase !== "open") return;
    let current = true;
    client.trading.history({ accountId, fromMs, toMs: OPEN_END_MS, limit: MOST }).then(
      ({ deals: found }) => current && setAsked({ deals: found, error: undefined }),
      (error: unknown) => current && setAsked({ deals: [], error }),
    );
    return () => {
      current = false;
    };
  }, [client, accountId, fromMs, phase]);
  const merged = useMemo(
    () =>
      mergedDeals(asked.deals, streamed).filter(
        (deal) => deal.accountId === accountId && fromMs !== undefined && deal.timeMs >= fromMs,
      ),
    [asked, streamed, accountId, fromMs],
  );
  return { deals: merged, error: asked.error };
}
