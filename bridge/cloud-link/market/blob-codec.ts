import { deflateRawSync } from "node:zlib";
import { BAR_COLUMNS, type BarColumns } from "#shared/market/bar.ts";
import type { TickColumns } from "#shared/market/tick.ts";

/**
 * Bars as `bars-columns-deflate`: JSON `{timeMs: [first, then steps], open: […], …}` by the names of `BAR_COLUMNS`, raw
 * DEFLATE (RFC 1951) around it. Prices are the shortest decimals that give back the same double.
 */
export function packBars(bars: BarColumns, from: number, to: number): Uint8Array {
  const columns = Object.fromEntries(BAR_COLUMNS.map((name) => [name, [...bars[name].subarray(from, to)]]));
  return packed({ ...columns, timeMs: steps(bars.timeMs.subarray(from, to)) });
}

/** Ticks as `ticks-columns-deflate`: the same for `timeMs, bid, ask, last, volumeReal, flags`. */
export function packTicks(ticks: TickColumns, from: number, to: number): Uint8Array {
  const of = (column: { subarray(from: number, to: number): Iterable<number> }): number[] => [
    ...column.subarray(from, to),
  ];
  const { bid, ask, last, volumeReal, flags } = ticks;
  return packed({
    timeMs: steps(ticks.timeMs.subarray(from, to)),
    bid: of(bid),
    ask: of(ask),
    last: of(last),
    volumeReal: of(volumeReal),
    flags: of(flags),
  });
}

/** The first value, then the difference to the one before. */
function steps(times: Float64Array): number[] {
  return Array.from(times, (time, at) => (at === 0 ? time : time - (times[at - 1] ?? 0)));
}

function packed(columns: Readonly<Record<string, readonly number[]>>): Uint8Array {
  return deflateRawSync(JSON.stringify(columns), { level: 6 });
}
