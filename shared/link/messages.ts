import * as account from "./messages/account.ts";
import * as calendar from "./messages/calendar.ts";
import * as depth from "./messages/depth.ts";
import * as handshake from "./messages/handshake.ts";
import * as health from "./messages/health.ts";
import * as history from "./messages/history.ts";
import * as symbols from "./messages/symbols.ts";
import * as ticks from "./messages/ticks.ts";
import * as trading from "./messages/trading.ts";

const { QuoteTick, FullTick, FineQuoteTick, FineFullTick, ...tickMessages } = ticks;

/** Every message of the link, by name: the protocol's table of contents. */
export const MESSAGES = {
  ...handshake,
  ...health,
  ...account,
  ...symbols,
  ...tickMessages,
  ...history,
  ...depth,
  ...calendar,
  ...trading,
} as const;
export type MessageName = keyof typeof MESSAGES;

/** The packed tick of each TickLayout. */
export const TICK_RECORDS = {
  quote: QuoteTick,
  full: FullTick,
  fineQuote: FineQuoteTick,
  fineFull: FineFullTick,
} as const;

/** Messages that end in packed ticks, whose record follows from their field `layout`. */
export const TICK_MESSAGES = ["Ticks", "HistoryTicks"] as const satisfies readonly MessageName[];
export type TickMessageName = (typeof TICK_MESSAGES)[number];

export const isTickMessage = (name: MessageName): name is TickMessageName =>
  name === "Ticks" || name === "HistoryTicks";
