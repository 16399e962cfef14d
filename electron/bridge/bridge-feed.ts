import type { MessagePortMain } from "electron";
import type { Account } from "#shared/contract/accounts.ts";
import { contract, type FairleadContract } from "#shared/contract/contract.ts";
import type { SessionView } from "#shared/contract/sessions.ts";
import type { LatchesView } from "#shared/contract/trading.ts";
import { connectClient } from "#shared/rpc/client.ts";
import type { Client } from "#shared/rpc/client-types.ts";
import { portWire } from "#shared/rpc/wire-port.ts";
import { isFinal } from "#shared/trading/intent/intent-state.ts";
import type { BridgeSupervisor } from "./bridge-supervisor.ts";

/** What the shell itself follows of the bridge, over a port like a window's. */
export interface BridgeFeed {
  readonly client: Client<FairleadContract>;
  connected(): boolean;
  accounts(): readonly Account[];
  latches(): readonly LatchesView[];
  /** Wishes to trade of which the broker has not said the last word. */
  openIntents(): number;
  /** Sessions that are not over. */
  sessions(): number;
  /** The setting `appearance.language`; undefined while it is not known. */
  language(): string | undefined;
  onChange(listener: () => void): void;
}

const OWN = Symbol("the shell's own port");

export function followBridge(bridge: BridgeSupervisor<MessagePortMain>): BridgeFeed {
  const accounts = new Map<string, Account>();
  const latches = new Map<string, LatchesView>();
  const sessions = new Map<string, SessionView>();
  const openIntents = new Set<string>();
  const listeners: (() => void)[] = [];
  let connected = false;
  let language: string | undefined;
  const changed = (): void => {
    for (const listener of listeners) listener();
  };
  const dial = () =>
    new Promise<ReturnType<typeof portWire>>((resolve) => bridge.connect(OWN, (port) => resolve(portWire(port))));
  const { client } = connectClient(contract, {
    dial,
    backoffMs: [200, 2_000],
    onState: ({ phase }) => {
      connected = phase === "open";
      changed();
    },
  });
  const keep = <T>(into: Map<string, T>, keyOf: (item: T) => string) => ({
    reset: () => into.clear(),
    gone: (keys: readonly string[]) => {
      for (const key of keys) into.delete(key);
      changed();
    },
    items: (batch: readonly T[]) => {
      for (const item of batch) into.set(keyOf(item), item);
      changed();
    },
  });
  client.accounts.state.subscribe(
    {},
    keep(accounts, ({ id }) => id),
  );
  client.trading.latches.subscribe(
    {},
    keep(latches, ({ accountId }) => accountId),
  );
  client.sessions.list.subscribe(
    {},
    keep(sessions, ({ sessionId }) => sessionId),
  );
  client.trading.intents.subscribe(
    {},
    {
      items: (batch) => {
        for (const { intentId, state } of batch) {
          if (isFinal(state)) openIntents.delete(intentId);
          else openIntents.add(intentId);
        }
        changed();
      },
      // What is still held comes anew; what ended meanwhile must not count for ever.
      hole: () => openIntents.clear(),
    },
  );
  client.settings.changes.subscribe(
    {},
    {
      items: (batch) => {
        const told = batch.findLast(({ key }) => key === "appearance.language")?.value;
        if (typeof told === "string" && told !== language) {
          language = told;
          changed();
        }
      },
    },
  );
  return {
    client,
    connected: () => connected,
    accounts: () => [...accounts.values()],
    latches: () => [...latches.values()],
    openIntents: () => openIntents.size,
    sessions: () =>
      [...sessions.values()].filter(({ phase, removed }) => !removed && phase !== "draft" && phase !== "stopped")
        .length,
    language: () => language,
    onChange: (listener) => void listeners.push(listener),
  };
}
