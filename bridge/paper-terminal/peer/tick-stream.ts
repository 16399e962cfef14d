import type { ItemOf } from "#shared/link/frame.ts";
import { encodeTickPayload } from "#shared/link/ticks.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import { viewTicks } from "#shared/market/tick-slices.ts";
import type { Outlet } from "./outlet.ts";
import type { Cursor } from "./tick-ring.ts";

export type Subscription = ItemOf<"Subscribe">;

/** Most ticks in one live frame (docs/LINK-PROTOCOL.md). */
export const FRAME_TICKS = 64;

/**
 * One symbol's live ticks on their way to the bridge. The cursor moves only when the wire has taken a frame, so that a
 * tick is neither left out nor sent twice, whatever the wire refuses.
 */
export class TickStream {
  readonly id: number;
  readonly symbol: string;
  #epoch: number;
  #seq: bigint;
  #acked: bigint;
  #cursor: Cursor;
  /** Time of the last tick of the epoch that broker time left behind; null = the epoch goes on. */
  #leftMs: number | null = null;

  constructor({ stream, symbol, epoch, seq }: Subscription, cursor: Cursor) {
    this.id = stream;
    this.symbol = symbol;
    this.#epoch = epoch;
    this.#seq = seq;
    this.#acked = seq;
    this.#cursor = cursor;
  }

  get cursor(): Cursor {
    return this.#cursor;
  }

  /** Frames sent and not yet acknowledged. */
  get unacked(): number {
    return Number(this.#seq - this.#acked);
  }

  /** Whether nothing may be sent now: a new epoch opens when the old one is acknowledged to its end. */
  get waiting(): boolean {
    return this.#leftMs !== null && this.unacked > 0;
  }

  /** Broker time ran backwards: the next frame opens a new epoch at `cursor`. */
  leaveEpoch(cursor: Cursor): void {
    this.#leftMs ??= this.#cursor.timeMs;
    this.#cursor = cursor;
  }

  /** Sends ticks that follow the cursor, as many as one frame holds. @returns how many; 0: the wire took nothing. */
  send(ticks: TickColumns, outlet: Outlet): number {
    const { count, baseMs, layout, payload } = encodeTickPayload(ticks, 0, Math.min(ticks.count, FRAME_TICKS));
    if (this.#leftMs !== null) this.#openEpoch(baseMs, this.#leftMs, outlet);
    const fields = { stream: this.id, epoch: this.#epoch, seq: this.#seq + 1n, baseMs, layout };
    if (!outlet.offer("Ticks", { fields, count, payload })) return 0;
    this.#seq += 1n;
    this.#cursor = cursorAfter(this.#cursor, viewTicks(ticks, 0, count));
    return count;
  }

  /** Everything of an epoch up to `seq` is committed at the bridge. */
  acknowledge(epoch: number, seq: bigint): void {
    if (epoch === this.#epoch && seq > this.#acked && seq <= this.#seq) this.#acked = seq;
  }

  #openEpoch(firstMs: number, previousMs: number, outlet: Outlet): void {
    this.#leftMs = null;
    this.#epoch += 1;
    this.#seq = 0n;
    this.#acked = 0n;
    outlet.post("EpochOpened", { fields: { stream: this.id, epoch: this.#epoch, previousMs, firstMs } });
  }
}

/** Where a cursor stands once ticks that followed it were sent. */
export function cursorAfter(cursor: Cursor, ticks: TickColumns): Cursor {
  const timeMs = ticks.timeMs[ticks.count - 1] as number;
  let count = timeMs === cursor.timeMs ? cursor.count : 0;
  for (let i = ticks.count - 1; i >= 0 && ticks.timeMs[i] === timeMs; i--) count++;
  return { timeMs, count };
}
