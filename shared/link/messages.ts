import * as account from "./messages/account.ts";
import * as handshake from "./messages/handshake.ts";
import * as health from "./messages/health.ts";
import * as history from "./messages/history.ts";
import * as symbols from "./messages/symbols.ts";
import * as ticks from "./messages/ticks.ts";

const { QuoteTick, FullTick, ...tickMessages } = ticks;

/** Every message of the link, by name: the protocol's table of contents. */
export const MESSAGES = { ...handshake, ...health, ...account, ...symbols, ...tickMessages, ...history } as const;
export const TICK_RECORDS = { quote: QuoteTick, full: FullTick } as const;

export type MessageName = keyof typeof MESSAGES;
