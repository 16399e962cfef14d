import { decodeTickPayload, type TickPayload } from "#shared/link/ticks.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import { emptyTickColumns, TICK_FLAG, type TickColumns } from "#shared/market/tick.ts";
import type { TickTap } from "../ports/tick-tap.ts";

/** Hears the ticks of a frame, `count` of them valid; they are overwritten by the next frame. */
export type TicksListener = (instrument: InstrumentId, ticks: TickColumns, count: number) => void;

/** Opens each live frame once for all who look into it. */
export class LiveTicks implements TickTap {
  readonly #listeners: readonly TicksListener[];
  #columns = emptyTickColumns(256);

  constructor(listeners: readonly TicksListener[]) {
    this.#listeners = listeners;
  }

  ticks(instrument: InstrumentId, frame: TickPayload): void {
    if (frame.count > this.#columns.count) this.#columns = emptyTickColumns(frame.count);
    decodeTickPayload(frame, this.#columns);
    for (const listener of this.#listeners) listener(instrument, this.#columns, frame.count);
  }
}

/** Whether a tick counts in its bar's volume, by the rule of shared/market/m1-builder.ts. */
export const countsAsVolume = (flags: number): boolean => flags === 0 || (flags & TICK_FLAG.bid) !== 0;
