import { hostname } from "node:os";
import { join } from "node:path";
import type { contract } from "#shared/contract/contract.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { AccountId } from "#shared/market/brands.ts";
import { moneyFromDouble } from "#shared/market/money.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import type { AccountState as LaneState } from "#shared/sync/lanes.ts";
import type { SessionState } from "#shared/trading/session/session-state.ts";
import type { Signal } from "#shared/trading/signals/signal.ts";
import { CloudApi } from "../cloud-link/api/cloud-api.ts";
import { CloudService } from "../cloud-link/cloud-service.ts";
import type { EventFacts } from "../cloud-link/durable/event-of.ts";
import { tradeBody } from "../cloud-link/durable/trade-body.ts";
import { cloudSignal } from "../cloud-link/feed/cloud-signal.ts";
import { Identity } from "../cloud-link/identity/identity.ts";
import { MarketLane, type MarketLaneParts } from "../cloud-link/market/market-lane.ts";
import { PlanKeeper, type PlanReason } from "../cloud-link/plan/plan-keeper.ts";
import { SettingsSync } from "../cloud-link/preferences/settings-sync.ts";
import { RemoteDesk } from "../cloud-link/remote/remote-desk.ts";
import { readIfThere, replaceFile } from "../config-manager/settings/safe-file.ts";
import type { Settings } from "../config-manager/settings/settings.ts";
import type { CloudPlace } from "../host/cloud-place.ts";
import type { AccountState, AccountStates } from "../ports/account-state.ts";
import type { Clock } from "../ports/clock.ts";
import { eventNotice } from "../ports/event-notice.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { SecretStore } from "../ports/secret-store.ts";
import type { SyncedSettings } from "../ports/synced-settings.ts";
import type { Ledger } from "../store/ledger/ledger.ts";
import type { SessionEngine } from "../trading/sessions/session-engine.ts";
import type { TradingService } from "../trading/trading-service.ts";
import { cloudMethods, cloudTopic, noCloud, noCloudMethods } from "../window/cloud-methods.ts";
import { remoteActs } from "./remote-acts.ts";

/** Brokers' clocks differ from UTC by whole quarters of an hour. */
const QUARTER_MS = 900_000;

export interface CloudComposition {
  readonly place: CloudPlace;
  readonly entitlements: "local" | "cloud";
  readonly profile: string;
  readonly settings: Settings;
  readonly secrets: SecretStore;
  readonly synced: SyncedSettings;
  /** Takes a signal of the cloud's. */
  readonly signal: (signal: Signal) => void;
  /** Told when secrets can be read that could not be before. */
  readonly onSecretsOpened: (opened: () => void) => () => void;
  /** Whether a secret outlives this run. */
  readonly isKept: (name: string) => boolean;
  readonly protect: (secret: string) => void;
  readonly ledger: Ledger;
  readonly store: MarketLaneParts["store"];
  readonly service: TradingService;
  readonly engine: SessionEngine;
  readonly states: AccountStates;
  readonly clock: Clock;
  readonly events: EventSink;
}

export interface ComposedCloud {
  readonly methods: DomainHandlers<typeof contract.cloud>;
  /** @throws FairleadError PLAN_BLOCKS when the plan allows no new live risk on this account. */
  assertMayOpen(account: AccountId): void;
  /** @throws FairleadError PLAN_BLOCKS when the plan allows no more sessions. */
  assertMayStart(session: SessionState): void;
  /** How long the cloud's lane has not moved though it has something to send, ms; undefined while nobody is signed in. */
  syncStuckMs(): number | undefined;
  stop(): void;
}

/** The cloud, made after everything that it tells of; it is asked for nothing before somebody signs in. */
export function composeCloud(parts: CloudComposition): ComposedCloud {
  const { place, entitlements, settings, ledger, service, engine, states, clock, events } = parts;
  const topic = cloudTopic();
  const url = place.kind === "off" ? undefined : place.url;
  const file = keptText(join(parts.profile, "cloud.json"));
  const api = new CloudApi(url ?? "http://127.0.0.1:9");
  // The embedded cloud's port may be another tomorrow; it is the same cloud.
  const where = place.kind === "embedded" ? "embedded" : (url ?? "off");
  let cloud: CloudService | undefined;
  let signedIn = (): void => undefined;
  const changed = (): void => cloud?.changed();
  const identity = new Identity({
    api,
    secrets: parts.secrets,
    protect: parts.protect,
    clock,
    place: where,
    deviceName: hostname().slice(0, 80) || "Fairlead",
    changed,
  });
  const owner = (): string => `${where} ${identity.state.at === "in" ? identity.state.userId : ""}`;
  const plan = new PlanKeeper({
    api,
    clock,
    token: () => identity.token(),
    signIn: () => identity.state,
    file,
    owner,
    entitlements,
    changed,
  });
  const running = (): number =>
    engine.states().filter(({ phase }) => phase.name !== "draft" && phase.name !== "stopped").length;
  const assertMayStart = ({ config }: SessionState): void => blocked(plan.sessionReason(config.mode, running()));
  const assertMayOpen = (id: AccountId): void => {
    const state = states.current(id);
    if (state?.kind === "mt5" && state.account.tradeMode === "real") blocked(plan.liveReason());
  };
  const prove = (account: AccountId, nonce: string): Promise<string> =>
    identity.sign("fairlead-account+jws", readingOf(states.current(account), nonce));
  const remote = new RemoteDesk({
    acts: remoteActs({ service, states, engine, assertMayStart, proveAccount: prove }),
    book: ledger.cloudCommands,
    clock,
    allows: (need) => settings.value(`cloud.${need}`),
    told: ({ kind, login, server, by }, answer) => {
      const facts = { kind, account: `${login}@${server}`, by: by.name };
      if (answer.ok) events.report(eventNotice("warning", "CLOUD_COMMAND.done", facts));
      else events.report(eventNotice("warning", "CLOUD_COMMAND.refused", { ...facts, why: answer.detail }));
    },
    changed,
  });
  const switches = () => ({ reduce: settings.value("cloud.reduce"), trade: settings.value("cloud.trade") });
  const gates = { assertMayOpen, assertMayStart };
  if (url === undefined) {
    topic.set(noCloud({ entitlements, mayStart: plan.sessionReason("live", 0) === null, switches: switches() }));
    return { methods: noCloudMethods(topic), ...gates, syncStuckMs: () => undefined, stop: () => undefined };
  }
  const embedded = place.kind === "embedded";
  cloud = new CloudService({
    api,
    identity,
    plan,
    remote,
    outbox: ledger.cloud,
    facts: eventFacts(ledger, states),
    accounts: () => states.all().flatMap((state) => laneState(state) ?? []),
    clock,
    about: { url, embedded, mailbox: embedded ? `${url}/mailbox` : null, entitlements },
    isKept: () => parts.isKept("cloud.sign-in"),
    switches,
    runningSessions: running,
    show: (view) => topic.set(view),
    trouble: (why) => events.report(eventNotice("error", "CLOUD_TROUBLE", { why })),
    owner,
    signedIn: () => signedIn(),
    feedFile: keptText(join(parts.profile, "cloud-feed.json")),
    market: new MarketLane({
      store: parts.store,
      clock,
      file: keptText(join(parts.profile, "cloud-market.json")),
      owner,
      wanted: () => settings.value("cloud.market"),
      unsent: () => {
        const stream = ledger.cloud.state();
        return stream === undefined ? 0 : stream.last - stream.acked;
      },
      trouble: (why) => events.report(eventNotice("error", "CLOUD_TROUBLE", { why })),
    }),
    heard: (item) => {
      const signal = cloudSignal(item);
      // Sessions may trade by it: without the switch it is as if it had not come.
      if (signal !== undefined && settings.value("cloud.trade")) parts.signal(signal);
    },
  });
  const started = cloud;
  const sync = new SettingsSync({
    api,
    token: () => identity.token(),
    owner: () => (identity.state.at === "in" ? owner() : ""),
    settings: parts.synced,
    clock,
  });
  // Each sign-in is followed: by a person, by what was kept, by a vault that was opened.
  signedIn = () => void sync.now();
  const unlistened = parts.onSecretsOpened(() => void started.resume());
  void started.start().catch((fault: unknown) => {
    events.report(
      eventNotice("error", "CLOUD_TROUBLE", { why: fault instanceof Error ? fault.message : String(fault) }),
    );
  });
  return {
    methods: cloudMethods({ api, identity, plan, service: started, topic, prove, linked: () => states.all() }),
    ...gates,
    syncStuckMs: () => started.stuckMs(),
    stop: () => {
      unlistened();
      sync.stop();
      started.stop();
    },
  };
}

function blocked(reason: PlanReason | null): void {
  if (reason !== null) throw new FairleadError("PLAN_BLOCKS", undefined, { reason });
}

function keptText(path: string): { read: () => string | undefined; write: (text: string) => void } {
  return { read: () => readIfThere(path), write: (text) => replaceFile(path, text, 0o600) };
}

/** The broker's clock minus UTC; 0 while it is not known. */
function offsetOf(state: AccountState | undefined): number {
  if (state === undefined) return 0;
  return Math.round((state.figures.brokerMs - state.figures.takenAt) / QUARTER_MS) * QUARTER_MS;
}

function eventFacts(ledger: Ledger, states: AccountStates): EventFacts {
  const known = (id: string) =>
    states.current(id as AccountId)?.account ?? ledger.terminals.accounts().find((account) => account.id === id);
  return {
    money: (id) => {
      const account = known(id);
      if (account === undefined) return undefined;
      const { currency, currencyDigits: digits } = account;
      const balance = states.current(id as AccountId)?.figures.is.balance;
      const balanceMinor = balance === undefined ? undefined : moneyFromDouble(balance, currency, digits).minor;
      return { currency, digits, balanceMinor };
    },
    trade: ({ account: id, ticket, position }) => {
      const account = known(id);
      const login = Number(account?.login);
      if (account === undefined || !Number.isSafeInteger(login) || login < 1) return undefined;
      const deals = ledger.deals.dealsOf(account.id, position);
      const magic = deals.find(({ entry }) => entry === "in")?.magic ?? 0n;
      const opened = ledger.intents.byMagic(magic)?.intent;
      const source = opened?.source;
      const sessionTrade =
        source?.kind === "session"
          ? ledger.sessions.trades(source.session).find(({ number }) => number === source.trade)
          : undefined;
      const { server, currency, currencyDigits: digits } = account;
      const offsetMs = offsetOf(states.current(account.id));
      return tradeBody(ticket, { server, login, currency, digits, offsetMs, deals, opened, sessionTrade });
    },
  };
}

/** An account as the cloud may know it; undefined for one whose login is no number (a paper account may be such). */
function laneState(state: AccountState): LaneState | undefined {
  const { account, figures, live, positions } = state;
  const login = Number(account.login);
  if (!Number.isSafeInteger(login) || login < 1) return undefined;
  const { currency, currencyDigits: digits } = account;
  const minor = (value: number): number => moneyFromDouble(value, currency, digits).minor;
  return {
    server: account.server,
    login,
    link: live ? "live" : "lost",
    atMs: figures.takenAt,
    currency,
    digits,
    balanceMinor: minor(figures.is.balance),
    equityMinor: minor(figures.is.equity),
    marginMinor: minor(figures.is.margin),
    openPositions: positions.is.length,
  };
}

/** What the link told of the account a moment ago (cloud/accounts/routes-verification.ts). */
function readingOf(state: AccountState | undefined, nonce: string): Readonly<Record<string, string | number>> {
  if (state === undefined || !state.live) throw new FairleadError("LINK_DOWN");
  const { server, login, tradeMode, currency, currencyDigits } = state.account;
  return {
    nonce,
    broker_server: server,
    login: Number(login),
    account_type: tradeMode === "real" ? "real" : "demo",
    currency,
    currency_digits: currencyDigits,
    balance_minor: moneyFromDouble(state.figures.is.balance, currency, currencyDigits).minor,
  };
}
