import { randomUUID } from "node:crypto";
import { z } from "zod";
import type { CloudAccountView } from "#shared/contract/cloud.ts";
import type { contract } from "#shared/contract/contract.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import { Account, Accounts, Question } from "../cloud-link/api/answers.ts";
import type { AccountState } from "../ports/account-state.ts";
import type { SignedCall } from "./cloud-methods.ts";

type Methods = Pick<
  DomainHandlers<typeof contract.cloud>,
  "accounts" | "addAccount" | "verifyAccount" | "removeAccount"
>;

export interface CloudAccountsParts {
  readonly call: SignedCall;
  /** Accounts that this computer is linked to, or was since it started. */
  readonly linked: () => readonly AccountState[];
  /** Signs what the link tells of an account, for the cloud's nonce. @throws FairleadError LINK_DOWN. */
  readonly prove: (account: AccountId, nonce: string) => Promise<string>;
}

/** Broker accounts of the cloud's list beside those of this computer; proof is what the real link says, never a password. */
export function cloudAccountMethods({ call, linked, prove }: CloudAccountsParts): Methods {
  const usable = (): readonly AccountState[] =>
    linked().filter(({ account }) => Number.isSafeInteger(Number(account.login)));
  const mine = (accountId: string): AccountState => {
    const found = usable().find(({ account }) => account.id === accountId);
    if (found === undefined || !found.live) throw new FairleadError("LINK_DOWN");
    return found;
  };
  const here = (known: Account): AccountState | undefined =>
    usable().find(({ account }) => account.server === known.broker_server && Number(account.login) === known.login);
  const show = (known: Account): CloudAccountView => ({
    cloudId: known.account_id,
    accountId: here(known)?.account.id ?? null,
    server: known.broker_server,
    login: `${known.login}`,
    name: known.account_name,
    kind: known.account_type,
    verification: known.verification_status,
    connection: known.connection_status,
    primary: known.is_primary,
  });
  const verify = async (cloudId: string, accountId: string): Promise<CloudAccountView> => {
    const path = `/accounts/${encodeURIComponent(cloudId)}/verification`;
    const { verification_id, nonce } = await call("POST", path, Question);
    const proof = await prove(mine(accountId).account.id, nonce);
    return show(await call("POST", `${path}/confirm`, Account, { verification_id, proof }));
  };
  return {
    accounts: async () => {
      const { items } = await call("GET", "/accounts?limit=100", Accounts);
      const known = new Set(items.map((item) => here(item)?.account.id));
      const rest = usable().filter(({ account }) => !known.has(account.id));
      return [...items.map(show), ...rest.map(unknown)];
    },
    addAccount: async ({ accountId }) => {
      const { account, kind } = mine(accountId);
      const body = {
        broker_server: account.server,
        login: Number(account.login),
        account_name: nameOf(account),
        account_type: kindOf({ account, kind }),
      };
      const { account_id } = await call("POST", "/accounts", Account, body, randomUUID());
      return verify(account_id, accountId);
    },
    verifyAccount: ({ cloudId, accountId }) => verify(cloudId, accountId),
    removeAccount: async ({ cloudId }) => {
      await call("DELETE", `/accounts/${encodeURIComponent(cloudId)}`, z.object({}), undefined, randomUUID());
      return {};
    },
  };
}

const nameOf = ({ login, server }: AccountState["account"]): string => `${login} ${server}`.slice(0, 100);

const kindOf = ({ account, kind }: Pick<AccountState, "account" | "kind">): "demo" | "real" =>
  kind === "mt5" && account.tradeMode === "real" ? "real" : "demo";

function unknown({ account, kind, live }: AccountState): CloudAccountView {
  return {
    cloudId: null,
    accountId: account.id,
    server: account.server,
    login: account.login,
    name: nameOf(account),
    kind: kindOf({ account, kind }),
    verification: "none",
    connection: live ? "connected" : "lost",
    primary: false,
  };
}
