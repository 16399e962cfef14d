import type { TickPayload } from "#shared/link/ticks.ts";
import type { InstrumentId } from "#shared/market/brands.ts";

/** Hears every accepted live frame in order, still packed; on the hot path, so it decodes only what somebody watches. */
export interface TickTap {
  ticks(instrument: InstrumentId, ticks: TickPayload): void;
}
