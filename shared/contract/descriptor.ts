import type { z } from "zod";
import type { ErrorCode } from "./errors.ts";

/**
 * A contract entry: plain data from which the typed client, the host's registration, the permission table, the docs
 * and the test fakes are derived. Nothing is called by a name that does not stand here.
 */
interface Described {
  /** One sentence for the reader of docs and logs. */
  readonly doc: string;
  /** Codes a caller must expect besides the transport's own (see TRANSPORT_ERRORS). */
  readonly errors?: readonly ErrorCode[];
}

/** Changes something. Never retried by the transport; carries a client-made id; a lost reply is OUTCOME_UNKNOWN. */
export interface Command<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> extends Described {
  readonly kind: "command";
  readonly input: I;
  readonly output: O;
  readonly deadlineMs: number;
}

/** Reads something; may be asked again by the caller. */
export interface Query<I extends z.ZodType = z.ZodType, O extends z.ZodType = z.ZodType> extends Described {
  readonly kind: "query";
  readonly input: I;
  readonly output: O;
  readonly deadlineMs: number;
}

/**
 * A stream with its own flow control, the same on every wire:
 * - `latest`: conflated per key at the host; the next flush only after the client's ack.
 * - `log`: every item has a `seq`; a bounded ring; resume with `since`; a hole sends a snapshot.
 * - `bulk`: credit window; items are columns of typed arrays.
 */
export interface Stream<
  M extends "latest" | "log" | "bulk" = "latest" | "log" | "bulk",
  P extends z.ZodType = z.ZodType,
  T extends z.ZodType = z.ZodType,
> extends Described {
  readonly kind: "stream";
  readonly mode: M;
  readonly params: P;
  readonly item: T;
  /** `latest` only: the property of the item by which it is conflated; without one the stream is a single value. */
  readonly key?: string;
}

export type Entry = Command | Query | Stream;
export type Domain = Readonly<Record<string, Entry>>;
export type Contract = Readonly<Record<string, Domain>>;

export const command = <I extends z.ZodType, O extends z.ZodType>(
  entry: Omit<Command<I, O>, "kind" | "deadlineMs"> & { readonly deadlineMs?: number },
): Command<I, O> => ({ kind: "command", deadlineMs: 10_000, ...entry });

export const query = <I extends z.ZodType, O extends z.ZodType>(
  entry: Omit<Query<I, O>, "kind" | "deadlineMs"> & { readonly deadlineMs?: number },
): Query<I, O> => ({ kind: "query", deadlineMs: 10_000, ...entry });

export const stream = <M extends "latest" | "log" | "bulk", P extends z.ZodType, T extends z.ZodType>(
  entry: Omit<Stream<M, P, T>, "kind">,
): Stream<M, P, T> => ({ kind: "stream", ...entry });

/** Names a group of entries; `as const`-like inference without the words. */
export const domain = <D extends Domain>(entries: D): D => entries;
