import { z } from "zod";
import { MOST_CORRELATED } from "../market/monitor/correlation.ts";
import { domain, query, stream } from "./descriptor.ts";
import { AccountIdSchema, Count, Finite, InstrumentIdSchema, Text, TimeMs } from "./primitives.ts";

/** What the feed of an instrument does; `unknown` while the broker has told no hours and nothing has come. */
export const FEED_STATES = ["live", "stale", "frozen", "quiet", "unknown"] as const;

/** One instrument, as it is measured now. What each figure is, shared/market/monitor says; broker ms, points, prices. */
export const SymbolMeasures = z.object({
  instrumentId: InstrumentIdSchema,
  feed: z.enum(FEED_STATES),
  lastTickMs: TimeMs.nullable(),
  /** null = the broker has told no trading sessions. */
  hours: z.object({ open: z.boolean(), changesMs: TimeMs.nullable(), holiday: z.boolean() }).nullable(),
  /** Points; of the ticks of the last five minutes. */
  spread: z.object({ now: Finite, median: Finite, p95: Finite, ticks: Count }).nullable(),
  /** Ticks a second over the last minute. */
  rate: Finite,
  /** null until the daily bars were read. */
  daily: z
    .object({
      /** ATR(14) of the daily bars, in prices. */
      atr: Finite.nullable(),
      /** Realised volatility of the daily closes, a share a year. */
      volatility: Finite.nullable(),
      /** Closed daily bars they come from. */
      bars: Count,
      /** Last bid over the close of the day before, less 1. */
      change: Finite.nullable(),
      /** The last jump over a pause of more than a day. */
      gap: z.object({ jump: Finite, afterMs: TimeMs }).nullable(),
    })
    .nullable(),
});
export type SymbolMeasures = z.infer<typeof SymbolMeasures>;

export const Calendar = z.object({
  /** false = the broker has told no trading sessions: the days are empty. */
  known: z.boolean(),
  nowMs: TimeMs,
  days: z.array(
    z.object({
      dayMs: TimeMs,
      holiday: z.boolean(),
      spans: z.array(z.object({ fromMs: TimeMs, toMs: TimeMs })),
    }),
  ),
});
export type Calendar = z.infer<typeof Calendar>;

/** Rows and columns in the order of `symbols`; null where a series never moved or too few days are common. */
export const Correlation = z.object({
  symbols: z.array(Text),
  rows: z.array(z.array(Finite.nullable())),
  /** Daily returns that every one of them has. */
  returns: Count,
  fromMs: TimeMs.nullable(),
  toMs: TimeMs.nullable(),
});
export type Correlation = z.infer<typeof Correlation>;

export const Strength = z.object({
  /** The strongest first; a share: 0.001 = 0.1 % against the mean of all. */
  currencies: z.array(z.object({ currency: Text, strength: Finite, pairs: Count })),
  pairs: Count,
});
export type Strength = z.infer<typeof Strength>;

/** The same instrument at several accounts; see shared/market/monitor/sources.ts. */
export const Source = z.object({
  name: Text,
  feeds: z.array(
    z.object({ instrumentId: InstrumentIdSchema, bid: Finite, ask: Finite, ageMs: Finite, fresh: z.boolean() }),
  ),
  best: z.object({ bid: Finite, bidAt: InstrumentIdSchema, ask: Finite, askAt: InstrumentIdSchema }).nullable(),
  /** Prices between the highest and the lowest mid. */
  divergence: Finite.nullable(),
  digits: Count,
});
export type Source = z.infer<typeof Source>;

/** What the market does: measured while somebody looks, at no cost else. */
export const monitor = domain({
  symbols: stream({
    doc: "Spread, feed, hours and daily figures of each instrument of an account, about once a second.",
    mode: "latest",
    key: "instrumentId",
    params: z.object({ accountId: AccountIdSchema }),
    item: SymbolMeasures,
  }),
  sources: stream({
    doc: "Instruments that several accounts quote, side by side, about once a second.",
    mode: "latest",
    key: "name",
    params: z.object({}),
    item: Source,
  }),
  calendar: query({
    doc: "When an instrument trades in the next seven days, by the broker's sessions and the user's holidays.",
    input: z.object({ instrumentId: InstrumentIdSchema }),
    output: Calendar,
    errors: ["INSTRUMENT_NOT_FOUND"],
  }),
  correlation: query({
    doc: "Correlation of daily returns, each instrument with each.",
    input: z.object({ instrumentIds: z.array(InstrumentIdSchema).min(2).max(MOST_CORRELATED) }),
    output: Correlation,
    errors: ["INSTRUMENT_NOT_FOUND"],
    deadlineMs: 30_000,
  }),
  strength: query({
    doc: "Strength of each currency today, from an account's currency pairs.",
    input: z.object({ accountId: AccountIdSchema }),
    output: Strength,
  }),
});
