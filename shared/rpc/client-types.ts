import type { z } from "zod";
import type { Command, Contract, Domain, Entry, Query, Stream } from "../contract/descriptor.ts";
import type { FairleadError } from "../contract/errors.ts";
import type { LogPosition } from "./frames.ts";
import type { CancelSignal } from "./platform.ts";

export interface CallOptions {
  /** Cancels the call. A command that may have acted already still answers with what happened. */
  readonly signal?: CancelSignal;
  /** Shorter than the entry's own deadline. */
  readonly deadlineMs?: number;
}

export interface LatestObserver<T> {
  /** At most one item a key. The next batch comes after this has returned, or its promise has settled. */
  items(batch: readonly T[]): void | Promise<void>;
  /** The whole state follows: forget what you knew. Called before the first batch, again after a reconnect. */
  reset?(): void;
  /** These keys do not exist any more. */
  gone?(keys: readonly string[]): void;
  /** The stream is over: refused, or broken by a fault. A lost wire is not an end: it reopens by itself. */
  failed?(error: FairleadError): void;
}

export interface LogObserver<T> {
  /** In order, none twice. The next batch comes after this has returned, or its promise has settled. */
  items(batch: readonly T[], position: LogPosition): void | Promise<void>;
  /** Items after seq `after` were lost to this reader; the next batch begins the snapshot of what is still held. */
  hole?(after: number): void;
  failed?(error: FairleadError): void;
}

export interface Subscription {
  close(): void;
}

/** Queries fail with WIRE_CLOSED when the wire drops; they may be asked again. Commands become OUTCOME_UNKNOWN. */
type CallFunction<I extends z.ZodType, O extends z.ZodType> = (
  input: z.input<I>,
  options?: CallOptions,
) => Promise<z.output<O>>;

type ClientOf<E extends Entry> =
  E extends Command<infer I, infer O>
    ? CallFunction<I, O>
    : E extends Query<infer I, infer O>
      ? CallFunction<I, O>
      : E extends Stream<"latest", infer P, infer T>
        ? { subscribe(params: z.input<P>, observer: LatestObserver<z.output<T>>): Subscription }
        : E extends Stream<"log", infer P, infer T>
          ? {
              subscribe(
                params: z.input<P>,
                observer: LogObserver<z.output<T>>,
                options?: { readonly since?: LogPosition },
              ): Subscription;
            }
          : E extends Stream<"bulk", infer P, infer T>
            ? {
                /** Reads chunks as fast as they are taken. A lost wire throws WIRE_CLOSED: begin again. */
                read(params: z.input<P>, options?: Pick<CallOptions, "signal">): AsyncIterableIterator<z.output<T>>;
              }
            : never;

type DomainClient<D extends Domain> = { readonly [Name in keyof D]: ClientOf<D[Name]> };
/** The typed client of a contract: `client.market.bars({...})`, `client.market.quotes.subscribe({...}, {...})`. */
export type Client<C extends Contract> = { readonly [Name in keyof C]: DomainClient<C[Name]> };
