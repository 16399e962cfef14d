import type { ItemOf } from "#shared/link/frame.ts";
import type { StreamCursor } from "../ports/tick-store.ts";
import type { StreamFlow } from "./stream-flow.ts";

/** A stream as it is taken up: where it stands in the store. */
export interface OpenedStream {
  readonly flow: StreamFlow;
  readonly cursor: StreamCursor;
}

/** The record of a Subscribe that takes a stream up at its stored cursor. */
export const subscriptionOf = ({ flow, cursor }: OpenedStream): ItemOf<"Subscribe"> => ({
  stream: flow.stream,
  symbol: flow.symbol,
  epoch: cursor.epoch,
  seq: cursor.seq,
  cursorMs: cursor.timeMs,
  countAtCursor: cursor.countAtTime,
  epochFirstMs: cursor.firstMs,
  epochTicks: cursor.total,
  overlapUntilMs: cursor.pastMs,
});
