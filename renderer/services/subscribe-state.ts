import type { Link } from "#shared/contract/links.ts";
import type { Setting } from "#shared/contract/settings.ts";
import type { TerminalId } from "#shared/market/brands.ts";
import { intoLog } from "../bridge/into-log.ts";
import { keepEqual, latestInto } from "../bridge/latest-into.ts";
import type { LinkView, Services } from "./services.ts";

/** Market ms by which a clock may seem to go back without having been turned back: batches cross on the wire. */
const CLOCK_SLACK_MS = 1_500;

/** Keeps every slow store filled for the life of the window; streams reopen by themselves after a reconnect. */
export function subscribeState(services: Services): void {
  const { client, instruments, settings, look } = services;
  subscribeTerminals(services);
  client.market.instruments.subscribe(
    {},
    latestInto(instruments, (instrument) => instrument.id, keepEqual),
  );
  client.settings.changes.subscribe(
    {},
    {
      items: (batch) => settings.apply({ set: look.over(forEverybody(batch)) }),
    },
  );
  client.links.pairing.subscribe(
    {},
    { items: (batch) => services.pairing.set(batch.at(-1) ?? services.pairing.get()) },
  );
  client.cloud.state.subscribe({}, { items: (batch) => services.cloud.set(batch.at(-1) ?? services.cloud.get()) });
  subscribeReplay(services);
  client.events.log.subscribe({}, intoLog(services.events));
  askOnConnect(services);
}

/** Terminals and their accounts; those of a removed terminal are shown no more, though the bridge remembers them. */
function subscribeTerminals({ client, links, accounts }: Services): void {
  const removed = new Set<string>();
  const terminals = latestInto<Link, TerminalId, LinkView>(
    links,
    (link) => link.terminalId,
    (link) => ({ link, heardMs: performance.now() }),
    (link) => link.state !== "removed",
  );
  client.links.state.subscribe(
    {},
    {
      ...terminals,
      items: (batch) => {
        for (const { terminalId, state } of batch) {
          if (state === "removed") removed.add(terminalId);
          else removed.delete(terminalId);
        }
        const orphans = accounts.all().filter((account) => removed.has(account.terminalId));
        accounts.apply({ gone: orphans.map((account) => account.id) });
        return terminals.items(batch);
      },
    },
  );
  client.accounts.state.subscribe(
    {},
    latestInto(
      accounts,
      (account) => account.id,
      keepEqual,
      (account) => !removed.has(account.terminalId),
    ),
  );
}

/** Settings in force; values of single accounts have their own place. */
const forEverybody = (settings: readonly Setting[]): (readonly [string, Setting])[] =>
  settings.filter(({ scope }) => scope === undefined).map((setting) => [setting.key, setting] as const);

function subscribeReplay({ client, replay, marketEpoch }: Services): void {
  client.replay.state.subscribe(
    {},
    {
      items: (batch) => {
        const next = batch.at(-1);
        if (next === undefined) return;
        const before = replay.get()?.replay.nowMs ?? Number.NEGATIVE_INFINITY;
        replay.set({ replay: next, heardMs: performance.now() });
        if (next.nowMs < before - CLOCK_SLACK_MS) marketEpoch.set(marketEpoch.get() + 1);
      },
    },
  );
}

/** What is asked, not streamed, is asked again on each connection. */
function askOnConnect(services: Services): void {
  const { status } = services;
  let generation = 0;
  const ask = (): void => {
    const now = status.get();
    if (now.phase !== "open" || now.generation === generation) return;
    generation = now.generation;
    // After the streams, which a connection opens right after it was told: the first quotes hang on them.
    queueMicrotask(() => askAll(services));
  };
  status.subscribe(ask);
  ask();
}

function askAll({ client, heartbeat, capabilities, settings, look, descriptions }: Services): void {
  heartbeat.ask();
  client.system.capabilities({}).then((answer) => capabilities.set(answer), forgiven);
  client.settings.describe({}).then((all) => descriptions.set(all), forgiven);
  client.settings.all({}).then((all) => {
    settings.apply({ set: look.over(forEverybody(all)) });
  }, forgiven);
  look.connected();
}

/** A question lost with its wire is asked again on the next one; the strip says that the wire is gone. */
const forgiven = (): void => undefined;
