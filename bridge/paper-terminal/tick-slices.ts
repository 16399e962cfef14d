import { type TickColumns, emptyTickColumns } from "#shared/market/tick.ts";

/** Ticks [from, to) as columns of their own; the arrays are views on the same memory. */
export function sliceTicks(ticks: TickColumns, from: number, to: number): TickColumns {
  return {
    count: to - from,
    timeMs: ticks.timeMs.subarray(from, to),
    ...(ticks.subMs === undefined ? {} : { subMs: ticks.subMs.subarray(from, to) }),
    bid: ticks.bid.subarray(from, to),
    ask: ticks.ask.subarray(from, to),
    last: ticks.last.subarray(from, to),
    volume: ticks.volume.subarray(from, to),
    volumeReal: ticks.volumeReal.subarray(from, to),
    flags: ticks.flags.subarray(from, to),
  };
}

/** All ticks in one set of columns. */
export function joinTicks(parts: readonly TickColumns[]): TickColumns {
  const count = parts.reduce((sum, part) => sum + part.count, 0);
  const whole = emptyTickColumns(
    count,
    parts.some((part) => part.subMs !== undefined),
  );
  let at = 0;
  for (const part of parts) {
    copyTicks(part, 0, part.count, whole, at);
    at += part.count;
  }
  return whole;
}

/** Copies ticks [from, to) into `into` from index `at` on. */
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

/** Index of the first tick at or after a time. */
export function firstAt(ticks: TickColumns, timeMs: number): number {
  let low = 0;
  let high = ticks.count;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ticks.timeMs[middle] as number) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
