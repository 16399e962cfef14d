import { useCell } from "../../hooks/use-store.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount } from "../../services/shown.ts";

/** Whether trading keys are armed for the account on screen. */
export function useIsArmed(): boolean {
  const account = useShownAccount();
  const armedFor = useCell(useServices().keys.armedFor);
  return account !== undefined && armedFor === account.id;
}
