import { asBrokerMs, asUtcMs } from "../market/brands.ts";
import { TICK_FLAG, type TickColumns } from "../market/tick.ts";
import type { AlertPrice, Firing, TickRule } from "./alert.ts";
import { BarWatch } from "./bar-watch.ts";
import { Ladder, type Rung } from "./ladder.ts";
import { studiedValue } from "./studied-value.ts";
import type { Watched } from "./watched.ts";

/** How far a stream's ticks were judged, and the last one: written together with where its alerts stand. */
export interface TickCursor {
  readonly epoch: number;
  /** Ticks of the epoch that were judged. */
  readonly total: number;
  /** Broker ms of the last of them; 0 when there is none. */
  readonly timeMs: number;
  readonly bid: number;
  readonly ask: number;
  readonly last: number;
  /** The broker's clock ahead of UTC, as it was. */
  readonly offsetMs: number;
}

export const noTicks: TickCursor = { epoch: 0, total: 0, timeMs: 0, bid: 0, ask: 0, last: 0, offsetMs: 0 };

export interface WatchOptions {
  readonly point: number;
  readonly from: TickCursor;
  /** Ticks up to this broker ms are passed over: a store that was begun anew tells them again under other numbers. */
  readonly passUntilMs?: number;
  readonly fired: (firing: Firing) => void;
}

const quoted = (price: number): boolean => price > 0;

/**
 * Judges each tick of one instrument once, in order, by every alert on it. The same state, bars and ticks come to the same
 * firings: that is what lets a crash be made good by a second look at the ticks after the cursor.
 */
export class InstrumentWatch {
  /** How far the broker's clock is ahead of UTC. */
  offsetMs: number;
  /** 0 while unknown: spreads are then not judged. */
  point: number;
  readonly #fired: (firing: Firing) => void;
  readonly #all = new Set<Watched>();
  readonly #ladders = new Map<AlertPrice | "spread", Ladder>();
  readonly #bars = new Map<string, BarWatch>();
  #over: Watched[] = [];
  #epoch: number;
  #total: number;
  #timeMs: number;
  #bid: number;
  #ask: number;
  #last: number;
  #passUntilMs: number;

  constructor({ point, from, passUntilMs = 0, fired }: WatchOptions) {
    this.point = point;
    this.#fired = fired;
    this.offsetMs = from.offsetMs;
    this.#epoch = from.epoch;
    this.#total = from.total;
    this.#timeMs = from.timeMs;
    this.#bid = from.bid;
    this.#ask = from.ask;
    this.#last = from.last;
    this.#passUntilMs = passUntilMs;
  }

  get cursor(): TickCursor {
    return {
      epoch: this.#epoch,
      total: this.#total,
      timeMs: this.#timeMs,
      bid: this.#bid,
      ask: this.#ask,
      last: this.#last,
      offsetMs: this.offsetMs,
    };
  }

  /** Timeframes whose studies wait for history, with how many bars they want. */
  get wanted(): readonly { readonly bars: BarWatch; readonly count: number }[] {
    return [...this.#bars.values()].map((bars) => ({ bars, count: bars.wanted })).filter(({ count }) => count > 0);
  }

  /** Whether a study waits for history. */
  get wants(): boolean {
    for (const bars of this.#bars.values()) if (bars.wanted > 0) return true;
    return false;
  }

  /** Begins to watch; alerts that are not armed, or are watched already, are left out. */
  add(alerts: readonly Watched[]): void {
    const rungs = new Map<AlertPrice | "spread", Rung[]>();
    for (const watched of alerts) {
      if (!watched.armed || this.#all.has(watched)) continue;
      this.#all.add(watched);
      const rule = watched.alert.rule as TickRule;
      if (rule.kind === "indicator" || rule.kind === "volatility") {
        const value = studiedValue(rule);
        let bars = this.#bars.get(value.timeframe);
        if (bars === undefined) this.#bars.set(value.timeframe, (bars = new BarWatch(value.timeframe)));
        bars.add(watched, value);
        continue;
      }
      const [key, level] =
        rule.kind === "price" ? ([rule.price, rule.level] as const) : (["spread", rule.points] as const);
      const rung = { watched, level, direction: rule.direction };
      const known = rungs.get(key);
      if (known === undefined) rungs.set(key, [rung]);
      else known.push(rung);
    }
    for (const [key, added] of rungs) {
      let ladder = this.#ladders.get(key);
      if (ladder === undefined) {
        this.#ladders.set(key, (ladder = new Ladder()));
        ladder.begin(this.#valueOf(key));
      }
      ladder.add(added);
    }
  }

  remove(watched: Watched): void {
    if (!this.#all.delete(watched)) return;
    for (const [key, ladder] of this.#ladders) {
      ladder.remove(watched);
      if (ladder.size === 0) this.#ladders.delete(key);
    }
    for (const [key, bars] of this.#bars) {
      bars.remove(watched);
      if (bars.empty) this.#bars.delete(key);
    }
  }

  /**
   * Judges the first `count` of `ticks`, of which `before` ticks of the same epoch came before them; those that were
   * judged already are passed over.
   */
  ticks(ticks: TickColumns, count: number, epoch: number, before: number): void {
    if (epoch < this.#epoch) return;
    if (epoch > this.#epoch) this.#openEpoch(epoch, ticks.timeMs[0] as number);
    const from = Math.max(0, this.#total - before);
    if (from >= count) return;
    this.#total = before + count;
    if (this.#all.size === 0) return this.#note(ticks, count - 1);
    for (let i = from; i < count; i++) this.#judge(ticks, i);
  }

  #openEpoch(epoch: number, timeMs: number): void {
    if (this.#epoch > 0) {
      for (const bars of this.#bars.values()) bars.forget();
      for (const watched of this.#all) watched.clockRanBack(timeMs);
    }
    this.#epoch = epoch;
    this.#total = 0;
    this.#passUntilMs = 0;
  }

  #note(ticks: TickColumns, i: number): void {
    this.#timeMs = ticks.timeMs[i] as number;
    this.#bid = ticks.bid[i] as number;
    this.#ask = ticks.ask[i] as number;
    this.#last = ticks.last[i] as number;
  }

  #judge(ticks: TickColumns, i: number): void {
    const timeMs = ticks.timeMs[i] as number;
    if (timeMs <= this.#passUntilMs) return;
    this.#note(ticks, i);
    for (const [key, ladder] of this.#ladders) ladder.take(this.#valueOf(key), this.#met);
    if (this.#bars.size > 0 && quoted(this.#bid)) {
      const flags = ticks.flags[i] as number;
      const counts = flags === 0 || (flags & TICK_FLAG.bid) !== 0;
      for (const bars of this.#bars.values()) bars.tick(timeMs, this.#bid, counts, this.#met);
    }
    if (this.#over.length === 0) return;
    for (const watched of this.#over) this.remove(watched);
    this.#over = [];
  }

  /** NaN where the market tells no such price. */
  #valueOf(key: AlertPrice | "spread"): number {
    const [bid, ask] = [this.#bid, this.#ask];
    if (key === "bid") return quoted(bid) ? bid : Number.NaN;
    if (key === "ask") return quoted(ask) ? ask : Number.NaN;
    if (key === "last") return quoted(this.#last) ? this.#last : Number.NaN;
    if (!(quoted(bid) && quoted(ask))) return Number.NaN;
    if (key === "mid") return (bid + ask) / 2;
    return this.point > 0 ? Math.round((ask - bid) / this.point) : Number.NaN;
  }

  readonly #met = ({ watched }: Rung, value: number): void => {
    const sourceMs = this.#timeMs;
    const firing = watched.fire({ sourceMs, utcMs: asUtcMs(sourceMs - this.offsetMs) }, value, asBrokerMs(sourceMs));
    if (firing !== undefined) this.#fired(firing);
    if (!watched.armed) this.#over.push(watched);
  };
}
