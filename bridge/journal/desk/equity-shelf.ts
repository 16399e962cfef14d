import type { AccountId } from "#shared/market/brands.ts";
import type { EquityColumns } from "#shared/trading/statistics/input.ts";
import type { Span } from "./trade-filter.ts";

/** A minute as it stands in the ledger: when, lowest, highest, last. */
export type EquityRow = readonly [timeMs: number, low: number, high: number, last: number];

/** A clock that is put back an hour writes into minutes that were read already. */
const AGAIN_MS = 3 * 3_600_000;

interface Held {
  readonly timeMs: Float64Array;
  readonly low: Float64Array;
  readonly high: Float64Array;
  readonly last: Float64Array;
  count: number;
}

const room = (size: number): Held => ({
  timeMs: new Float64Array(size),
  low: new Float64Array(size),
  high: new Float64Array(size),
  last: new Float64Array(size),
  count: 0,
});

/** Each account's recorded equity, in columns: read once, then only what is new. */
export class EquityShelf {
  readonly #rows: (account: AccountId, fromMs: number) => Iterable<EquityRow>;
  readonly #held = new Map<AccountId, Held>();

  /** @param rows recorded minutes from a broker time on, oldest first */
  constructor(rows: (account: AccountId, fromMs: number) => Iterable<EquityRow>) {
    this.#rows = rows;
  }

  of(account: AccountId, { fromMs, toMs }: Span): EquityColumns {
    const held = this.#read(account);
    const [from, to] = [placeOf(held, fromMs), placeOf(held, toMs)];
    return {
      timeMs: held.timeMs.subarray(from, to),
      low: held.low.subarray(from, to),
      high: held.high.subarray(from, to),
      last: held.last.subarray(from, to),
    };
  }

  #read(account: AccountId): Held {
    let held = this.#held.get(account) ?? room(1_024);
    const newest = held.count === 0 ? 0 : (held.timeMs[held.count - 1] ?? 0);
    const fromMs = Math.max(0, newest - AGAIN_MS);
    held.count = placeOf(held, fromMs);
    for (const row of this.#rows(account, fromMs)) {
      if (held.count === held.timeMs.length) held = grown(held);
      [held.timeMs[held.count], held.low[held.count], held.high[held.count], held.last[held.count]] = row;
      held.count += 1;
    }
    this.#held.set(account, held);
    return held;
  }
}

function grown(held: Held): Held {
  const larger = room(held.timeMs.length * 2);
  for (const column of ["timeMs", "low", "high", "last"] as const) larger[column].set(held[column]);
  larger.count = held.count;
  return larger;
}

/** How many minutes begin before `timeMs`. */
function placeOf({ timeMs: times, count }: Held, timeMs: number): number {
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) < timeMs) low = middle + 1;
    else high = middle;
  }
  return low;
}
