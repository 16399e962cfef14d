import type { InstrumentId } from "#shared/market/brands.ts";
import type { TickFrame } from "./tick-store.ts";

/** Hears every frame of live ticks right after it was committed, each once and in order; must not throw. */
export interface StoredTicks {
  /** @param before ticks of the frame's epoch that were stored before it. */
  stored(instrument: InstrumentId, frame: TickFrame, before: number): void;
}
