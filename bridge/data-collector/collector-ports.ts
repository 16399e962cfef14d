import type { Clock } from "../ports/clock.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { InstrumentBook } from "../ports/instrument-book.ts";
import type { QuoteHub } from "../ports/quote-hub.ts";
import type { StoredTicks } from "../ports/stored-ticks.ts";
import type { TickStore } from "../ports/tick-store.ts";
import type { TickTap } from "../ports/tick-tap.ts";
import type { CollectorSettings } from "./settings.ts";

export interface CollectorPorts {
  readonly settings: CollectorSettings;
  readonly store: TickStore;
  readonly instruments: InstrumentBook;
  readonly quotes: QuoteHub;
  readonly tap?: TickTap;
  readonly stored?: StoredTicks;
  readonly events: EventSink;
  readonly clock: Clock;
  /** Runs work after everything that has arrived in this turn was taken; `setImmediate` in the app. */
  readonly soon: (run: () => void) => void;
}
