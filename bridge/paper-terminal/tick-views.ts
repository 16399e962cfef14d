import type { TickColumns } from "#shared/market/tick.ts";

/** Ticks [from, to) as columns on the same memory: nothing is copied. */
export function viewTicks(ticks: TickColumns, from: number, to: number): TickColumns {
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

/** Copies ticks [from, to), all but their `subMs`, into `into` from index `at` on. */
export function copyTicks(ticks: TickColumns, from: number, to: number, into: TickColumns, at: number): void {
  into.timeMs.set(ticks.timeMs.subarray(from, to), at);
  into.bid.set(ticks.bid.subarray(from, to), at);
  into.ask.set(ticks.ask.subarray(from, to), at);
  into.last.set(ticks.last.subarray(from, to), at);
  into.volume.set(ticks.volume.subarray(from, to), at);
  into.volumeReal.set(ticks.volumeReal.subarray(from, to), at);
  into.flags.set(ticks.flags.subarray(from, to), at);
}
