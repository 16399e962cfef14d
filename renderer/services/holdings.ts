import type { AccountOrders, AccountPositions } from "#shared/contract/accounts.ts";
import { useAll } from "../hooks/use-store.ts";
import { useServices } from "./services.ts";
import { useShownAccount } from "./shown.ts";

/** The open positions of the account on screen: a whole set of one moment. */
export function useShownPositions(): AccountPositions | undefined {
  const all = useAll(useServices().positions);
  const id = useShownAccount()?.id;
  return all.find(({ accountId }) => accountId === id);
}

/** The pending orders of the account on screen. */
export function useShownOrders(): AccountOrders | undefined {
  const all = useAll(useServices().orders);
  const id = useShownAccount()?.id;
  return all.find(({ accountId }) => accountId === id);
}
