import type { contract } from "#shared/contract/contract.ts";
import type { Instrument } from "#shared/contract/market.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import type { LatestTopic } from "#shared/rpc/latest.ts";
import { CalendarService } from "../calendar/calendar-service.ts";
import type { Settings } from "../config-manager/settings/settings.ts";
import { DiskRecorder } from "../depth/book-recorder.ts";
import { DepthService } from "../depth/depth-service.ts";
import type { BookStore } from "../ports/book-store.ts";
import type { Clock } from "../ports/clock.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { TerminalLinkListener } from "../ports/terminal-link.ts";
import { TerminalProviders } from "../providers/terminal-providers.ts";
import { calendarMethods, calendarTopic } from "../window/calendar-methods.ts";
import { depthMethods, depthTopic } from "../window/depth-methods.ts";

export interface ProviderParts {
  readonly clock: Clock;
  readonly settings: Settings;
  readonly instruments: LatestTopic<Instrument>;
  readonly store: BookStore;
  readonly events: EventSink;
}

export interface ComposedProviders {
  /** Hears of the links. */
  readonly listener: TerminalLinkListener;
  readonly methods: {
    readonly depth: DomainHandlers<typeof contract.depth>;
    readonly calendar: DomainHandlers<typeof contract.calendar>;
  };
  stop(): Promise<void>;
}

/** Data providers and what uses them besides the collector: the depth of market and the economic calendar. */
export function composeProviders(parts: ProviderParts): ComposedProviders {
  const { clock, settings, instruments, store, events } = parts;
  const recorder = new DiskRecorder({ store, clock, events, keepDays: () => settings.value("depth.keepDays") });
  const providers = new TerminalProviders(clock);
  const books = depthTopic();
  const depth = new DepthService({
    providers,
    clock,
    instrument: (id) => instruments.get(id),
    instruments: () => instruments.values(),
    everyMs: () => settings.value("depth.everyMs"),
    recorded: () => settings.value("depth.record"),
    recorder,
    show: (view) => books.set(view),
    hide: (id) => books.delete(id),
  });
  const unwatch = settings.onChange(({ key }) => {
    if (key === "depth.everyMs" || key === "depth.record") depth.settingsChanged();
  });
  // An instrument that becomes known may be one that is recorded or looked at.
  const unheard = instruments.watch({ changed: () => depth.instrumentsChanged(), gone: () => undefined });
  const state = calendarTopic();
  const calendar = new CalendarService({ providers, clock, show: (now) => state.set(now) });
  return {
    listener: providers,
    methods: { depth: depthMethods(books, depth, store), calendar: calendarMethods(state, calendar) },
    stop: () => {
      unwatch();
      unheard();
      depth.stop();
      calendar.stop();
      return recorder.stop();
    },
  };
}
