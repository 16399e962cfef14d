import { type ThinnedTicks, TickThinning } from "#shared/market/thin-ticks.ts";
import type { TickReader } from "./tick-reader.ts";

/** Ticks that are in memory at once, however long the range is. */
const AT_ONCE = 262_144;

/** Reads any range of ticks as no more points than a chart has pixels, in bounded memory. */
export class TickThinner {
  readonly #ticks: TickReader;

  constructor(ticks: TickReader) {
    this.#ticks = ticks;
  }

  read(stream: number, fromMs: number, toMs: number, buckets: number): ThinnedTicks {
    const thinning = new TickThinning(fromMs, toMs, buckets);
    for (const lane of this.#ticks.lanes(stream)) {
      for (const ticks of this.#ticks.runs(lane, fromMs, toMs, AT_ONCE)) thinning.add(ticks);
    }
    return thinning.take();
  }
}
