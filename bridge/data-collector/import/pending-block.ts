import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";
import { copyTicks, sliceTicks, viewTicks } from "#shared/market/tick-slices.ts";

/** Ticks a block: as sealing makes them. */
const BLOCK_TICKS = 8_192;

/** Runs of ticks that become one block: each tick is copied once, into memory that is given away with the block. */
export class PendingBlock {
  #ticks: TickColumns | undefined;
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Adds ticks; what is more than a block holds comes back (on the same memory), to be added to the next one. */
  add(ticks: TickColumns): TickColumns | undefined {
    const some = Math.min(BLOCK_TICKS - this.#count, ticks.count);
    copyTicks(ticks, 0, some, this.#memory(ticks.subMs !== undefined), this.#count);
    this.#count += some;
    return some === ticks.count ? undefined : viewTicks(ticks, some, ticks.count);
  }

  get full(): boolean {
    return this.#count === BLOCK_TICKS;
  }

  /** The ticks so far, in buffers of their own; empty afterwards. */
  take(): TickColumns {
    const ticks = sliceTicks(this.#memory(false), 0, this.#count);
    this.#ticks = undefined;
    this.#count = 0;
    return ticks;
  }

  #memory(fine: boolean): TickColumns {
    this.#ticks ??= emptyTickColumns(BLOCK_TICKS, fine);
    // Parts of a ms may begin with a later run: what came before has none.
    if (fine && this.#ticks.subMs === undefined) this.#ticks = { ...this.#ticks, subMs: new Uint16Array(BLOCK_TICKS) };
    return this.#ticks;
  }
}
