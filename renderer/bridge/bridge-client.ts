import { contract, type FairleadContract } from "#shared/contract/contract.ts";
import { connectClient } from "#shared/rpc/client.ts";
import type { Client } from "#shared/rpc/client-types.ts";
import type { Wire } from "#shared/rpc/wire.ts";
import { BridgeStatusCell } from "./bridge-status.ts";

export type BridgeClient = Client<FairleadContract>;

export interface Bridge {
  readonly client: BridgeClient;
  readonly status: BridgeStatusCell;
}

/**
 * Connects and stays connected: the client dials again by itself and reopens its streams. What the bridge answers is
 * not parsed again here (vite.config.ts puts the contract's outline in place of its schemas): the bridge is ours, and
 * it parsed what it took in.
 */
export function connectBridge(dial: () => Promise<Wire>): Bridge {
  const status = new BridgeStatusCell();
  const { client } = connectClient(contract, { dial, onState: status.take, backoffMs: [100, 1_000] });
  return { client, status };
}
