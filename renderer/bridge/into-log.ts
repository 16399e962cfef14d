import type { LogObserver } from "#shared/rpc/client-types.ts";
import type { EventLog } from "../stores/event-log.ts";

/** Fills a log store from a `log` stream: what was lost to this window is known as a hole, another bridge begins anew. */
export function intoLog<T extends { readonly seq: number }>(log: EventLog<T>): LogObserver<T> {
  let hole = false;
  let epoch: string | undefined;
  return {
    hole: (after) => {
      hole = after > 0;
    },
    items: (batch, position) => {
      const another = epoch !== undefined && position.epoch !== epoch;
      epoch = position.epoch;
      if (another) log.restart();
      log.add(batch, hole && !another);
      hole = false;
    },
  };
}
