import type { Account } from "#shared/contract/accounts.ts";
import { useSetting } from "./use-setting.ts";

/** How long a button or key is held before it sends with real money. */
export const HOLD_MS = 1_000;

/** Whether what sends on this account has to be held. Until the setting is known it has to. */
export function useLiveHold(account: Pick<Account, "nature"> | undefined): boolean {
  const setting = useSetting("trading.liveSend");
  return account?.nature === "live" && setting?.value !== "press";
}
