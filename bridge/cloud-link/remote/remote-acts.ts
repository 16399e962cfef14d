import type { z } from "zod";
import type { AccountId } from "#shared/market/brands.ts";
import type { REMOTE_ARGS, RemoteKind } from "#shared/sync/remote.ts";

export type RemoteArgs<K extends RemoteKind> = z.output<(typeof REMOTE_ARGS)[K]>;
/** What the cloud is told of what was done; plain JSON. */
export type RemoteResult = Readonly<Record<string, string | number | boolean | null>>;

/** What this computer can be asked to do: each goes the way that the same wish of a window goes. */
export interface RemoteActs {
  /** Undefined for an account that is not linked here. */
  account(id: string): AccountId | undefined;
  /** @throws FairleadError as the window's command would. */
  act<K extends RemoteKind>(kind: K, account: AccountId, args: RemoteArgs<K>, commandId: string): Promise<RemoteResult>;
}
