import { emptyTickColumns, type TickColumns } from "./tick.ts";

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

/** Ticks [from, to) as columns on the same memory: nothing is copied. */
export const viewTicks = (ticks: TickColumns, from: number, to: number): TickColumns =>
  cut("subarray", ticks, from, to);

/** Ticks [from, to) as columns of their own, with nothing before or after them in their buffers. */
export function sliceTicks(ticks: TickColumns, from: number, to: number): TickColumns {
  return from === 0 && to === ticks.count && ticks.timeMs.length === to ? ticks : cut("slice", ticks, from, to);
}

function cut(how: "subarray" | "slice", ticks: TickColumns, from: number, to: number): TickColumns {
  return {
    count: to - from,
    timeMs: ticks.timeMs[how](from, to),
    ...(ticks.subMs === undefined ? {} : { subMs: ticks.subMs[how](from, to) }),
    bid: ticks.bid[how](from, to),
    ask: ticks.ask[how](from, to),
    last: ticks.last[how](from, to),
    volume: ticks.volume[how](from, to),
    volumeReal: ticks.volumeReal[how](from, to),
    flags: ticks.flags[how](from, to),
  };
}

/** Copies ticks [from, to) into `into` from index `at` on; `subMs` where both have it. */
export function copyTicks(ticks: TickColumns, from: number, to: number, into: TickColumns, at: number): void {
  into.timeMs.set(ticks.timeMs.subarray(from, to), at);
  if (ticks.subMs !== undefined) into.subMs?.set(ticks.subMs.subarray(from, to), at);
  into.bid.set(ticks.bid.subarray(from, to), at);
  into.ask.set(ticks.ask.subarray(from, to), at);
  into.last.set(ticks.last.subarray(from, to), at);
  into.volume.set(ticks.volume.subarray(from, to), at);
  into.volumeReal.set(ticks.volumeReal.subarray(from, to), at);
  into.flags.set(ticks.flags.subarray(from, to), at);
}

/** Moves ticks [from, to) to the beginning, in the same memory. */
export function shiftTicks(ticks: TickColumns, from: number, to: number): void {
  const { timeMs, subMs, bid, ask, last, volume, volumeReal, flags } = ticks;
  for (const column of [timeMs, subMs, bid, ask, last, volume, volumeReal, flags]) column?.copyWithin(0, from, to);
}

/** Ticks end to end. */
export function concatTicks(parts: readonly TickColumns[]): TickColumns {
  const [only] = parts;
  if (only !== undefined && parts.length === 1) return only;
  const total = parts.reduce((sum, part) => sum + part.count, 0);
  const fine = parts.some((part) => part.subMs !== undefined);
  const out = emptyTickColumns(total, fine);
  let at = 0;
  for (const part of parts) {
    copyTicks(part, 0, part.count, out, at);
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
