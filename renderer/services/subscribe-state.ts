import { keepEqual, latestInto } from "../bridge/latest-into.ts";
import type { Services } from "./services.ts";

/** Market ms by which a clock may seem to go back without having been turned back: batches cross on the wire. */
const CLOCK_SLACK_MS = 1_500;

/** Keeps every slow store filled for the life of the window; streams reopen by themselves after a reconnect. */
export function subscribeState(services: Services): void {
  const { client, accounts, instruments, links, settings } = services;
  const heard = <T>(link: T): { link: T; heardMs: number } => ({ link, heardMs: performance.now() });
  client.accounts.state.subscribe(
    {},
    latestInto(accounts, (account) => account.id, keepEqual),
  );
  client.links.state.subscribe(
    {},
    latestInto(links, (link) => link.terminalId, heard),
  );
  client.market.instruments.subscribe(
    {},
    latestInto(instruments, (instrument) => instrument.id, keepEqual),
  );
  client.settings.changes.subscribe(
    {},
    {
      items: (batch) => {
        for (const setting of batch) if (setting.scope === undefined) settings.set(setting.key, setting);
      },
    },
  );
  client.links.pairing.subscribe(
    {},
    { items: (batch) => services.pairing.set(batch.at(-1) ?? services.pairing.get()) },
  );
  subscribeReplay(services);
  subscribeEvents(services);
  askOnConnect(services);
}

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

function subscribeEvents({ client, events }: Services): void {
  let hole = false;
  let epoch: string | undefined;
  client.events.log.subscribe(
    {},
    {
      hole: (after) => {
        hole = after > 0;
      },
      items: (batch, position) => {
        const another = epoch !== undefined && position.epoch !== epoch;
        epoch = position.epoch;
        if (another) events.restart();
        events.add(batch, hole && !another);
        hole = false;
      },
    },
  );
}

/** What is asked, not streamed, is asked again on each connection. */
function askOnConnect({ client, status, capabilities, settings, descriptions }: Services): void {
  let generation = 0;
  const ask = (): void => {
    const now = status.get();
    if (now.phase !== "open" || now.generation === generation) return;
    generation = now.generation;
    client.system.capabilities({}).then((answer) => capabilities.set(answer), forgiven);
    client.settings.describe({}).then((all) => descriptions.set(all), forgiven);
    client.settings.all({}).then((all) => {
      for (const setting of all) if (setting.scope === undefined) settings.set(setting.key, setting);
    }, forgiven);
  };
  status.subscribe(ask);
  ask();
}

/** A question lost with its wire is asked again on the next one; the strip says that the wire is gone. */
const forgiven = (): void => undefined;
