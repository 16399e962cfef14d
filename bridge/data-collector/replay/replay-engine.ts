import type { Clock } from "#bridge/ports/clock.ts";
import type { MarketSink, MarketSource, MarketSymbol } from "#bridge/ports/market-source.ts";
import type { ReplayState } from "#shared/contract/replay.ts";
import { asBrokerMs, type BrokerMs } from "#shared/market/brands.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import { concatTicks } from "#shared/market/tick-slices.ts";
import { MarketPace, type ReplaySpeed } from "./market-pace.ts";
import { MergedTicks } from "./merged-ticks.ts";
import type { Recording } from "./recording.ts";

/** Ticks that go out before timers and sockets get their turn, at whatever speed. */
const BREATH_TICKS = 16_384;
/** A clock that fell behind by more real time than this (a slow sink, a sleeping computer) goes on from where it is. */
const MAX_LAG_MS = 250;
/** Longest sleep while waiting for the next tick. */
const MAX_SLEEP_MS = 1_000;
/** Shortest sleep: ticks that fall due within it go out together. */
const MIN_SLEEP_MS = 4;

export interface ReplayOptions {
  readonly clock: Clock;
  readonly speed: ReplaySpeed;
  /** Names of the recordings' files, for the screen. */
  readonly files: readonly string[];
  /** Told when the replay has to stop because a staging file cannot be read any more. */
  readonly trouble: (why: string) => void;
}

/** Recordings as a market whose clock can be paced, paused and moved. */
export class ReplayEngine implements MarketSource {
  readonly #clock: Clock;
  readonly #recordings: readonly Recording[];
  readonly #files: readonly string[];
  readonly #trouble: (why: string) => void;
  readonly #ticks: MergedTicks;
  readonly #pace: MarketPace;
  readonly #fromMs: number;
  readonly #toMs: number;
  #sink: MarketSink | undefined;
  /** The market's clock when it last stood still: everything before and at it has been delivered. */
  #nowMs: number;
  /** How far the clock may run on before something has to be delivered. */
  #freeMs: number;
  /** Where the next start takes up. */
  #resumeMs: number;
  #finished = false;
  #sinceBreath = 0;
  #wake: (() => void) | undefined;
  #running: Promise<void> | undefined;
  #seekTo: number | undefined;
  #seekDone: (() => void)[] = [];

  /**
   * @param recordings at least one; those of one symbol in order of time and not overlapping. They are closed with the
   * engine.
   */
  constructor(recordings: readonly Recording[], { clock, speed, files, trouble }: ReplayOptions) {
    this.#clock = clock;
    this.#recordings = recordings;
    this.#files = files;
    this.#trouble = trouble;
    this.#ticks = new MergedTicks(recordings);
    this.#fromMs = Math.min(...recordings.map((recording) => recording.firstMs));
    this.#toMs = Math.max(...recordings.map((recording) => recording.lastMs));
    this.#nowMs = this.#freeMs = this.#resumeMs = this.#fromMs;
    this.#pace = new MarketPace(speed, this.#fromMs);
    this.#pace.set(0, this.#fromMs, { running: true });
  }

  symbols(): readonly MarketSymbol[] {
    const symbols = new Map<string, MarketSymbol>();
    for (const { symbol } of this.#recordings) {
      const known = symbols.get(symbol.name);
      if (known === undefined || known.digits < symbol.digits) symbols.set(symbol.name, symbol);
    }
    return [...symbols.values()];
  }

  now(): BrokerMs {
    if (this.#sink === undefined) return asBrokerMs(this.#nowMs);
    const due = this.#pace.at(this.#clock.monotonicMs());
    return asBrokerMs(Math.floor(Math.max(this.#nowMs, Math.min(due, this.#freeMs, this.#toMs))));
  }

  state(): ReplayState {
    return {
      loaded: true,
      files: [...this.#files],
      playing: this.#pace.running && !this.#finished,
      speed: this.#pace.speed,
      fromMs: this.#fromMs,
      toMs: this.#toMs,
      nowMs: this.now(),
      finished: this.#finished,
    };
  }

  start(sink: MarketSink): void {
    if (this.#sink !== undefined) throw new Error("the replay has a sink already");
    this.#sink = sink;
    this.#pace.set(this.#clock.monotonicMs(), this.#nowMs);
    this.#running = this.#run(sink);
  }

  async stop(): Promise<void> {
    this.#sink = undefined;
    this.#wakeUp();
    await this.#running;
    this.#running = undefined;
  }

  /** Ends for good: the recordings' staging files go. */
  async close(): Promise<void> {
    await this.stop();
    await Promise.all(this.#recordings.map((recording) => recording.close()));
  }

  play(): void {
    this.#rebase({ running: true });
  }

  pause(): void {
    this.#rebase({ running: false });
  }

  setSpeed(speed: ReplaySpeed): void {
    this.#rebase({ speed });
  }

  /**
   * Moves the market's clock. Forward, the ticks in between are delivered at once; backward, the sink is told and the
   * ticks from there on come again. Resolves when the clock stands at its new place, or the replay has stopped.
   */
  seek(toMs: number): Promise<void> {
    const place = Math.min(Math.max(toMs, this.#fromMs), this.#toMs);
    if (this.#sink === undefined) {
      this.#nowMs = this.#freeMs = this.#resumeMs = place;
      this.#finished = false;
      return Promise.resolve();
    }
    this.#seekTo = place;
    return new Promise((resolve) => {
      this.#seekDone.push(resolve);
      this.#wakeUp();
    });
  }

  async history(symbol: string, fromMs: number, toMs: number, limit: number): Promise<TickColumns> {
    const recordings = this.#recordings.filter((recording) => recording.symbol.name === symbol);
    if (recordings.length === 0) throw new RangeError(`the replay has no ${symbol}`);
    const endMs = Math.min(toMs, this.now() + 1);
    const parts: TickColumns[] = [];
    let room = limit;
    for (const recording of recordings) {
      if (room <= 0) break;
      const part = await recording.between(fromMs, endMs, room);
      parts.push(part);
      room -= part.count;
    }
    return concatTicks(parts);
  }

  async #run(sink: MarketSink): Promise<void> {
    try {
      await this.#ticks.seek(this.#resumeMs);
      while (this.#sink === sink) await this.#step(sink);
    } catch (error) {
      this.#pace.set(0, this.#nowMs, { running: false });
      this.#trouble(error instanceof Error ? error.message : String(error));
    }
    this.#resumeMs = this.#nowMs + 1;
    this.#tellSeeks();
  }

  async #step(sink: MarketSink): Promise<void> {
    await this.#followSeek(sink);
    const run = this.#finished ? undefined : await this.#ticks.take(this.#pace.at(this.#clock.monotonicMs()));
    if (run === undefined) {
      this.#freeMs = this.#ticks.nextMs - 1;
      this.#endWhenDone(sink);
      return this.#sleep(this.#sleepMs());
    }
    await this.#deliver(sink, run);
    this.#sinceBreath += run.ticks.count;
    if (this.#sinceBreath < BREATH_TICKS) return;
    this.#sinceBreath = 0;
    await this.#sleep(0);
  }

  async #deliver(sink: MarketSink, { symbol, ticks }: { symbol: string; ticks: TickColumns }): Promise<void> {
    this.#nowMs = this.#freeMs = ticks.timeMs[ticks.count - 1] as number;
    await sink.ticks(symbol, ticks);
    const realMs = this.#clock.monotonicMs();
    const lagMs = this.#pace.speed === "max" ? 0 : (this.#pace.at(realMs) - this.#nowMs) / this.#pace.speed;
    if (lagMs > MAX_LAG_MS) this.#pace.set(realMs, this.#nowMs);
  }

  /** Goes where the last seek asked for; one that comes meanwhile is followed next. */
  async #followSeek(sink: MarketSink): Promise<void> {
    while (this.#seekTo !== undefined) {
      const toMs = this.#seekTo;
      this.#seekTo = undefined;
      if (toMs < this.now()) await this.#goBack(sink, toMs);
      else await this.#goForward(sink, toMs);
      if (this.#sink !== sink) return;
      this.#pace.set(this.#clock.monotonicMs(), toMs);
    }
    this.#tellSeeks();
  }

  async #goBack(sink: MarketSink, toMs: number): Promise<void> {
    await this.#ticks.seek(toMs);
    this.#nowMs = this.#freeMs = toMs;
    this.#finished = false;
    sink.moved(asBrokerMs(toMs));
  }

  /** The clock follows the ticks, so that what the sink looks up in the past is there. */
  async #goForward(sink: MarketSink, toMs: number): Promise<void> {
    for (let run = await this.#ticks.take(toMs); run !== undefined; run = await this.#ticks.take(toMs)) {
      this.#nowMs = this.#freeMs = run.ticks.timeMs[run.ticks.count - 1] as number;
      await sink.ticks(run.symbol, run.ticks);
      if (this.#sink !== sink) return;
    }
    this.#nowMs = this.#freeMs = toMs;
  }

  #endWhenDone(sink: MarketSink): void {
    if (this.#finished || this.#ticks.nextMs !== Number.POSITIVE_INFINITY) return;
    this.#finished = true;
    this.#nowMs = this.#freeMs = this.#toMs;
    sink.ended();
  }

  #sleepMs(): number {
    if (!this.#pace.running || this.#finished) return Number.POSITIVE_INFINITY;
    const untilDue = this.#pace.until(this.#ticks.nextMs, this.#clock.monotonicMs());
    return Math.min(MAX_SLEEP_MS, Math.max(MIN_SLEEP_MS, Math.ceil(untilDue)));
  }

  /** Sleeps until the time is over (never, if infinite) or something changes. */
  #sleep(ms: number): Promise<void> {
    if (this.#sink === undefined || this.#seekTo !== undefined) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = Number.isFinite(ms) ? this.#clock.after(ms, () => this.#wakeUp()) : () => undefined;
      this.#wake = () => {
        cancel();
        resolve();
      };
    });
  }

  #wakeUp(): void {
    const wake = this.#wake;
    this.#wake = undefined;
    wake?.();
  }

  #rebase(change: { running?: boolean; speed?: ReplaySpeed }): void {
    this.#nowMs = this.now();
    this.#pace.set(this.#clock.monotonicMs(), this.#nowMs, change);
    this.#wakeUp();
  }

  #tellSeeks(): void {
    for (const done of this.#seekDone.splice(0)) done();
  }
}
