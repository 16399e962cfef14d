import { type FeedLimits, type FeedState, feedStateAt } from "./feed-health.ts";

/** Spreads of the ticks in a window, in points. */
export interface SpreadWindowFigures {
  readonly now: number;
  /** Of the ticks, each counted once: half of them had this spread or less. */
  readonly median: number;
  /** 95 % of the ticks had this spread or less. */
  readonly p95: number;
  /** Ticks in the window. */
  readonly ticks: number;
}

/** How far back spreads are looked at, and how many ticks at most. */
export const SPREAD_SPAN_MS = 300_000;
export const SPREAD_TICKS = 4_096;
/** Over how long ticks are counted. */
export const RATE_SPAN_S = 60;

/**
 * The last minutes of one feed in bounded room: a ring of spreads with a count of each, ticks a second, and when price and
 * tick last came. Adding a tick costs the same however long the window is. Broker time that runs back (a replay moved, a
 * repeated hour) begins it anew.
 */
export class FeedWindow {
  readonly #point: number;
  readonly #times = new Float64Array(SPREAD_TICKS);
  readonly #spreads = new Int32Array(SPREAD_TICKS);
  readonly #counts = new Map<number, number>();
  readonly #perSecond = new Uint32Array(RATE_SPAN_S);
  #first = 0;
  #size = 0;
  #second = 0;
  #bid = Number.NaN;
  #ask = Number.NaN;
  /** Broker ms of the last tick, and of the last that changed bid or ask; undefined before the first. */
  lastTickMs: number | undefined;
  lastChangeMs: number | undefined;

  /** @param point the instrument's; greater than 0. */
  constructor(point: number) {
    this.#point = point;
  }

  add(timeMs: number, bid: number, ask: number): void {
    if (this.lastTickMs !== undefined && timeMs < this.lastTickMs) this.#clear();
    this.#forget(timeMs - SPREAD_SPAN_MS);
    if (this.#size === SPREAD_TICKS) this.#drop();
    const at = (this.#first + this.#size) % SPREAD_TICKS;
    const spread = Math.round((ask - bid) / this.#point);
    this.#times[at] = timeMs;
    this.#spreads[at] = spread;
    this.#size += 1;
    this.#counts.set(spread, (this.#counts.get(spread) ?? 0) + 1);
    this.#turnTo(Math.floor(timeMs / 1_000));
    const slot = this.#second % RATE_SPAN_S;
    this.#perSecond[slot] = (this.#perSecond[slot] ?? 0) + 1;
    if (bid !== this.#bid || ask !== this.#ask) this.lastChangeMs = timeMs;
    this.#bid = bid;
    this.#ask = ask;
    this.lastTickMs = timeMs;
  }

  /** Spreads of the last {@link SPREAD_SPAN_MS} before `nowMs` (at most {@link SPREAD_TICKS} ticks); undefined without ticks. */
  spread(nowMs: number): SpreadWindowFigures | undefined {
    this.#forget(nowMs - SPREAD_SPAN_MS);
    if (this.#size === 0) return undefined;
    const now = this.#spreads[(this.#first + this.#size - 1) % SPREAD_TICKS] ?? 0;
    const sorted = [...this.#counts].toSorted(([a], [b]) => a - b);
    return { now, median: nearestRank(sorted, 0.5), p95: nearestRank(sorted, 0.95), ticks: this.#size };
  }

  /** Ticks a second over the {@link RATE_SPAN_S} seconds before `nowMs`. */
  rate(nowMs: number): number {
    this.#turnTo(Math.floor(nowMs / 1_000));
    return this.#perSecond.reduce((sum, ticks) => sum + ticks, 0) / RATE_SPAN_S;
  }

  state(nowMs: number, open: boolean, limits: FeedLimits): FeedState {
    return feedStateAt(this, nowMs, open, limits);
  }

  #clear(): void {
    this.#size = 0;
    this.#counts.clear();
    this.#perSecond.fill(0);
    this.#second = 0;
    this.lastTickMs = undefined;
    this.lastChangeMs = undefined;
    this.#bid = Number.NaN;
  }

  /** Empties the seconds between the last one and `second`. */
  #turnTo(second: number): void {
    if (second <= this.#second) return;
    const from = Math.max(this.#second + 1, second - RATE_SPAN_S + 1);
    for (let at = from; at <= second; at++) this.#perSecond[at % RATE_SPAN_S] = 0;
    this.#second = second;
  }

  #forget(beforeMs: number): void {
    while (this.#size > 0 && (this.#times[this.#first] ?? 0) < beforeMs) this.#drop();
  }

  #drop(): void {
    const spread = this.#spreads[this.#first] ?? 0;
    const left = (this.#counts.get(spread) ?? 1) - 1;
    if (left === 0) this.#counts.delete(spread);
    else this.#counts.set(spread, left);
    this.#first = (this.#first + 1) % SPREAD_TICKS;
    this.#size -= 1;
  }
}

/** The value at `share` of counted values in rising order (nearest rank). */
function nearestRank(sorted: readonly (readonly [number, number])[], share: number): number {
  const all = sorted.reduce((sum, [, count]) => sum + count, 0);
  let seen = 0;
  for (const [value, count] of sorted) {
    seen += count;
    if (seen >= share * all) return value;
  }
  return sorted.at(-1)?.[0] ?? 0;
}
