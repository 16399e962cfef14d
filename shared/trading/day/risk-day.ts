import { asUtcMs, type MinorUnits, type UtcMs } from "../../market/brands.ts";
import { asMinor } from "../valuation/minor-units.ts";
import type { DayRule } from "./risk-calendar.ts";
import { dayAt } from "./risk-calendar.ts";
import type { RiskDay, RiskRecord } from "./risk-record.ts";

/** What the transitions need of an account's limits. */
export interface DayTerms {
  readonly day: DayRule;
  readonly initialBalance: MinorUnits;
}

/** An account's figures at an instant, minor units. */
export interface Figures {
  readonly balance: MinorUnits;
  readonly equity: MinorUnits;
  /** The broker's money in the equity. */
  readonly credit?: MinorUnits;
  readonly atMs: UtcMs;
}

const higher = (a: MinorUnits, b: MinorUnits): MinorUnits => (a > b ? a : b);

/**
 * The first record of an account. `confirmedStart`: the balance at the day's start as the broker's history tells it.
 * Without it the balance of now stands in, unconfirmed: what was lost today before is not known.
 */
export function firstRecord(terms: DayTerms, now: Figures, confirmedStart: MinorUnits | null = null): RiskRecord {
  const startBalance = confirmedStart ?? now.balance;
  return {
    version: 1,
    day: {
      rule: terms.day,
      ...dayAt(terms.day, now.atMs),
      startBalance,
      startEquity: higher(startBalance, now.equity),
      confirmed: confirmedStart !== null,
      trades: 0,
      realised: asMinor(0),
    },
    balance: now.balance,
    equity: now.equity,
    ...(now.credit === undefined ? {} : { credit: now.credit }),
    atMs: now.atMs,
    peakEquity: higher(startBalance, now.equity),
    peakDayEndBalance: confirmedStart ?? asMinor(0),
    bestDay: null,
    profitableDays: asMinor(0),
  };
}

/**
 * Closes the days that have ended by `nowMs` with the last known figures, and begins the one that `nowMs` lies in. When
 * the rule of the day was changed its day begins anew, unconfirmed, and no day counts as ended.
 */
export function onDayStart(record: RiskRecord, terms: DayTerms, nowMs: UtcMs): RiskRecord {
  const { day, balance, equity } = record;
  if (day.rule.zone !== terms.day.zone || day.rule.resetMinute !== terms.day.resetMinute)
    return { ...record, day: beginning(terms, asUtcMs(Math.max(nowMs, record.atMs)), balance, equity) };
  if (nowMs < day.endMs) return record;
  const best = record.bestDay;
  const won = day.realised > 0;
  return {
    ...record,
    day: beginning(terms, nowMs, balance, equity),
    peakDayEndBalance: higher(record.peakDayEndBalance, balance),
    bestDay: won && day.realised > (best?.profit ?? 0) ? { key: day.key, profit: day.realised } : best,
    profitableDays: won ? asMinor(record.profitableDays + day.realised) : record.profitableDays,
  };
}

/** A day of which nothing is known but the figures that were seen last. */
const beginning = (terms: DayTerms, atMs: UtcMs, startBalance: MinorUnits, startEquity: MinorUnits): RiskDay => ({
  rule: terms.day,
  ...dayAt(terms.day, atMs),
  startBalance,
  startEquity,
  confirmed: false,
  trades: 0,
  realised: asMinor(0),
});

/** Longest silence across a reset after which the last figures still count as those of the reset. */
const WATCHED_MS = 10_000;

/**
 * The account's figures as they are now. The first ones after a reset confirm the day's start when the account was
 * watched up to it; else the higher of before and after is taken: the floor is then never too low. Credit that the broker
 * gives or takes moves the equities that are remembered with it.
 * @param unbooked money in the balance that no deal explains yet (`books.ts`): it may have been paid in, so it makes no peak.
 */
export function onAccount(seen: RiskRecord, terms: DayTerms, now: Figures, unbooked = 0): RiskRecord {
  if (now.atMs < seen.atMs) return seen;
  const record = onCredit(seen, now);
  const rolled = onDayStart(record, terms, now.atMs);
  const began = rolled !== record;
  const watched = began && now.atMs >= record.day.endMs && now.atMs - record.atMs <= WATCHED_MS;
  const day = began ? startedWith(rolled.day, now, watched) : rolled.day;
  return {
    ...rolled,
    day,
    balance: now.balance,
    equity: now.equity,
    ...(now.credit === undefined ? {} : { credit: now.credit }),
    atMs: now.atMs,
    peakEquity: higher(rolled.peakEquity, asMinor(now.equity - Math.max(0, unbooked))),
  };
}

/** Balance, credit and equity come in one snapshot, so this needs no deal. */
function onCredit(record: RiskRecord, { credit }: Figures): RiskRecord {
  const more = (credit ?? 0) - (record.credit ?? credit ?? 0);
  if (more === 0) return record;
  const { day } = record;
  return {
    ...record,
    peakEquity: asMinor(record.peakEquity + more),
    day: { ...day, startEquity: asMinor(day.startEquity + more) },
  };
}

function startedWith(day: RiskDay, now: Figures, watched: boolean): RiskDay {
  if (watched) return { ...day, confirmed: true };
  return {
    ...day,
    startBalance: higher(day.startBalance, now.balance),
    startEquity: higher(day.startEquity, now.equity),
  };
}

/** What a day's deals add up to, counted from all of them. */
export interface DayCount {
  readonly trades: number;
  readonly realised: MinorUnits;
  /** Paid in less paid out. */
  readonly paid: MinorUnits;
  /** Charges and the like, that are neither trades nor payments. */
  readonly other: MinorUnits;
}

/**
 * The day with its deals counted anew. Money paid in or out moves the day's start with it: it is neither a profit nor a
 * loss. A start that nobody has confirmed is a balance of later on, which holds what was paid by then.
 */
export function withCount(record: RiskRecord, { trades, realised, paid, other }: DayCount): RiskRecord {
  const { day } = record;
  const more = day.confirmed ? paid - (day.paid ?? 0) : 0;
  const isSame = day.trades === trades && day.realised === realised && (day.other ?? 0) === other;
  if (isSame && (day.paid ?? 0) === paid) return record;
  const startBalance = asMinor(day.startBalance + more);
  const startEquity = asMinor(day.startEquity + more);
  return { ...record, day: { ...day, trades, realised, paid, other, startBalance, startEquity } };
}

/**
 * What the broker's history says the balance was at the day's start (and equity, where somebody knows it), what was
 * paid in or out since added. A day's start is the day before's end: a peak may rise by it, and never falls.
 */
export function confirmDayStart(record: RiskRecord, balance: MinorUnits, equity: MinorUnits | null): RiskRecord {
  return {
    ...record,
    peakDayEndBalance: higher(record.peakDayEndBalance, balance),
    day: { ...record.day, startBalance: balance, startEquity: equity ?? record.day.startEquity, confirmed: true },
  };
}
