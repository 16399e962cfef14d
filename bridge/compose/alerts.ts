import type { contract } from "#shared/contract/contract.ts";
import type { Link } from "#shared/contract/links.ts";
import type { RiskView } from "#shared/contract/risk.ts";
import type { BarColumns } from "#shared/market/bar.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import type { Settings } from "../config-manager/settings/settings.ts";
import type { AlertBars } from "../market-monitor/alerts/alert-ports.ts";
import { AlertService } from "../market-monitor/alerts/alert-service.ts";
import { firingBody } from "../market-monitor/alerts/deliveries/firing-body.ts";
import { isMuted } from "../market-monitor/alerts/deliveries/mute-rules.ts";
import { isQuiet } from "../market-monitor/alerts/deliveries/quiet-hours.ts";
import { WebhookDesk } from "../market-monitor/alerts/deliveries/webhook-desk.ts";
import { WindowDeliveries } from "../market-monitor/alerts/deliveries/window-deliveries.ts";
import type { AccountStates } from "../ports/account-state.ts";
import type { Clock } from "../ports/clock.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { SecretStore } from "../ports/secret-store.ts";
import type { StoredTicks } from "../ports/stored-ticks.ts";
import type { TerminalLinkListener } from "../ports/terminal-link.ts";
import type { Ledger } from "../store/ledger/ledger.ts";
import type { MarketStore } from "../store/market/market-store.ts";
import { AlertBoard } from "../window/alert-board.ts";
import { alertsMethods } from "../window/alerts-methods.ts";
import { barsSoFar } from "../window/bar-so-far.ts";
import type { InstrumentBoard } from "../window/instrument-board.ts";
import { ComposedAlertFacts } from "./alert-facts.ts";

export interface AlertsParts {
  readonly profile: string;
  readonly settings: Settings;
  readonly secrets: SecretStore;
  readonly ledger: Ledger;
  readonly store: MarketStore;
  readonly clock: Clock;
  readonly events: EventSink;
  readonly states: AccountStates;
  readonly instruments: InstrumentBoard;
  /** The newest bars, completed from the broker's history. */
  readonly newest: (...chart: Parameters<AlertBars["newest"]>) => Promise<Omit<BarColumns, "realVolume">>;
  readonly risk: (account: AccountId) => RiskView | undefined;
  readonly links: () => Iterable<Link>;
  readonly listen: (listener: TerminalLinkListener) => void;
  /** How long the cloud's lane has not moved, ms; undefined while nobody is signed in. */
  readonly syncStuckMs: () => number | undefined;
  /** The account of a replay: nothing of it is carried over. */
  readonly passing: AccountId | undefined;
}

export interface ComposedAlerts extends StoredTicks {
  readonly methods: DomainHandlers<typeof contract.alerts>;
  stop(): Promise<void>;
}

/** Alerts, with what came before the last crash judged: to be awaited before the link starts. */
export async function composeAlerts(parts: AlertsParts): Promise<ComposedAlerts> {
  const { profile, settings, secrets, ledger, store, clock, events, states, instruments } = parts;
  const board = new AlertBoard();
  const facts = new ComposedAlertFacts({
    profile,
    clock,
    states,
    instrument: (id) => instruments.topic.get(id),
    risk: parts.risk,
    links: parts.links,
    syncStuckMs: parts.syncStuckMs,
  });
  parts.listen(facts);
  const service = new AlertService({
    store: ledger.alerts,
    ticks: store,
    bars: {
      // Real volume does not come with a chart's bars: they count by ticks, as their own forming bar does.
      newest: async (...chart) => {
        const bars = await parts.newest(...chart);
        return { ...bars, realVolume: new Float64Array(bars.count) };
      },
      asOf: barsAsOf(store, instruments),
    },
    facts,
    clock,
    events,
    listener: board,
    passing: parts.passing,
  });
  const changed = (kept: Parameters<AlertBoard["told"]>[0]): void => board.told(kept);
  const webhook = new WebhookDesk({
    store: ledger.alerts,
    secrets,
    clock,
    url: () => settings.value("alerts.webhook")[0],
    privateToo: () => settings.value("alerts.webhookPrivate"),
    bodyOf: firingBody,
    changed,
    safely: (work) => service.safely(work),
  });
  const windows = new WindowDeliveries({
    store: ledger.alerts,
    clock,
    quiet: () => {
      const now = new Date(clock.utcMs());
      return isQuiet(settings.value("alerts.quietHours"), now.getHours() * 60 + now.getMinutes());
    },
    muted: (kind, port) => isMuted(settings.value("alerts.muted"), kind, port),
    changed,
  });
  await service.start();
  const unsubscribe = states.subscribe((state, what) => {
    if (what === "figures") service.figures(state.account.id);
  });
  webhook.start();
  return {
    methods: alertsMethods({ service, board, store: ledger.alerts, clock, windows, webhook }),
    stored: (...frame) => service.stored(...frame),
    stop: async () => {
      unsubscribe();
      facts.stop();
      await webhook.stop();
      service.stop();
    },
  };
}

/** Bars as they stood at a broker time: the last one holds nothing that came later. */
function barsAsOf(store: MarketStore, { topic }: InstrumentBoard): AlertBars["asOf"] {
  return async (instrument, timeframe, count, atMs) => {
    const known = topic.get(instrument);
    const { stream } = await store.openStream(instrument, known?.point ?? 0, known?.digits ?? 0);
    const bars = await store.readBars(stream, timeframe, 0, atMs + 1, count);
    return barsSoFar(store, { stream, point: known?.point ?? 0 }, timeframe, bars, atMs);
  };
}
