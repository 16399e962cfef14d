import type { contract } from "#shared/contract/contract.ts";
import type { Instrument, Quote } from "#shared/contract/market.ts";
import type { AccountId, InstrumentId } from "#shared/market/brands.ts";
import { emptyTickColumns } from "#shared/market/tick.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import type { LatestTopic } from "#shared/rpc/latest.ts";
import type { Settings } from "../config-manager/settings/settings.ts";
import { MarketMonitor } from "../market-monitor/monitor/market-monitor.ts";
import { monitorMethods } from "../market-monitor/monitor/monitor-methods.ts";
import type { MonitorPorts } from "../market-monitor/monitor/monitor-ports.ts";
import { SessionBook } from "../market-monitor/monitor/session-book.ts";
import type { Clock } from "../ports/clock.ts";
import type { InstrumentBook } from "../ports/instrument-book.ts";
import type { TickStore } from "../ports/tick-store.ts";

export interface MonitorParts {
  readonly clock: Clock;
  readonly settings: Settings;
  readonly store: Pick<TickStore, "readTail">;
  readonly streamOf: (instrument: InstrumentId) => number | undefined;
  readonly instruments: LatestTopic<Instrument>;
  readonly quotes: LatestTopic<Quote>;
  readonly specs: Pick<InstrumentBook, "get">;
  readonly brokerNow: (account: AccountId) => number | undefined;
  readonly days: MonitorPorts["days"];
}

export interface ComposedMonitor {
  readonly monitor: MarketMonitor;
  /** Hears of the brokers' hours. */
  readonly sessions: SessionBook;
  readonly methods: DomainHandlers<typeof contract.monitor>;
}

/** The market monitor over the bridge's own boards and store. */
export function composeMonitor(parts: MonitorParts): ComposedMonitor {
  const { clock, settings, store, streamOf, instruments, quotes, specs, brokerNow, days } = parts;
  const sessions = new SessionBook();
  const ports: MonitorPorts = {
    clock,
    instruments,
    quotes,
    sessions,
    brokerNow,
    days,
    tail: async (instrument, limit) => {
      const stream = streamOf(instrument);
      return stream === undefined ? emptyTickColumns(0) : store.readTail(stream, limit);
    },
    baseOf: (account, symbol) => specs.get(account, symbol)?.currencyBase,
    limits: () => ({ staleMs: settings.value("monitor.staleMs"), frozenMs: settings.value("monitor.frozenMs") }),
    holidays: () =>
      settings
        .value("monitor.holidays")
        .map((day) => Date.parse(`${day}T00:00:00Z`))
        .filter(Number.isFinite),
    names: () => settings.value("monitor.names"),
  };
  const monitor = new MarketMonitor(ports);
  return { monitor, sessions, methods: monitorMethods(monitor, ports) };
}
