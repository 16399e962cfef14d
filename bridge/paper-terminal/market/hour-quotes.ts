import { brokerHour, type Pulse, quotePace, spreadWidth } from "./activity.ts";
import { toBroker } from "./broker-zone.ts";
import { FactorPath, HOUR_POINTS, STEPS } from "./factor-path.ts";
import { FACTORS, type FactorName } from "./factors.ts";
import type { QuoteModel } from "./models.ts";
import { newsVariance, releasesOf } from "./news.ts";
import { Draws, hash, nameAddress, normal } from "./random.ts";
import { Recent } from "./recent.ts";
import type { SessionTable } from "./sessions.ts";

const HOUR = 3_600_000;
const MINUTE = 60_000;

/**
 * One hour of a symbol, in whole points, by minute: all that a bar needs. The ticks of a minute are drawn afterwards so
 * that they add up to exactly this (`minute-ticks.ts`): bars of any age cost little and still agree with the ticks.
 */
export interface HourQuotes {
  /** Bid at each of the hour's HOUR_POINTS instants. */
  readonly path: Int32Array;
  readonly open: Int32Array;
  readonly high: Int32Array;
  readonly low: Int32Array;
  readonly close: Int32Array;
  /** Ticks of the minute that change the bid; 0 = not quoted in this minute. */
  readonly bidTicks: Int32Array;
  /** Ticks of the minute that change the ask alone. */
  readonly askTicks: Int32Array;
  /** Smallest spread of the minute. */
  readonly spread: Int32Array;
  /** Spread after the minute's last tick. */
  readonly closeSpread: Int32Array;
}

/** All factors of one simulated world. */
export class FactorPaths {
  readonly #paths = new Map<FactorName, FactorPath>();

  constructor(seed: number) {
    for (const name of Object.keys(FACTORS) as FactorName[]) this.#paths.set(name, new FactorPath(seed, FACTORS[name]));
  }

  of(name: FactorName): FactorPath {
    const path = this.#paths.get(name);
    if (path === undefined) throw new RangeError(`no factor ${name}`);
    return path;
  }
}

/** The quotes of one symbol, hour by hour, computed on demand. */
export class SymbolQuotes {
  readonly model: QuoteModel;
  readonly seed: number;
  readonly #newsSeed: number;
  readonly #loadings: readonly (readonly [FactorPath, number])[];
  readonly #sessions: SessionTable;
  readonly #hours = new Recent<HourQuotes>(6);
  readonly #scale: number;

  constructor(seed: number, model: QuoteModel, factors: FactorPaths, sessions: SessionTable) {
    this.model = model;
    this.seed = hash(seed, nameAddress(model.name));
    this.#newsSeed = seed;
    this.#sessions = sessions;
    this.#loadings = Object.entries(model.loadings).map(
      ([name, load]) => [factors.of(name as FactorName), load] as const,
    );
    this.#scale = model.price * 10 ** model.digits;
  }

  /** Quotes of an hour counted from 1970 UTC. */
  hour(utcHour: number): HourQuotes {
    return this.#hours.get(utcHour, () => this.#compute(utcHour));
  }

  /** Whether the symbol is quoted in the minute that begins at `utcMs`. */
  isOpen(utcMs: number): boolean {
    return this.#sessions.isOpen(toBroker(utcMs));
  }

  #compute(utcHour: number): HourQuotes {
    const path = this.#bids(utcHour);
    const quotes: HourQuotes = { path, ...emptyMinutes() };
    const at = brokerHour(utcHour);
    const { pulse, news, pace, spread } = this.model;
    const usual = pace * 60 * quotePace(pulse, at);
    const best = spread * spreadWidth(pulse, at);
    const extra = newsVariance(releasesOf(this.#newsSeed, utcHour), news);
    for (let minute = 0; minute < 60; minute++) {
      if (!this.isOpen(utcHour * HOUR + minute * MINUTE)) continue;
      const draws = new Draws(hash(this.seed, 6, utcHour * 60 + minute));
      const stir = extra === null ? 1 : stirred(pulse, extra[minute] as number);
      this.#minute(quotes, minute, draws, usual * Math.min(stir, 6), best * (1 + 0.35 * Math.min(stir - 1, 10)));
    }
    return quotes;
  }

  /** Bid path of an hour: the factors' sum, half a usual spread below the middle, with the quoting desk's own jitter. */
  #bids(utcHour: number): Int32Array {
    const { spread } = this.model;
    const log = new Float64Array(HOUR_POINTS);
    for (const [factor, load] of this.#loadings) {
      const values = factor.hour(utcHour);
      for (let i = 0; i < HOUR_POINTS; i++) log[i] = (log[i] as number) + load * (values[i] as number);
    }
    const path = new Int32Array(HOUR_POINTS);
    const jitter = Math.max(0.6, 0.12 * spread);
    const inner = new Draws(hash(this.seed, 5, utcHour));
    const bid = (i: number, wobble: number): number =>
      Math.round(this.#scale * Math.exp(log[i] as number) - spread / 2 + jitter * wobble);
    // An hour's last point is the next hour's first: their jitter has an address of its own.
    path[0] = bid(0, normal(hash(this.seed, 8, utcHour)));
    for (let i = 1; i < HOUR_POINTS - 1; i++) path[i] = bid(i, inner.normal());
    path[HOUR_POINTS - 1] = bid(HOUR_POINTS - 1, normal(hash(this.seed, 8, utcHour + 1)));
    return path;
  }

  #minute(quotes: HourQuotes, minute: number, draws: Draws, busy: number, best: number): void {
    const { path } = quotes;
    const start = minute * STEPS;
    const before = path[start] as number;
    const away = 1 + Math.floor(draws.unit() ** 2 * (1 + 0.15 * this.model.spread));
    const open = before + (draws.unit() < 0.5 ? away : -away);
    let high = open;
    let low = open;
    let turns = 0;
    let last = open;
    for (let step = 1; step <= STEPS; step++) {
      const bid = path[start + step] as number;
      if (bid > high) high = bid;
      if (bid < low) low = bid;
      if (bid !== last) turns++;
      last = bid;
    }
    const ticks = busy * Math.exp(0.3 * draws.normal());
    const wanted = Math.max(turns + 1, Math.round(0.7 * ticks));
    const bidTicks = fitting(wanted, high - low, Math.abs(last - open));
    const spread = Math.max(1, Math.round(best * (0.85 + 0.3 * draws.unit())));
    quotes.open[minute] = open;
    quotes.high[minute] = high;
    quotes.low[minute] = low;
    quotes.close[minute] = last;
    quotes.bidTicks[minute] = bidTicks;
    quotes.askTicks[minute] = bidTicks === 1 ? 0 : Math.round(0.3 * ticks);
    quotes.spread[minute] = spread;
    quotes.closeSpread[minute] = bidTicks === 1 ? spread : spread + draws.below(2 + Math.floor(0.2 * spread));
  }
}

/** How much livelier a minute is than usual, from the news' share of a day's variance in it. */
const stirred = (pulse: Pulse, extra: number): number => Math.sqrt(1 + extra * (pulse === "crypto" ? 900 : 1_440));

/**
 * The number of bid changes nearest to `wanted` that can lead through a minute of this range: none can repeat a price,
 * so a range of 0 holds one tick, and inside a range of 1 point the bid alternates and parity decides where it ends.
 */
function fitting(wanted: number, range: number, moved: number): number {
  if (range === 0) return 1;
  if (range > 1) return Math.max(wanted, 2);
  const ticks = Math.max(wanted, 2);
  return ticks % 2 === (moved + 1) % 2 ? ticks : ticks + 1;
}

function emptyMinutes(): Omit<HourQuotes, "path"> {
  const column = (): Int32Array => new Int32Array(60);
  return {
    open: column(),
    high: column(),
    low: column(),
    close: column(),
    bidTicks: column(),
    askTicks: column(),
    spread: column(),
    closeSpread: column(),
  };
}
