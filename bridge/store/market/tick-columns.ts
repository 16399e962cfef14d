import {
  type TickLayoutName,
  tickLayoutName,
  decodeTickPayload,
  encodeTickPayload,
  type TickPayload,
} from "#shared/link/ticks.ts";
import { TickLayout } from "#shared/link/codes.ts";
import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";

/** A stored frame, as far as its ticks go. */
export interface StoredBatch {
  readonly count: number;
  readonly layout: number;
  readonly baseMs: number;
  readonly payload: Uint8Array;
}

const FINE: ReadonlySet<TickLayoutName> = new Set(["fineQuote", "fineFull"]);

/** Ticks of frames, in their order; with `subMs` when one of them has it. */
export function decodeBatches(batches: readonly StoredBatch[]): TickColumns {
  const total = batches.reduce((sum, batch) => sum + batch.count, 0);
  const named = batches.map((batch) => ({ ...batch, layout: layoutName(batch.layout) }));
  const columns = emptyTickColumns(
    total,
    named.some(({ layout }) => FINE.has(layout)),
  );
  let at = 0;
  for (const batch of named) {
    decodeTickPayload(batch, columns, at);
    at += batch.count;
  }
  return columns;
}

function layoutName(code: number): TickLayoutName {
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

/** Index of the first tick at or after `timeMs` in ticks whose time never runs back. */
export function lowerBound(ticks: TickColumns, timeMs: number): number {
  let low = 0;
  let high = ticks.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ticks.timeMs[middle] as number) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Ticks [from, to) as columns of their own, with nothing before or after them in their buffers. */
export function sliceTicks(ticks: TickColumns, from: number, to: number): TickColumns {
  if (from === 0 && to === ticks.count && ticks.timeMs.length === to) return ticks;
  return {
    count: to - from,
    timeMs: ticks.timeMs.slice(from, to),
    ...(ticks.subMs === undefined ? {} : { subMs: ticks.subMs.slice(from, to) }),
    bid: ticks.bid.slice(from, to),
    ask: ticks.ask.slice(from, to),
    last: ticks.last.slice(from, to),
    volume: ticks.volume.slice(from, to),
    volumeReal: ticks.volumeReal.slice(from, to),
    flags: ticks.flags.slice(from, to),
  };
}

/** Ticks end to end. */
export function concatTicks(parts: readonly TickColumns[]): TickColumns {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const total = parts.reduce((sum, part) => sum + part.count, 0);
  const out = emptyTickColumns(
    total,
    parts.some((part) => part.subMs !== undefined),
  );
  let at = 0;
  for (const part of parts) {
    out.timeMs.set(part.timeMs, at);
    if (part.subMs !== undefined) out.subMs?.set(part.subMs, at);
    out.bid.set(part.bid, at);
    out.ask.set(part.ask, at);
    out.last.set(part.last, at);
    out.volume.set(part.volume, at);
    out.volumeReal.set(part.volumeReal, at);
    out.flags.set(part.flags, at);
    at += part.count;
  }
  return out;
}

/** Whether two runs of ticks are the same in every field. */
export function equalTicks(a: TickColumns, b: TickColumns): boolean {
  if (a.count !== b.count) return false;
  for (let i = 0; i < a.count; i++) {
    if (
      a.timeMs[i] !== b.timeMs[i] ||
      (a.subMs?.[i] ?? 0) !== (b.subMs?.[i] ?? 0) ||
      a.bid[i] !== b.bid[i] ||
      a.ask[i] !== b.ask[i] ||
      a.last[i] !== b.last[i] ||
      a.volume[i] !== b.volume[i] ||
      a.volumeReal[i] !== b.volumeReal[i] ||
      a.flags[i] !== b.flags[i]
    ) {
      return false;
    }
  }
  return true;
}

/** The buffers behind columns, for moving them to another thread. */
export function tickBuffers(ticks: TickColumns): ArrayBuffer[] {
  const { timeMs, subMs, bid, ask, last, volume, volumeReal, flags } = ticks;
  return [timeMs, bid, ask, last, volume, volumeReal, flags, ...(subMs === undefined ? [] : [subMs])].map(
    (column) => column.buffer as ArrayBuffer,
  );
}
