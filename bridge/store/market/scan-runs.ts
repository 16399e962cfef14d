import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";
import { viewTicks } from "#shared/market/tick-slices.ts";
import type { FilledTicks, ScanMemory, ScanPlace } from "./tick-scan.ts";

/** Ticks that a run has room for: three blocks, 0.7 MB of what most ticks have, which a core's cache holds. */
const RUN_TICKS = 24_576;

/** Has the store's reader fill memory, which moves there and back, from a place on; see TickScan. */
export type FillTicks = (place: ScanPlace | undefined, into: ScanMemory) => Promise<FilledTicks>;

/**
 * Reads ranges of ticks in runs, one after another. The reader fills one half of the memory while the other is looked at,
 * and both are used over and over, by later scans too: fresh pages of the system are a third of the time of reading into
 * them.
 */
export class ScanRuns {
  readonly #idle: ScanMemory[] = [];

  async *each(fill: FillTicks): AsyncGenerator<TickColumns, void> {
    let asked: Promise<FilledTicks> | undefined = fill(undefined, this.#take());
    let other: ScanMemory | undefined;
    while (asked !== undefined) {
      const filled: FilledTicks = await asked;
      const { fine, place, ...memory } = filled;
      asked = place === undefined ? undefined : fill(place, other ?? this.#take());
      // Whoever leaves early does not hear of it.
      asked?.catch(() => undefined);
      if (memory.count > 0) yield valid(memory, fine);
      if (asked === undefined) this.#idle.splice(0, 2, memory, ...(other === undefined ? [] : [other]));
      other = memory;
    }
  }

  #take(): ScanMemory {
    return this.#idle.pop() ?? { ...emptyTickColumns(RUN_TICKS, true), used: false };
  }
}

/** Every buffer of columns, to be moved. */
export function buffersOf(ticks: TickColumns): ArrayBuffer[] {
  const { timeMs, subMs, bid, ask, last, volume, volumeReal, flags } = ticks;
  return [timeMs, subMs, bid, ask, last, volume, volumeReal, flags].flatMap((column) =>
    column?.buffer instanceof ArrayBuffer ? [column.buffer] : [],
  );
}

function valid({ subMs, ...ticks }: TickColumns, fine: boolean): TickColumns {
  const whole = fine && subMs !== undefined ? { ...ticks, subMs } : ticks;
  return viewTicks(whole, 0, ticks.count);
}
