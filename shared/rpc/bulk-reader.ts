import { FairleadError } from "../contract/errors.ts";
import type { ClientStreams } from "./client-streams.ts";
import type { CallOptions } from "./client-types.ts";

/**
 * Reads a `bulk` stream as an async iterator. At most one chunk waits: its credit goes back when it is taken, so a slow
 * reader holds one chunk here and one on the wire, whatever the length of the whole.
 */
export async function* readBulk(
  streams: ClientStreams,
  method: string,
  params: unknown,
  { signal }: Pick<CallOptions, "signal"> = {},
): AsyncGenerator<unknown, void> {
  let wake: () => void = () => undefined;
  let waiting: { items: readonly unknown[]; taken: () => void } | undefined;
  let ended: { error: FairleadError | undefined } | undefined;
  const settle = (error: FairleadError | undefined): void => {
    ended ??= { error };
    wake();
  };
  const subscription = streams.once(
    method,
    params,
    (items) =>
      new Promise<void>((taken) => {
        waiting = { items, taken };
        wake();
      }),
    settle,
  );
  const onAbort = (): void => settle(new FairleadError("CANCELLED"));
  if (signal?.aborted) onAbort();
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    for (;;) {
      if (waiting) {
        const { items, taken } = waiting;
        waiting = undefined;
        taken();
        yield* items;
        continue;
      }
      if (ended) {
        if (ended.error) throw ended.error;
        return;
      }
      await new Promise<void>((resolve) => {
        wake = resolve;
      });
    }
  } finally {
    signal?.removeEventListener("abort", onAbort);
    subscription.close();
  }
}
