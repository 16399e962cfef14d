import type { AccountFigure, Alert } from "#shared/alerts/alert.ts";
import type { BarColumns } from "#shared/market/bar.ts";
import type { AccountId, InstrumentId } from "#shared/market/brands.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";
import type { AlertStore, KeptAlert, KeptFiring } from "../../ports/alert-store.ts";
import type { Clock } from "../../ports/clock.ts";
import type { EventSink } from "../../ports/event-sink.ts";
import type { TickStore } from "../../ports/tick-store.ts";

/** What alerts know of an instrument. */
export interface AlertInstrument {
  readonly accountId: AccountId;
  readonly point: number;
  readonly digits: number;
}

/** Bars of an instrument as alerts need them. */
export interface AlertBars {
  /** The newest bars, the one that forms last; completed from the broker's history, which may take seconds. */
  newest(instrument: InstrumentId, timeframe: Timeframe, count: number): Promise<BarColumns>;
  /** The bars as they were at `atMs` (broker time), the one that formed last. */
  asOf(instrument: InstrumentId, timeframe: Timeframe, count: number, atMs: number): Promise<BarColumns>;
}

/** What the services around alerts know at this moment; asked every second or at each change. */
export interface AlertFacts {
  instrument(id: InstrumentId): AlertInstrument | undefined;
  /** How far the broker's clock is ahead of UTC, ms; undefined while it is not known. */
  offsetMs(account: AccountId): number | undefined;
  /** How long of [fromUtcMs, toUtcMs) the instrument's quote sessions were open, ms; undefined while they are not known. */
  openMs(id: InstrumentId, fromUtcMs: number, toUtcMs: number): number | undefined;
  /** An instrument's quote sessions and its broker's clock as they were told in this run, to be kept for the next; undefined before. */
  hours(id: InstrumentId): unknown;
  /** Takes what {@link hours} told in an earlier run, until the broker tells anew. */
  recallHours(id: InstrumentId, kept: unknown): void;
  /** Figures of an account; a figure that cannot be judged now is missing. `detail` names what a figure is of. */
  figures(
    account: AccountId,
  ): readonly { readonly figure: AccountFigure; readonly value: number; readonly detail: string }[];
  /** Terminals that have lost their link: name and for how long, ms. */
  lostLinks(): readonly { readonly name: string; readonly forMs: number }[];
  /** Bytes free on the profile's disk; undefined while unknown. */
  freeBytes(): number | undefined;
  /** How long the cloud's lane has not moved though it has something to send, ms; undefined where there is no cloud. */
  syncStuckMs(): number | undefined;
}

/** Who hears of alerts; calls must not throw. */
export interface AlertListener {
  changed(kept: KeptAlert, waiting: boolean): void;
  removed(alert: Alert): void;
  told(firing: KeptFiring): void;
}

export interface AlertParts {
  readonly store: AlertStore;
  readonly ticks: Pick<TickStore, "openStream" | "readAfter" | "offsets">;
  readonly bars: AlertBars;
  readonly facts: AlertFacts;
  readonly clock: Clock;
  readonly events: EventSink;
  readonly listener: AlertListener;
  /** A replay's account: its time begins anew with each start, so nothing of it is carried over. */
  readonly passing: AccountId | undefined;
}
