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
