import { existsSync } from "node:fs";
import { join } from "node:path";
import { lockProfile } from "#bridge/host/profile-lock.ts";
import type { RecordedSpan } from "#bridge/ports/book-store.ts";
import type { StreamInventory } from "#bridge/store/market/inventory.ts";
import { MarketStore } from "#bridge/store/market/market-store.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import { invalid } from "../run-command.ts";

/**
 * Uses a profile's ticks and bars, which nobody else may meanwhile.
 * @param make whether a profile without any is begun.
 * @throws FairleadError NOT_FOUND, PROFILE_LOCKED, STORE_*.
 */
export async function withMarket<T>(
  profile: string,
  make: boolean,
  use: (store: MarketStore) => Promise<T>,
): Promise<T> {
  if (!make && !existsSync(join(profile, "market.db"))) {
    throw new FairleadError("NOT_FOUND", `There are no ticks in ${profile}: name a profile with --data.`, { profile });
  }
  const lock = lockProfile(profile);
  // The store's threads are no reason for Node to stay; the answer is.
  const awake = setInterval(() => undefined, 1_000);
  try {
    const store = await MarketStore.open(profile);
    try {
      if (store.setAside !== undefined) throw store.setAside;
      return await use(store);
    } finally {
      await store.close();
    }
  } finally {
    clearInterval(awake);
    lock.release();
  }
}

/** The stored instrument that `wanted` names: an id (`login@server/symbol`) or a symbol that only one has. */
export const instrumentOf = async (store: MarketStore, wanted: unknown): Promise<StreamInventory> =>
  named(await store.inventory(), wanted);

/** The same of recorded depth. @throws FairleadError OPTION_INVALID, NOT_FOUND */
export const recordedOf = (all: readonly RecordedSpan[], wanted: unknown): RecordedSpan => named(all, wanted);

function named<T extends { readonly instrument: string }>(all: readonly T[], wanted: unknown): T {
  const names = all.map(({ instrument }) => instrument).join(", ") || "none";
  if (typeof wanted !== "string") throw invalid(`Name an instrument with --instrument. Stored: ${names}.`);
  const found = all.filter(({ instrument }) => instrument === wanted || instrument.endsWith(`/${wanted}`));
  const [one] = found;
  if (one !== undefined && found.length === 1) return one;
  if (found.length > 1) throw invalid(`${wanted} is several: ${found.map(({ instrument }) => instrument).join(", ")}.`);
  throw new FairleadError("NOT_FOUND", `There is no instrument ${wanted}. Stored: ${names}.`);
}

/** Broker ms of a day or time of the command line: 2026-11-21, 2026-11-21T10:30. */
export function brokerTime(option: string, value: unknown, fallback: number): number {
  if (value === undefined) return fallback;
  const text = typeof value === "string" ? value : "";
  const time = Date.parse(`${text}${text.includes("T") ? "Z" : "T00:00:00Z"}`);
  if (Number.isNaN(time)) throw invalid(`--${option} takes 2026-11-21 or 2026-11-21T10:30.`);
  return time;
}

export const RANGE_OPTIONS = {
  instrument: { type: "string" },
  from: { type: "string" },
  to: { type: "string" },
  out: { type: "string" },
  format: { type: "string" },
} as const;

export const RANGE_WORDS = {
  instrument: "--instrument I  a stored instrument: login@server/EURUSD, or EURUSD where only one has it",
  from: "--from T     from this broker time on: 2026-11-01 or 2026-11-01T10:30",
  to: "--to T       up to this broker time, without it",
  out: "--out FILE   where to write it; an existing file is not touched",
  format: "--format F   csv or parquet (default: by the name of --out, else csv)",
};
