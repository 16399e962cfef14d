import { brokerHour, varianceShare } from "./activity.ts";
import type { Factor } from "./factors.ts";
import { newsVariance, releasesOf } from "./news.ts";
import { Draws, hash, nameAddress, normal } from "./random.ts";
import { Recent } from "./recent.ts";

/** Points of the path in a minute: its end and the steps before; ticks between two points follow the line. */
export const STEPS = 6;
/** Points of an hour's path, its first and last included; the last is the next hour's first. */
export const HOUR_POINTS = 60 * STEPS + 1;

const USUAL_DAYS_IN_WEEK = 5.2;

/**
 * One factor's path through time: a random walk whose past and future are fixed by the seed, and of which any hour can
 * be had alone. Weeks are a moving average of seeded shocks (so the level reverts); inside a week the path is a
 * Brownian bridge, drawn week -> days -> hours -> steps, in the time of its own variance: sessions, volatility regime
 * and news make variance pass faster or slower.
 */
export class FactorPath {
  readonly #factor: Factor;
  readonly #seed: number;
  readonly #newsSeed: number;
  readonly #weeks = new Recent<Float64Array>(8);
  readonly #days = new Recent<Float64Array>(16);
  readonly #hours = new Recent<Float64Array>(12);
  readonly #levels = new Recent<number>(16);
  readonly #regimes = new Recent<number>(16);

  constructor(seed: number, factor: Factor) {
    this.#factor = factor;
    this.#newsSeed = seed;
    this.#seed = hash(seed, nameAddress(factor.name));
  }

  /** The factor at HOUR_POINTS evenly spaced instants of an hour counted from 1970 UTC. */
  hour(utcHour: number): Float64Array {
    return this.#hours.get(utcHour, () => {
      const day = Math.floor(utcHour / 24);
      const ends = this.#day(day);
      const at = utcHour - day * 24;
      return bridge(
        ends[at] as number,
        ends[at + 1] as number,
        this.#stepWeights(utcHour),
        STEPS,
        new Draws(hash(this.#seed, 3, utcHour)),
      );
    });
  }

  /** 25 hourly values of a day. */
  #day(day: number): Float64Array {
    return this.#days.get(day, () => {
      const week = Math.floor(day / 7);
      const ends = this.#week(week);
      const at = day - week * 7;
      return bridge(
        ends[at] as number,
        ends[at + 1] as number,
        this.#hourWeights(day),
        1,
        new Draws(hash(this.#seed, 2, day)),
      );
    });
  }

  /** 8 daily values of a week. */
  #week(week: number): Float64Array {
    return this.#weeks.get(week, () => {
      const weights = new Float64Array(7);
      for (let i = 0; i < 7; i++) weights[i] = sum(this.#hourWeights(week * 7 + i));
      return bridge(this.#level(week), this.#level(week + 1), weights, 1, new Draws(hash(this.#seed, 1, week)));
    });
  }

  /** Where the factor stands at the start of a week: decaying sum of weekly shocks, cut off below 1 %. */
  #level(week: number): number {
    return this.#levels.get(week, () => {
      const { weeklyMemory, dailyVolatility } = this.#factor;
      const shock = dailyVolatility * Math.sqrt(USUAL_DAYS_IN_WEEK);
      let level = 0;
      let weight = shock;
      for (let back = 1; weight > 0.01 * shock; back++, weight *= weeklyMemory) {
        level += weight * normal(hash(this.#seed, 0, week - back));
      }
      return level;
    });
  }

  /** Volatility regime of a day, around 1: clusters over some two weeks. */
  #regime(day: number): number {
    return this.#regimes.get(day, () => {
      let state = 0;
      let weight = 0.5;
      for (let back = 0; back < 16; back++, weight *= 0.86) state += weight * normal(hash(this.#seed, 4, day - back));
      return Math.exp(0.55 * state - 0.15);
    });
  }

  /** Variance of each hour of a day. */
  #hourWeights(day: number): Float64Array {
    const { pulse, news, dailyVolatility } = this.#factor;
    const regime = this.#regime(day);
    const scale = dailyVolatility * dailyVolatility;
    const weights = new Float64Array(24);
    for (let i = 0; i < 24; i++) {
      const hour = day * 24 + i;
      const extra = newsVariance(releasesOf(this.#newsSeed, hour), news);
      weights[i] = scale * (varianceShare(pulse, brokerHour(hour)) * regime + (extra === null ? 0 : sum(extra)));
    }
    return weights;
  }

  /** Variance of a step in each minute of an hour. */
  #stepWeights(utcHour: number): Float64Array {
    const { pulse, news, dailyVolatility } = this.#factor;
    const scale = (dailyVolatility * dailyVolatility) / STEPS;
    const usual = (varianceShare(pulse, brokerHour(utcHour)) * this.#regime(Math.floor(utcHour / 24))) / 60;
    const weights = new Float64Array(60).fill(scale * usual);
    const extra = newsVariance(releasesOf(this.#newsSeed, utcHour), news);
    if (extra !== null) for (let i = 0; i < 60; i++) weights[i] = scale * (usual + (extra[i] as number));
    return weights;
  }
}

function sum(values: Float64Array): number {
  let total = 0;
  for (const value of values) total += value;
  return total;
}

/**
 * A Brownian bridge from `from` to `to`: `repeat` steps of each given variance, in order.
 * @returns its weights.length x repeat + 1 points.
 */
function bridge(from: number, to: number, weights: Float64Array, repeat: number, draws: Draws): Float64Array {
  const path = new Float64Array(weights.length * repeat + 1);
  let walked = 0;
  let at = 1;
  for (const weight of weights) {
    const step = Math.sqrt(weight);
    for (let i = 0; i < repeat; i++) {
      walked += step * draws.normal();
      path[at++] = walked;
    }
  }
  const miss = (to - from - walked) / (sum(weights) * repeat);
  let shift = from;
  path[0] = from;
  at = 1;
  for (const weight of weights) {
    const step = miss * weight;
    for (let i = 0; i < repeat; i++) {
      shift += step;
      path[at] = (path[at] as number) + shift;
      at++;
    }
  }
  path[path.length - 1] = to;
  return path;
}
