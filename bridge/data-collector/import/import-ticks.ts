import { FairleadError } from "#shared/contract/errors.ts";
import { type ClockZone, clockStamp } from "#shared/market/clock-zone.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import { lowerBound, viewTicks } from "#shared/market/tick-slices.ts";
import type { Recording } from "../replay/recording.ts";
import { PendingBlock } from "./pending-block.ts";

/** market.db as an import of ticks sees it. */
export interface PackedImports {
  beginImport(point: number, digits: number): Promise<number>;
  importTicks(stream: number, ticks: TickColumns): Promise<void>;
  finishImport(stream: number, instrument: string): Promise<void>;
  dropImport(stream: number): Promise<void>;
}

/** What is imported, and how. */
export interface TickImport {
  /** Recordings of one symbol, in order of time, none of which overlaps another. */
  readonly recordings: readonly (Recording & { readonly form: { readonly utcOffsetHours?: number } })[];
  readonly instrument: string;
  /** The broker's clock, for files whose times are not a broker's already; absent: times stay as they are. */
  readonly clock?: ClockZone;
  /** Ticks from this broker time on are left out. */
  readonly beforeMs?: number;
  readonly progress?: (done: number, all: number) => void;
  readonly signal?: AbortSignal;
}

const HOUR = 3_600_000;

/**
 * Imports recordings under `instrument`, in front of what it may have already, whole, or nothing of them: cancelled, failed or
 * killed, it leaves nothing.
 * @returns the ticks that were imported.
 * @throws FairleadError BAD_REQUEST when the instrument has ticks that are not younger, or clocks run back, CANCELLED, STORE_FULL,
 * STORE_UNAVAILABLE.
 */
export async function importTicks(store: PackedImports, wanted: TickImport): Promise<number> {
  const { recordings, instrument, clock, progress, signal, beforeMs = Number.POSITIVE_INFINITY } = wanted;
  const digits = Math.max(...recordings.map(({ symbol }) => symbol.digits));
  const stream = await store.beginImport(Number(`1e-${digits}`), digits);
  let done = 0;
  let lastMs = Number.NEGATIVE_INFINITY;
  const all = recordings.reduce((sum, { chunkCount }) => sum + chunkCount, 0);
  let chunks = 0;
  try {
    const block = new PendingBlock();
    for (const recording of recordings) {
      for (let chunk = 0; chunk < recording.chunkCount; chunk++) {
        if (signal?.aborted === true)
          throw new FairleadError("CANCELLED", "The import was cancelled; nothing of it stays.");
        const read = onClock(await recording.read(chunk), recording.form.utcOffsetHours, clock);
        const ticks = viewTicks(read, 0, lowerBound(read, beforeMs));
        progress?.(++chunks, all);
        if (ticks.count === 0) continue;
        if ((ticks.timeMs[0] as number) < lastMs) throw runsBack(recording.symbol.name, lastMs);
        lastMs = ticks.timeMs[ticks.count - 1] as number;
        for (let rest: TickColumns | undefined = ticks; rest !== undefined; ) {
          rest = block.add(rest);
          if (block.full) await store.importTicks(stream, block.take());
        }
        done += ticks.count;
      }
    }
    if (done === 0) throw new FairleadError("BAD_REQUEST", `Nothing of it is older than what ${instrument} has.`);
    if (block.count > 0) await store.importTicks(stream, block.take());
    await store.finishImport(stream, instrument);
    return done;
  } catch (error) {
    await store.dropImport(stream).catch(() => undefined);
    throw error;
  }
}

const runsBack = (symbol: string, lastMs: number): FairleadError =>
  new FairleadError(
    "BAD_REQUEST",
    `On the broker's clock the ticks of ${symbol} run back after ${new Date(lastMs).toISOString()} (an hour that a clock set back tells twice). Import them on UTC's clock.`,
  );

/** Ticks by the broker's clock; `fileHours` undefined = they are already. */
function onClock(ticks: TickColumns, fileHours: number | undefined, clock: ClockZone | undefined): TickColumns {
  if (fileHours === undefined || clock === undefined) return ticks;
  const timeMs = ticks.timeMs.map((time) => clockStamp(clock, time - fileHours * HOUR));
  for (let i = 1; i < ticks.count; i++) {
    if ((timeMs[i] as number) < (timeMs[i - 1] as number)) throw runsBack("the file", timeMs[i - 1] as number);
  }
  return { ...ticks, timeMs };
}
