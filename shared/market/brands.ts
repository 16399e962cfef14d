/**
 * Branded primitives: they keep units apart at compile time and cost nothing at run time.
 * A value gets its brand once, where it enters (codec, parser, form), never by a cast in the middle.
 */
declare const brand: unique symbol;
export type Branded<T, Name extends string> = T & { readonly [brand]: Name };

/** A quoted price in the instrument's profit currency; finite. */
export type Price = Branded<number, "Price">;
/** Volume in lots; a multiple of the instrument's volume step once it is sent. */
export type Lots = Branded<number, "Lots">;
/** A price distance in the instrument's points (`SYMBOL_POINT`). */
export type Points = Branded<number, "Points">;
/** An amount in integer minor units of its currency (`ACCOUNT_CURRENCY_DIGITS` decimals). */
export type MinorUnits = Branded<number, "MinorUnits">;
/** Milliseconds since 1970-01-01T00:00:00Z. */
export type UtcMs = Branded<number, "UtcMs">;
/** The broker's wall clock encoded as if it were UTC, in ms: every MT5 stamp (mql5.com/en/book/common/timing/timing_local_server). */
export type BrokerMs = Branded<number, "BrokerMs">;
/** An MT5 order, deal or position ticket (unsigned 64 bit). */
export type Ticket = Branded<bigint, "Ticket">;
/** Our id of a paired terminal: 16 random bytes as 32 hex digits. */
export type TerminalId = Branded<string, "TerminalId">;
/** `login@server`: a broker account. */
export type AccountId = Branded<string, "AccountId">;
/** `accountId/symbol`: an instrument as one account's broker quotes it. */
export type InstrumentId = Branded<string, "InstrumentId">;

/** Names a number as `B` after the caller has made sure of the unit. */
export const asUtcMs = (value: number): UtcMs => value as UtcMs;
export const asBrokerMs = (value: number): BrokerMs => value as BrokerMs;
