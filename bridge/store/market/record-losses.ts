import { join } from "node:path";
import type { TickStore } from "#bridge/ports/tick-store.ts";
import { forgetLosses, lossesOf } from "../losses.ts";
import { MARKET_FILE } from "./market-file.ts";

/** An instrument that ticks may have been collected of. */
interface KnownInstrument {
  /** `login@server/symbol`. */
  readonly instrument: string;
  readonly point: number;
  readonly digits: number;
}

/**
 * Broker clocks are ahead of UTC by up to this, and by how much a lost market.db knew: a span that ends late calls no
 * lost tick present.
 */
const FURTHEST_AHEAD_MS = 14 * 3_600_000;

/**
 * Puts a gap on record for every known instrument when a damaged market.db was moved aside: whatever was collected
 * before is in the kept file, as far as it can be read. What a crash cuts short is done again at the next start.
 * @throws FairleadError as the store does; the losses then stay noted.
 */
export async function recordLosses(
  folder: string,
  store: Pick<TickStore, "openStream" | "recordGap">,
  known: readonly KnownInstrument[],
): Promise<void> {
  const file = join(folder, MARKET_FILE);
  const losses = lossesOf(file);
  if (losses.length === 0) return;
  for (const { instrument, point, digits } of known) {
    const { stream } = await store.openStream(instrument, point, digits);
    for (const { kept, utcMs } of losses) {
      const detail = `market.db was damaged and moved aside at ${new Date(utcMs).toISOString()}; what was collected until then is in ${kept}`;
      await store.recordGap({ stream, fromMs: 0, toMs: utcMs + FURTHEST_AHEAD_MS, reason: "STORE_LOST", detail });
    }
  }
  forgetLosses(file);
}
