import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";
import { copyTicks, sliceTicks } from "#shared/market/tick-slices.ts";

/** Ticks a block: as sealing makes them. */
const BLOCK_TICKS = 8_192;

/** Runs of ticks that become one block. */
export class PendingBlock {
  #parts: TickColumns[] = [];
  #count = 0;

  get count(): number {
    return this.#count;
  }

  /** Adds ticks; what is more than a block holds comes back, to be added to the next one. */
  add(ticks: TickColumns): TickColumns | undefined {
    const room = BLOCK_TICKS - this.#count;
    const some = Math.min(room, ticks.count);
    if (some > 0) this.#parts.push(some === ticks.count ? ticks : sliceTicks(ticks, 0, some));
    this.#count += some;
    return some === ticks.count ? undefined : sliceTicks(ticks, some, ticks.count);
  }

  get full(): boolean {
    return this.#count === BLOCK_TICKS;
  }

  /** The ticks so far; empty afterwards. */
  take(): TickColumns {
    const fine = this.#parts.some((part) => part.subMs !== undefined);
    const ticks = emptyTickColumns(this.#count, fine);
    let at = 0;
    for (const part of this.#parts) {
      copyTicks(part, 0, part.count, ticks, at);
      at += part.count;
    }
    this.#parts = [];
    this.#count = 0;
    return ticks;
  }
}
