import type { AccountId } from "#shared/market/brands.ts";
import type { Settings } from "../config-manager/settings/settings.ts";
import type { Clock } from "../ports/clock.ts";
import type { MarketStore } from "../store/market/market-store.ts";

const LOOK_EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;
const MEGABYTE = 1_000_000;

interface KeepingParts {
  readonly store: Pick<MarketStore, "inventory" | "retire">;
  readonly settings: Pick<Settings, "value">;
  readonly clock: Clock;
  readonly trouble: (why: string) => void;
}

/** Lets go of ticks beyond what the user's settings keep, of each instrument, once an hour. @returns what ends that. */
export function keepTicksInBounds(parts: KeepingParts): () => void {
  return parts.clock.every(LOOK_EVERY_MS, () => {
    retireOnce(parts).catch((error: unknown) => parts.trouble(error instanceof Error ? error.message : String(error)));
  });
}

/** One look; resolves to the ticks that were let go. */
export async function retireOnce({ store, settings, clock }: Omit<KeepingParts, "trouble">): Promise<number> {
  let gone = 0;
  for (const { stream, instrument, bytes } of await store.inventory()) {
    const account = instrument.slice(0, instrument.indexOf("/")) as AccountId;
    const days = settings.value("ticks.keepDays", { account });
    const mostBytes = settings.value("ticks.megabytes", { account }) * MEGABYTE;
    const over = mostBytes > 0 && bytes > mostBytes;
    if (days === 0 && !over) continue;
    const retention = {
      ...(days > 0 ? { beforeMs: clock.utcMs() - days * DAY_MS } : {}),
      ...(over ? { mostBytes } : {}),
    };
    gone += (await store.retire(stream, retention)).ticks;
  }
  return gone;
}
