/**
 * What every JavaScript host has although the language's own library does not name it. `shared` compiles without Node
 * and DOM types, so the few things needed are described here, once.
 */
export interface CancelSignal {
  readonly aborted: boolean;
  readonly reason: unknown;
  addEventListener(type: "abort", listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: "abort", listener: () => void): void;
}

/** The part of `AbortController` that is used; at run time it is one. */
export interface CancelSource {
  readonly signal: CancelSignal;
  abort(reason?: unknown): void;
}

/** Time as the RPC needs it; tests pass their own. */
export interface Clock {
  /** Ms since some moment; never runs back. */
  now(): number;
  /** Calls `run` once after `ms`; the returned function takes it back. */
  after(ms: number, run: () => void): () => void;
  /** Calls `run` when the current job is done, so that a burst of changes becomes one frame. */
  soon(run: () => void): void;
}

interface HostGlobals {
  readonly AbortController: new () => CancelSource;
  readonly TextEncoder: new () => { encode(text: string): Uint8Array<ArrayBuffer> };
  readonly TextDecoder: new (
    label: string,
    options: { readonly fatal: boolean },
  ) => {
    decode(bytes: Uint8Array): string;
  };
  setTimeout(run: () => void, ms: number): unknown;
  clearTimeout(timer: unknown): void;
  queueMicrotask(run: () => void): void;
  readonly performance: { now(): number };
}

const host = globalThis as unknown as HostGlobals;

export const newCancelSource = (): CancelSource => new host.AbortController();

const encoder = new host.TextEncoder();
const decoder = new host.TextDecoder("utf-8", { fatal: true });
export const utf8Encode = (text: string): Uint8Array<ArrayBuffer> => encoder.encode(text);
/** @throws TypeError on bytes that are not UTF-8. */
export const utf8Decode = (bytes: Uint8Array): string => decoder.decode(bytes);

export const systemClock: Clock = {
  now: () => host.performance.now(),
  after(ms, run) {
    const timer = host.setTimeout(run, ms);
    return () => host.clearTimeout(timer);
  },
  soon: (run) => host.queueMicrotask(run),
};
