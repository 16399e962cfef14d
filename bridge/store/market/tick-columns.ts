import { TickLayout } from "#shared/link/codes.ts";
import {
  decodeTickPayload,
  encodeTickPayload,
  type TickLayoutName,
  type TickPayload,
  tickLayoutName,
} from "#shared/link/ticks.ts";
import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";

/** A stored frame, as far as its ticks go. */
export interface StoredBatch {
  readonly count: number;
  readonly layout: number;
  readonly baseMs: number;
  readonly payload: Uint8Array;
}

const FINE: ReadonlySet<TickLayoutName> = new Set(["fineQuote", "fineFull"]);

/** Whether ticks of a layout have parts of a millisecond. */
export const isFine = (layout: TickLayoutName): boolean => FINE.has(layout);

/** Ticks of frames, in their order; with `subMs` when one of them has it. */
export function decodeBatches(batches: readonly StoredBatch[]): TickColumns {
  const total = batches.reduce((sum, batch) => sum + batch.count, 0);
  return openBatches(batches, emptyTickColumns(total, hasFine(batches)));
}

/** As {@link decodeBatches}, into columns with room for them, whatever is in them; what comes back lies in the same memory. */
export function openBatches(batches: readonly StoredBatch[], into: TickColumns): TickColumns {
  let count = 0;
  for (const { layout, baseMs, payload, count: ticks } of batches) {
    decodeTickPayload({ layout: layoutName(layout), baseMs, payload, count: ticks }, into, count);
    count += ticks;
  }
  const { subMs, ...plain } = into;
  return subMs !== undefined && hasFine(batches) ? { ...plain, subMs, count } : { ...plain, count };
}

const hasFine = (batches: readonly StoredBatch[]): boolean => batches.some(({ layout }) => isFine(layoutName(layout)));

/** Name of a stored layout; another Fairlead may have stored one that this does not know. */
export function layoutName(code: number): TickLayoutName {
  const name = tickLayoutName(code);
  if (name === null) throw new Error(`stored tick layout ${code} is unknown`);
  return name;
}

/** Ticks as frames of at most `size`; the parts lie end to end. */
export function* encodeBatches(ticks: TickColumns, size: number): Generator<TickPayload & { layoutCode: number }> {
  for (let from = 0; from < ticks.count; ) {
    const batch = encodeTickPayload(ticks, from, Math.min(from + size, ticks.count));
    yield { ...batch, layoutCode: TickLayout.values[batch.layout] };
    from += batch.count;
  }
}

/** Sets to zero, from index `from` to `to`, the columns that a block leaves alone where they are zero. */
export function clearTicks(columns: TickColumns, from: number, to: number): void {
  const { subMs, last, volume, volumeReal, flags } = columns;
  for (const column of [subMs, last, volumeReal, flags]) column?.fill(0, from, to);
  volume.fill(0n, from, to);
}
