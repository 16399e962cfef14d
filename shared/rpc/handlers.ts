import type { z } from "zod";
import type { Command, Contract, Domain, Entry, Query, Stream } from "../contract/descriptor.ts";
import type { LatestTopic, LatestView } from "./latest.ts";
import type { LogRing, Sequenced } from "./log.ts";
import type { CancelSignal } from "./platform.ts";

/** What a handler may know of its call. */
export interface CallContext {
  /** Aborted when the caller cancels, its deadline passes or its wire closes. A command that has acted ignores it. */
  readonly signal: CancelSignal;
  /** Names the window's connection: for logs. */
  readonly peer: string;
}

type Awaitable<T> = T | Promise<T>;

/** The function that serves an entry; input is parsed before it is called. */
type HandlerOf<E extends Entry> =
  E extends Command<infer I, infer O>
    ? (input: z.output<I>, call: CallContext) => Awaitable<z.output<O>>
    : E extends Query<infer I, infer O>
      ? (input: z.output<I>, call: CallContext) => Awaitable<z.output<O>>
      : E extends Stream<"latest", infer P, infer T>
        ? (params: z.output<P>, call: CallContext) => Awaitable<LatestView<z.output<T>> | LatestTopic<z.output<T>>>
        : E extends Stream<"log", infer P, infer T>
          ? (params: z.output<P>, call: CallContext) => Awaitable<LogRing<z.output<T> & Sequenced>>
          : E extends Stream<"bulk", infer P, infer T>
            ? (params: z.output<P>, call: CallContext) => Awaitable<AsyncIterable<z.output<T>>>
            : never;

export type DomainHandlers<D extends Domain> = { readonly [Name in keyof D]: HandlerOf<D[Name]> };
/** One handler for every entry of a contract: a missing or misspelt one does not compile. */
export type Handlers<C extends Contract> = { readonly [Name in keyof C]: DomainHandlers<C[Name]> };
