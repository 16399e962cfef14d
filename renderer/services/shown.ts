import { useMemo } from "react";
import type { Account } from "#shared/contract/accounts.ts";
import type { Instrument } from "#shared/contract/market.ts";
import { useAll } from "../hooks/use-store.ts";
import { useWorkspace } from "../hooks/use-workspace.ts";
import { type LinkView, type Services, useServices } from "./services.ts";

/** The account on screen: the one chosen, else the first there is. */
export const chosenAccount = (accounts: readonly Account[], chosen: string | undefined): Account | undefined =>
  accounts.find((account) => account.id === chosen) ?? accounts[0];

export const shownAccount = ({ accounts, workspace }: Pick<Services, "accounts" | "workspace">): Account | undefined =>
  chosenAccount(accounts.all(), workspace.getState().accountId);

export function useShownAccount(): Account | undefined {
  const { accounts } = useServices();
  return chosenAccount(
    useAll(accounts),
    useWorkspace((workspace) => workspace.accountId),
  );
}

/** The link of the account on screen; without an account the first link there is. */
export function useShownLink(): LinkView | undefined {
  const account = useShownAccount();
  const links = useAll(useServices().links);
  return account === undefined ? links[0] : links.find(({ link }) => link.terminalId === account.terminalId);
}

/** The instruments of the account on screen, in the order in which MT5's Market Watch has them. */
export function useShownInstruments(): readonly Instrument[] {
  const account = useShownAccount();
  const all = useAll(useServices().instruments);
  const id = account?.id;
  return useMemo(() => all.filter((instrument) => instrument.accountId === id), [all, id]);
}

/**
 * The instrument of an account that is shown: the one chosen; the first there is while none of this account was. While
 * the one chosen is not there (a bridge that starts again learns them one by one) none is: a chart and a ticket that jump
 * to another symbol and back would have somebody trade what he did not mean.
 */
export function chosenInstrument(
  instruments: readonly Instrument[],
  chosen: string | undefined,
  accountId: string | undefined,
): Instrument | undefined {
  const found = instruments.find((instrument) => instrument.id === chosen);
  if (found !== undefined) return found;
  const isAwaited = accountId !== undefined && chosen?.startsWith(`${accountId}/`);
  return isAwaited === true ? undefined : instruments[0];
}

/** The instrument on the chart: see {@link chosenInstrument}. */
export function useShownInstrument(): Instrument | undefined {
  const instruments = useShownInstruments();
  const accountId = useShownAccount()?.id;
  const chosen = useWorkspace((workspace) => workspace.instrumentId);
  return chosenInstrument(instruments, chosen, accountId);
}
