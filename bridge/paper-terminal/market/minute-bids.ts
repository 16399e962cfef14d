import { STEPS } from "./factor-path.ts";
import type { HourQuotes } from "./hour-quotes.ts";
import type { Draws } from "./random.ts";

const STEP_MS = 60_000 / STEPS;

/**
 * The bids of one minute, in points: they begin at its open, go through every point of its path, never leave its range,
 * never repeat a price, and end at its close. `times` are those of the bid changes, ms into the minute.
 */
export function minuteBids(
  quotes: HourQuotes,
  minute: number,
  times: Int32Array,
  wobble: number,
  draws: Draws,
): Int32Array {
  const open = quotes.open[minute] as number;
  const low = quotes.low[minute] as number;
  const high = quotes.high[minute] as number;
  const bids = new Int32Array(times.length);
  if (high - low <= 1) {
    for (let i = 0; i < bids.length; i++) bids[i] = i % 2 === 0 ? open : low + high - open;
    return bids;
  }
  const turns = turningPoints(quotes, minute);
  let at = 0;
  bids[0] = open;
  for (const [j, turn] of turns.entries()) {
    const left = turns.length - 1 - j;
    const next = left === 0 ? bids.length - 1 : placed(times, turn.afterMs, at + 1, bids.length - 1 - left);
    bids[next] = turn.bid;
    fill(bids, at, next, { low, high, wobble }, draws);
    at = next;
  }
  return bids;
}

interface Turn {
  readonly bid: number;
  readonly afterMs: number;
}

/** The points of the minute's path, without repeats. */
function turningPoints(quotes: HourQuotes, minute: number): Turn[] {
  const turns: Turn[] = [];
  let last = quotes.open[minute] as number;
  for (let step = 1; step <= STEPS; step++) {
    const bid = quotes.path[minute * STEPS + step] as number;
    if (bid === last) continue;
    turns.push({ bid, afterMs: step * STEP_MS });
    last = bid;
  }
  return turns;
}

/** Index of the first bid at or after an instant, kept between `from` and `to`. */
function placed(times: Int32Array, afterMs: number, from: number, to: number): number {
  let index = from;
  while (index < to && (times[index] as number) < afterMs) index++;
  return index;
}

interface Room {
  readonly low: number;
  readonly high: number;
  readonly wobble: number;
}

/** Draws the bids between two known ones: along the line, with the desk's jitter. */
function fill(bids: Int32Array, from: number, to: number, room: Room, draws: Draws): void {
  const start = bids[from] as number;
  const end = bids[to] as number;
  let last = start;
  for (let i = from + 1; i < to; i++) {
    const line = start + ((end - start) * (i - from)) / (to - from);
    const wanted = Math.round(line + room.wobble * draws.normal());
    last = otherThan(last, i === to - 1 ? end : last, wanted, room);
    bids[i] = last;
  }
}

/** The price in the room nearest to `wanted` that is neither of two; a room of three prices always has one. */
function otherThan(a: number, b: number, wanted: number, { low, high }: Room): number {
  const centre = Math.min(high, Math.max(low, wanted));
  for (let distance = 0; ; distance++) {
    const up = centre + distance;
    if (up <= high && up !== a && up !== b) return up;
    const down = centre - distance;
    if (down >= low && down !== a && down !== b) return down;
  }
}
