import { randomUUID } from "node:crypto";
import { contract } from "#shared/contract/contract.ts";
import type { Link, Pairing } from "#shared/contract/links.ts";
import type { TerminalId } from "#shared/market/brands.ts";
import { RpcServer } from "#shared/rpc/server.ts";
import type { Bridge, BridgeOptions } from "./bridge-options.ts";
import { Closing } from "./closing.ts";
import { type ComposedAlerts, composeAlerts } from "./compose/alerts.ts";
import { type ComposedCloud, composeCloud } from "./compose/cloud.ts";
import { composeConfig } from "./compose/config.ts";
import { composeData } from "./compose/data.ts";
import { embeddedTerminal } from "./compose/embedded-terminal.ts";
import { composeJournal } from "./compose/journal.ts";
import { composeMonitor } from "./compose/monitor.ts";
import { PassingInstruments } from "./compose/passing-instruments.ts";
import { composeProviders } from "./compose/providers.ts";
import { RoutedDeals } from "./compose/routed-deals.ts";
import { type ComposedSessions, composeSessions } from "./compose/sessions.ts";
import { composeShownBars } from "./compose/shown-bars.ts";
import { keepTicksInBounds } from "./compose/tick-keeping.ts";
import { composeTrading } from "./compose/trading.ts";
import { ChartBook } from "./config-manager/charts/chart-book.ts";
import { writeDiagnostics } from "./config-manager/diagnostics/bundle.ts";
import { processPart } from "./config-manager/diagnostics/process.ts";
import { versionsPart } from "./config-manager/diagnostics/versions.ts";
import { openLog } from "./config-manager/logs/logger.ts";
import { Redactor } from "./config-manager/logs/redactor.ts";
import { WorkspaceBook } from "./config-manager/workspaces/workspace-book.ts";
import { AccountStateKeeper } from "./data-collector/account-state-keeper.ts";
import { DataCollector } from "./data-collector/collector.ts";
import { USUAL_LINK_PORT } from "./host/options.ts";
import { lockProfile } from "./host/profile-lock.ts";
import { openOnPort } from "./host/usual-port.ts";
import { MemoryTransport } from "./metatrader-connector/memory-transport.ts";
import { openLink } from "./metatrader-connector/open-link.ts";
import { defaultPairingFolder } from "./metatrader-connector/pairing-file.ts";
import { systemClock } from "./ports/clock.ts";
import { eventNotice } from "./ports/event-notice.ts";
import { guardedClock } from "./ports/guarded-clock.ts";
import { Ledger } from "./store/ledger/ledger.ts";
import { passingDeals } from "./store/ledger/passing-deals.ts";
import { MarketStore } from "./store/market/market-store.ts";
import { recordLosses } from "./store/market/record-losses.ts";
import { windowsInstaller } from "./terminal-installer/installer-desk.ts";
import { LeaseDesk } from "./trading/lease/lease-desk.ts";
import { AccountBoard } from "./window/account-board.ts";
import { BarHistory } from "./window/bar-history.ts";
import { chartMethods } from "./window/chart-methods.ts";
import { EventLog } from "./window/event-log.ts";
import { HoldingsBoard } from "./window/holdings-board.ts";
import { installerMethods } from "./window/installer-methods.ts";
import { InstrumentBoard, instrumentIdOf } from "./window/instrument-board.ts";
import { LinkBoard, linksMethods } from "./window/links-methods.ts";
import { LiveTicks } from "./window/live-ticks.ts";
import { LoopLag } from "./window/loop-lag.ts";
import { marketMethods } from "./window/market-methods.ts";
import { QuoteBoard } from "./window/quote-board.ts";
import { RefusedRequests } from "./window/refused-requests.ts";
import { replayMethods } from "./window/replay-methods.ts";
import { systemMethods } from "./window/system-methods.ts";
import { workspaceMethods } from "./window/workspace-methods.ts";

/** A quiet market's ticks share a transaction this long: each commit writes whole pages to the log. A busy one does not wait. */
const COMMIT_WITHIN_MS = 20;

/**
 * The composition root: the only place where services meet.
 * @throws FairleadError PROFILE_LOCKED, PROFILE_UNUSABLE, PAIRING_FOLDER_UNUSABLE, PORT_IN_USE, STORE_NEWER,
 * SETTINGS_NEWER, SECRET_STORE_UNAVAILABLE, REPLAY_FILE_UNREADABLE, REPLAY_FILE_MALFORMED; nothing stays open then.
 */
export async function createBridge(options: BridgeOptions): Promise<Bridge> {
  const closing = new Closing();
  try {
    return await compose(options, closing);
  } catch (fault) {
    await closing.run().catch(() => undefined);
    throw fault;
  }
}

async function compose(options: BridgeOptions, closing: Closing): Promise<Bridge> {
  const { profile, version } = options;
  const startedAtMs = systemClock.utcMs();
  const lock = lockProfile(profile);
  closing.add(() => lock.release());

  const redactor = new Redactor();
  const log = openLog(profile, redactor);
  closing.add(() => log.close());
  const events = new EventLog(
    systemClock,
    (text) => redactor.text(text),
    ({ severity, message, ...facts }) => log[severity === "warning" ? "warn" : severity](message, facts),
  );
  const clock = guardedClock(systemClock, events, (fault) => log.error("a timer failed", { fault }));
  // The process ends as it would anyway; what ended it must be in the log.
  const onCrash = (fault: unknown): void => {
    log.error("the bridge crashed", { fault });
    log.flush();
  };
  process.on("uncaughtExceptionMonitor", onCrash);
  closing.add(() => void process.off("uncaughtExceptionMonitor", onCrash));
  const protect = (secret: string): void => redactor.protect(secret);
  const config = composeConfig({ profile, version, clock, events, keychain: options.keychain, protect });
  closing.add(() => config.stop());
  const { settings, secrets } = config;

  const ledger = Ledger.open(profile);
  closing.add(() => ledger.close());
  const store = await MarketStore.open(profile, ({ code, message, details }) =>
    events.report({ severity: "error", code, message, details }),
  );
  closing.add(() => store.close());
  const unkept = keepTicksInBounds({
    store,
    settings,
    clock,
    trouble: (why) => log.warn("old ticks could not be let go", { why }),
  });
  closing.add(unkept);
  for (const fault of [ledger.setAside, ledger.intents.fault, store.setAside]) {
    if (!fault) continue;
    const { code, message, details } = fault;
    events.report({ severity: "error", code, message, details });
  }
  await recordLosses(profile, store, ledger.instruments.all()).catch((error: unknown) => {
    // The losses stay noted; the next start puts them on record.
    const why = error instanceof Error ? error.message : String(error);
    log.error("a loss of ticks is not on record yet", { why });
  });

  const embedded = await embeddedTerminal({
    ...options,
    margin: settings.value("paper.margin"),
    clock,
    trouble: (why) => log.warn("the embedded terminal's connection ended", { why }),
  });
  if (embedded) closing.add(() => embedded.close());
  // Each run of a recording begins at its beginning: what an earlier run stored would be its future.
  if (embedded?.replay) await store.eraseAccount(embedded.account);

  const instruments = new InstrumentBoard();
  for (const { id, state } of ledger.terminals.terminals()) {
    if (state !== "paired") continue;
    for (const account of ledger.terminals.accountsOf(id)) {
      instruments.remember(account.id, ledger.instruments.of(account.id));
    }
  }
  // Made last, of all that comes before it: ticks and leases ask for it by this name once it is there.
  let sessions: ComposedSessions | undefined;
  let cloud: ComposedCloud | undefined;
  let alerts: ComposedAlerts | undefined;
  const accounts = new AccountBoard();
  const states = new AccountStateKeeper(clock, events);
  const holdings = new HoldingsBoard();
  states.subscribe(holdings.changed);
  const links = new LinkBoard();
  const history: BarHistory = new BarHistory({
    store,
    instruments: instruments.topic,
    complete: (...wanted) => collector.completeBars(...wanted),
    brokerNow: (id) => quotes.topic.get(id)?.timeMs ?? accounts.brokerNow(instruments.topic.get(id)?.accountId),
    clock,
    timeMayRunBack: embedded?.replay !== undefined,
  });
  const quotes = new QuoteBoard((...days) => history.days(...days), clock);
  const bars = composeShownBars(history, quotes, clock);
  closing.add(() => bars.stop());
  const specs = new PassingInstruments(ledger.instruments, embedded?.account);
  const market = composeMonitor({
    clock,
    settings,
    store,
    specs,
    instruments: instruments.topic,
    quotes: quotes.topic,
    streamOf: (id) => collector.streamOf(id),
    brokerNow: (account) => accounts.brokerNow(account),
    days: (id, limit) => history.days(id, limit),
  });
  closing.add(() => market.monitor.stop());
  const collector: DataCollector = new DataCollector({
    settings: settings.group("collector"),
    store,
    instruments: specs,
    quotes,
    // Sessions read the quote that the first of these has just put down.
    tap: new LiveTicks([
      quotes.ticks,
      bars.forming.ticks,
      market.monitor.ticks,
      (instrument) => sessions?.ticked(instrument),
    ]),
    stored: { stored: (...frame) => alerts?.stored(...frame) },
    events,
    clock,
    soon: (run) => void setTimeout(run, COMMIT_WITHIN_MS),
  });
  closing.add(() => collector.drained());

  const providers = composeProviders({ clock, settings, instruments: instruments.topic, store, events });
  closing.add(() => providers.stop());

  const memory = new MemoryTransport();
  const leases = new LeaseDesk(clock, (account) => ({
    ttlMs: settings.value("trading.leaseMs"),
    flattenOnLapse:
      settings.value("trading.flattenOnLapse", { account }) || (sessions?.flattensOnLapse(account) ?? false),
  }));
  const linkOptions = {
    settings: settings.group("link"),
    registry: ledger.terminals,
    clock,
    events,
    leases,
    version,
    secrets,
    pairingDir: options.pairingDir ?? defaultPairingFolder(profile),
    embedded: [memory],
    linkChanged: (state: Link) => links.links.set(state),
    pairingChanged: (state: Pairing) => links.pairing.set(state),
    ticksStored: (terminal: TerminalId) => collector.ticksStored(terminal),
  };
  const link = await openOnPort(options.linkPort, USUAL_LINK_PORT, (port) => openLink({ ...linkOptions, port }));
  closing.add(() => link.stop());
  const { connector } = link;
  for (const listener of [collector, accounts, instruments, states, market.sessions, providers.listener])
    connector.listen(listener);

  // Each run of a recording deals anew, with the tickets of the run before.
  const passing = embedded?.replay && embedded.account;
  const deals = passing ? new RoutedDeals(ledger.deals, passing, passingDeals()) : ledger.deals;
  const trading = composeTrading({
    settings,
    ledger,
    deals,
    connector,
    states,
    leases,
    clock,
    events,
    quote: (account, symbol) => quotes.topic.get(instrumentIdOf(account, symbol)) ?? null,
    latched: (account) => sessions?.latched(account),
    assertMayOpen: (account) => cloud?.assertMayOpen(account),
  });
  closing.add(() => trading.stop());
  const composed = composeSessions({
    settings,
    ledger,
    service: trading.service,
    states,
    clock,
    events,
    instrument: (id) => instruments.topic.get(id),
    renewLeases: () => connector.renewLeases(),
    assertMayStart: (session) => cloud?.assertMayStart(session),
  });
  closing.add(() => composed.stop());
  sessions = composed;
  const { service } = trading;
  const journal = composeJournal({
    profile,
    ledger,
    deals,
    ticks: store,
    instruments: specs,
    service,
    states,
    clock,
    events,
    passing,
  });
  closing.add(() => journal.stop());

  alerts = await composeAlerts({
    profile,
    settings,
    secrets,
    ledger,
    store,
    clock,
    events,
    states,
    instruments,
    newest: (instrumentId, timeframe, limit) => history.bars({ instrumentId, timeframe, limit }),
    risk: trading.riskOf,
    links: () => links.links.values(),
    listen: (listener) => connector.listen(listener),
    syncStuckMs: () => cloud?.syncStuckMs(),
    passing,
  });
  closing.add(() => alerts.stop());

  const composedCloud = composeCloud({
    place: options.cloud ?? { kind: "off" },
    entitlements: options.entitlements ?? "local",
    profile,
    settings,
    secrets,
    ...config.shared,
    signal: (signal) => composed.signal(signal),
    protect,
    ledger,
    store,
    service,
    engine: composed.engine,
    states,
    clock,
    events,
  });
  closing.add(() => composedCloud.stop());
  cloud = composedCloud;

  const data = await composeData({
    store,
    collector,
    brokerNow: (id) => quotes.topic.get(id)?.timeMs ?? accounts.brokerNow(instruments.topic.get(id)?.accountId),
    settings,
    clock,
    events,
  });
  closing.add(() => data.stop());

  const replay = replayMethods(embedded?.replay, clock);
  closing.add(() => replay.stop());
  const refusedRequests = new RefusedRequests(events);
  const loopLag = new LoopLag();
  closing.add(() => loopLag.stop());
  const capabilities = {
    version,
    nativeShell: options.nativeShell,
    paperMarket: options.replay.length > 0 ? ("replay" as const) : options.paper,
    pairing: true,
    locale: Intl.DateTimeFormat().resolvedOptions().locale,
    startedAtMs,
  };
  const server: RpcServer<typeof contract> = new RpcServer(
    contract,
    {
      system: systemMethods({
        capabilities,
        clock,
        loopLag,
        writeDiagnostics: () => {
          log.flush();
          return writeDiagnostics(profile, diagnosticsParts(), redactor, clock.utcMs());
        },
      }),
      accounts: { state: () => accounts.topic, positions: () => holdings.positions, orders: () => holdings.orders },
      links: linksMethods(connector, links),
      installer: installerMethods(windowsInstaller(version)),
      ...trading.methods,
      ...composed.methods,
      journal: journal.methods,
      cloud: composedCloud.methods,
      alerts: alerts.methods,
      monitor: market.methods,
      ...providers.methods,
      data: data.methods,
      market: marketMethods({ instruments: instruments.topic, quotes, history, ...bars }),
      replay: replay.methods,
      ...config.methods,
      charts: chartMethods(ChartBook.open(profile, events, startedAtMs)),
      workspaces: workspaceMethods(WorkspaceBook.open(profile, events, startedAtMs)),
      events: { log: () => events.ring },
    },
    {
      version,
      newSessionId: randomUUID,
      onFault: (method, fault) => log.error("a method failed", { method, fault }),
      checkOutputs: options.checkOutputs ?? false,
    },
  );
  const diagnosticsParts = () => [
    versionsPart(version),
    processPart(() => ({ windows: server.connections, eventLoopLagMs: loopLag.ms, logLinesLost: log.lost })),
    config.diagnostics,
    { name: "refused-requests.json", read: () => refusedRequests.counts() },
    { name: "links.json", read: () => ({ links: connector.links(), refusals: connector.refusals() }) },
    { name: "events.json", read: () => events.ring.after(-1, Number.POSITIVE_INFINITY).items },
  ];
  closing.add(() => server.close("Fairlead stops"));

  await link.start();
  if (embedded) closing.add(embedded.connect(link, memory));
  events.report(eventNotice("info", "BRIDGE_STARTED", { version }));
  return {
    attach: (wire) => void server.attach(wire),
    protect,
    refusedRequest: (reason) => refusedRequests.count(reason),
    timeLeapt: (what, ms) => {
      if (what !== "resume")
        events.report(eventNotice("info", `TIME_LEAPT.${what}`, { seconds: Math.round(ms / 1_000) }));
      collector.suspectSilence();
      service.readAgain();
    },
    close: () => closing.run(),
  };
}
