import type { ItemOf } from "#shared/link/frame.ts";
import type { AccountId } from "#shared/market/brands.ts";

/** A symbol's depth as its provider told it last. */
export interface BookTold {
  readonly brokerMs: number;
  /** Levels that the broker has; more than are told were cut. */
  readonly levels: number;
  readonly items: readonly ItemOf<"BookImage">[];
}

export type BookStatusName = ItemOf<"BookFollowed">["status"];
export type CalendarValue = ItemOf<"CalendarValues">;

/** What came of a reading of the calendar; `values` only with `complete`. */
export interface CalendarAnswer {
  readonly status: "complete" | "timeout" | "notAvailable" | "failed" | "serviceNeeded" | "silent";
  readonly values: readonly CalendarValue[];
  /** Milliseconds that the values' times are ahead of UTC: the server's offset of now, whatever their date. */
  readonly offsetMs: number;
}

/**
 * Where market data comes from besides the streams of ticks that the collector takes: an account's terminal today, other
 * services behind the same port tomorrow.
 */
export interface DataProvider {
  /** The account whose symbols and clock it speaks of. */
  readonly id: AccountId;
  /** As people call it. */
  readonly name: string;
  readonly kind: "mt5" | "paper";
  /** Names every symbol whose depth is wanted from now on, and how often an image may come at most. */
  followBooks(symbols: readonly string[], everyMs: number): void;
  /** Reads the economic calendar in [fromMs, toMs], UTC; from then on changes are told to the listener. */
  readCalendar(fromMs: number, toMs: number): Promise<CalendarAnswer>;
}

export interface DataProviderListener {
  came?(provider: DataProvider): void;
  went?(provider: DataProvider): void;
  /** `error` is the platform's own number where it refused. */
  bookStatus?(provider: DataProvider, symbol: string, status: BookStatusName, error: number): void;
  book?(provider: DataProvider, symbol: string, book: BookTold): void;
  calendarChanged?(provider: DataProvider, values: readonly CalendarValue[]): void;
  /** Nobody tells of changes any more: the calendar has to be read again. */
  calendarLost?(provider: DataProvider): void;
}

/** Every provider that is there now. */
export interface DataProviders {
  all(): readonly DataProvider[];
  /** Listeners must not throw. */
  listen(listener: DataProviderListener): () => void;
}
