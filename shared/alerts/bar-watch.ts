import type { BarColumns } from "../market/bar.ts";
import type { StudyBar } from "../market/indicators/study.ts";
import { studyBar } from "../market/indicators/study-columns.ts";
import { barOpen, nextBarOpen, type Timeframe } from "../market/timeframe.ts";
import type { StudiedValue } from "./studied-value.ts";
import { type Met, StudyWatch } from "./study-watch.ts";
import type { Watched } from "./watched.ts";

type LiveBar = { -readonly [K in keyof StudyBar]: StudyBar[K] };

/** Finished bars that wait for a study's history: it comes within minutes, or is asked for anew. */
const KEPT = 512;

/** Bars of one timeframe from live ticks by MetaTrader's rules (bids; see shared/market/m1-builder.ts), and the studies on them. */
export class BarWatch {
  readonly timeframe: Timeframe;
  readonly #studies = new Map<string, StudyWatch>();
  /** Bars since the first tick here; the first may lack its beginning. */
  #live: LiveBar[] = [];
  #endMs = 0;

  constructor(timeframe: Timeframe) {
    this.timeframe = timeframe;
  }

  get empty(): boolean {
    return this.#studies.size === 0;
  }

  /** Bars of history that studies wait for; 0 when none does. */
  get wanted(): number {
    let bars = 0;
    for (const study of this.#studies.values()) if (!study.ready) bars = Math.max(bars, study.bars);
    return bars;
  }

  add(watched: Watched, value: StudiedValue): void {
    let study = this.#studies.get(value.study);
    if (study === undefined) this.#studies.set(value.study, (study = new StudyWatch(value)));
    study.add(watched, value);
  }

  remove(watched: Watched): void {
    for (const [key, study] of this.#studies) {
      study.remove(watched);
      if (study.empty) this.#studies.delete(key);
    }
  }

  /**
   * History for the studies that wait for it, oldest first, the bar that forms last. Where bars were made of ticks
   * meanwhile, those go on from it.
   */
  history(bars: BarColumns): void {
    const stored = Array.from({ length: bars.count }, (_, i) => studyBar(bars, i));
    const [first] = this.#live;
    if (first === undefined) {
      const forming = stored.pop();
      if (forming !== undefined) this.#begin({ ...forming });
    } else {
      const same = stored.find(({ timeMs }) => timeMs === first.timeMs);
      if (same !== undefined) {
        first.open = same.open;
        first.high = Math.max(first.high, same.high);
        first.low = Math.min(first.low, same.low);
        first.volume = Math.max(first.volume, same.volume);
      }
    }
    const liveFromMs = this.#live[0]?.timeMs ?? Number.POSITIVE_INFINITY;
    const finished = [...stored.filter(({ timeMs }) => timeMs < liveFromMs), ...this.#live.slice(0, -1)];
    for (const study of this.#studies.values()) if (!study.ready) study.begin(finished, this.#live.at(-1));
  }

  /** The clock ran back: what was known is of another time. Studies wait for their history again. */
  forget(): void {
    this.#live = [];
    this.#endMs = 0;
    for (const study of this.#studies.values()) study.ready = false;
  }

  /** @param counts whether the tick counts as volume. */
  tick(timeMs: number, bid: number, counts: boolean, met: Met): void {
    const bar = this.#live.at(-1);
    if (bar === undefined || timeMs >= this.#endMs) {
      if (bar !== undefined) for (const study of this.#studies.values()) study.finished(bar, met);
      const fresh = {
        timeMs: barOpen(this.timeframe, timeMs),
        open: bid,
        high: bid,
        low: bid,
        close: bid,
        volume: counts ? 1 : 0,
      };
      this.#begin(fresh);
      for (const study of this.#studies.values()) study.formed(fresh, met);
      return;
    }
    const moved = bid !== bar.close;
    bar.close = bid;
    if (bid > bar.high) bar.high = bid;
    if (bid < bar.low) bar.low = bid;
    if (counts) bar.volume += 1;
    for (const study of this.#studies.values()) if (moved || (counts && study.byVolume)) study.formed(bar, met);
  }

  #begin(bar: LiveBar): void {
    this.#live.push(bar);
    if (this.#live.length > KEPT) this.#live.shift();
    this.#endMs = nextBarOpen(this.timeframe, bar.timeMs);
  }
}
