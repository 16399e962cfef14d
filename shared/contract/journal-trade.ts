import { z } from "zod";
import { SessionIdSchema } from "./order-input.ts";
import { AccountIdSchema, Count, Finite, Text, TimeMs } from "./primitives.ts";

/** Bytes of a file or picture; travel as they are. */
export const Bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array);
/** `accountId#ticket` of the deal that closed it (MT4: of the order). Stays the same over imports and corrections. */
export const TradeIdSchema = z.string().min(3).max(200);
export const TagText = z.string().trim().min(1).max(40);
export const NoteText = z.string().max(10_000);

/** What is left out does not filter. Times are broker ms and mean the close: fromMs <= closed < toMs. */
export const TradeFilter = z.strictObject({
  accountIds: z.array(AccountIdSchema).max(64).optional(),
  sessionIds: z.array(SessionIdSchema).max(64).optional(),
  symbols: z.array(z.string().max(64)).max(64).optional(),
  /** As `JournalTrade.strategy` tells them. */
  strategies: z.array(z.string().max(80)).max(64).optional(),
  side: z.enum(["buy", "sell"]).optional(),
  /** As MetaTrader counts: a result of zero is a win. */
  result: z.enum(["win", "loss"]).optional(),
  origin: z.enum(["live", "import"]).optional(),
  /** Trades that wear all of these. */
  tags: z.array(TagText).max(16).optional(),
  /** Words in notes, tags, comments, symbols, strategies; all must be found, the last one may be a beginning. */
  text: z.string().max(200).optional(),
  /** Counted on each account's broker clock; narrows fromMs and toMs. */
  period: z.enum(["today", "last7Days", "last30Days"]).optional(),
  fromMs: TimeMs.optional(),
  toMs: TimeMs.optional(),
});
export type TradeFilter = z.infer<typeof TradeFilter>;

export const TRADE_SORTS = ["closed", "opened", "symbol", "lots", "net", "r", "duration"] as const;
export const TradeSort = z.strictObject({ by: z.enum(TRADE_SORTS), descending: z.boolean() });
export type TradeSort = z.infer<typeof TradeSort>;

/** Measured from stored ticks and from what the broker was asked for; null = not known, never a guess. */
export const TradeContext = z.object({
  /** What the stop would have cost when the position was opened. */
  riskMinor: z.int().nullable(),
  /** Net divided by that risk. */
  r: Finite.nullable(),
  /** Worst and best open result of the closed lots between entry and exit, at the side that would have closed it. */
  maeMinor: z.int().nullable(),
  mfeMinor: z.int().nullable(),
  /** In points, at the tick of the deal. */
  spreadOpen: Finite.nullable(),
  spreadClose: Finite.nullable(),
  /** Points to the trader's cost (positive) against the price that was asked for. */
  slippageOpen: Finite.nullable(),
  slippageClose: Finite.nullable(),
});
export type TradeContext = z.infer<typeof TradeContext>;

/**
 * A closed trade as MetaTrader counts them: one deal that closes (out, in/out, out by), with the part of the position
 * that it closed. Money in minor units of `currency`; times broker ms.
 */
export const JournalTrade = z.object({
  tradeId: TradeIdSchema,
  accountId: AccountIdSchema,
  origin: z.enum(["live", "import"]),
  currency: Text,
  digits: z.int().min(0).max(8),
  symbol: Text,
  /** Of the position. */
  side: z.enum(["buy", "sell"]),
  lots: Finite,
  /** Null: opened before the history that is known. */
  openMs: TimeMs.nullable(),
  openPrice: Finite.nullable(),
  closeMs: TimeMs,
  closePrice: Finite,
  /** Decimals that prices of the symbol have. */
  priceDigits: z.int().min(0).max(10),
  /** True: which entry this exit closed was worked out (same symbol and size, oldest first), not told by the broker. */
  matched: z.boolean(),
  stopLoss: Finite.nullable(),
  takeProfit: Finite.nullable(),
  profitMinor: z.int(),
  swapMinor: z.int(),
  /** Commissions, fees and taxes of the exit, and the exit's share of the entry's. */
  costsMinor: z.int(),
  /** What MetaTrader judges a trade by: profit and swap and what the exit itself cost. */
  resultMinor: z.int(),
  /** resultMinor and the share of the entry's costs. */
  netMinor: z.int(),
  win: z.boolean(),
  /** stopLoss, takeProfit, stopOut, expert, client, mobile, web, other; "" when the report does not say. */
  closedBy: Text,
  /** What opened it: session name, `magic 1234`, expert of a tester report, or "" for by hand. */
  strategy: Text,
  sessionId: SessionIdSchema.nullable(),
  /** Number within the session, and its gale step. */
  sessionTrade: Count.nullable(),
  galeStep: Count.nullable(),
  /** `source: id` of the signal behind it. */
  signal: Text.nullable(),
  position: Text,
  comment: Text,
  context: TradeContext,
  note: NoteText,
  tags: z.array(TagText),
  /** Of note and tags: grows with each edit; 0 = never edited. */
  revision: Count,
  /** Whether a picture is kept. */
  picture: z.boolean(),
});
export type JournalTrade = z.infer<typeof JournalTrade>;

/** One deal of a trade, the newest revision; `revisions` above 1: the broker changed it since. */
export const TradeDealView = z.object({
  ticket: Text,
  entry: z.enum(["in", "out", "inOut", "outBy", "other"]),
  kind: Text,
  lots: Finite,
  price: Finite,
  profitMinor: z.int(),
  swapMinor: z.int(),
  costsMinor: z.int(),
  timeMs: TimeMs,
  comment: Text,
  revisions: Count,
});

/** Something the rules said or did while the trade was open; code and details as in the session's events. */
export const TradeRuleEvent = z.object({
  atMs: TimeMs,
  code: Text,
  details: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])),
});

export const TradeDetail = z.object({
  trade: JournalTrade,
  deals: z.array(TradeDealView),
  rules: z.array(TradeRuleEvent),
});
export type TradeDetail = z.infer<typeof TradeDetail>;
