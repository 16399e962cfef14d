import type { MinorUnits } from "../../market/brands.ts";
import { asMinor } from "../valuation/minor-units.ts";
import type { RiskRecord } from "./risk-record.ts";

/** What deals add up to, minor units. */
interface Sum {
  /** All that moves the balance: results, charges, payments. */
  readonly all: number;
  /** Of these paid in less paid out. */
  readonly paid: number;
}

/** An account's deals since `Books.fromMs`. */
export interface Bookings extends Sum {
  /** Those of the newest millisecond (broker ms): others may follow in it. Null = there are none. */
  readonly newest: (Sum & { readonly timeMs: number }) | null;
}

const NOTHING: Sum = { all: 0, paid: 0 };

/** Books begin with a balance that holds the deals that are known by now. */
export function withBooks(record: RiskRecord, balance: MinorUnits, fromMs: number, { all, paid }: Sum): RiskRecord {
  const books = { day: record.day.key, balance: asMinor(balance - all), fromMs, paid: asMinor(paid) };
  return { ...record, books };
}

/** Money that the balance shows, or lacks, beside what the deals tell: they reach us by other frames than figures do. */
export function unbooked({ books }: RiskRecord, balance: MinorUnits, { all }: Bookings): number {
  return books === undefined ? 0 : balance - (books.balance + all);
}

/**
 * Peaks move with what was paid in or out, once: neither is a profit or a loss. So does the start of a day that nobody
 * has confirmed, when money has left: it is the balance from before. It falls no lower than to what the deals will confirm.
 */
export function withPayments(record: RiskRecord, { paid }: Bookings): RiskRecord {
  const { books, day, balance, peakEquity, peakDayEndBalance: peakEnd } = record;
  const more = paid - (books?.paid ?? paid);
  if (books === undefined || more === 0) return record;
  const told = balance - day.realised - (day.other ?? 0);
  const down = day.confirmed ? 0 : Math.min(0, Math.max(more, told - day.startBalance));
  return {
    ...record,
    peakEquity: asMinor(peakEquity + more),
    peakDayEndBalance: asMinor(peakEnd === 0 ? 0 : Math.max(0, peakEnd + more)),
    day: {
      ...day,
      startBalance: asMinor(day.startBalance + down),
      startEquity: asMinor(day.startEquity + down),
    },
    books: { ...books, paid: asMinor(paid) },
  };
}

/** Begun anew with each day, so that they stay short: what could not be explained until then counts as a result. */
export function onNextDay(record: RiskRecord, balance: MinorUnits, { newest }: Bookings): RiskRecord {
  const { books, day } = record;
  if (books === undefined || books.day === day.key) return record;
  return withBooks(record, balance, newest?.timeMs ?? books.fromMs, newest ?? NOTHING);
}
