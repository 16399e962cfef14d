import type { Study, StudyBar } from "../market/indicators/study.ts";
import { Window } from "../market/indicators/window.ts";
import type { Timeframe } from "../market/timeframe.ts";

const DAYS = 252;
const MINUTES = { M1: 1, M5: 5, M15: 15, M30: 30, H1: 60, H4: 240 } as const;

/** Bars of a trading year: 252 days of 24 hours, 52 weeks, 12 months. */
export function barsPerYear(timeframe: Timeframe): number {
  if (timeframe === "D1") return DAYS;
  if (timeframe === "W1") return 52;
  if (timeframe === "MN1") return 12;
  return (DAYS * 1_440) / MINUTES[timeframe];
}

/** As `realisedVolatility` of shared/market/monitor/volatility.ts over the last `period` returns, bar by bar. Output: percent a year. */
export class RealisedVolatility implements Study {
  readonly #squares: Window;
  readonly #perYear: number;
  #close = Number.NaN;

  constructor(period: number, perYear: number) {
    this.#squares = new Window(period);
    this.#perYear = perYear;
  }

  take({ close }: StudyBar, keep: boolean, out: Float64Array): void {
    const change = Math.log(close / this.#close);
    if (keep) this.#close = close;
    if (Number.isFinite(change)) this.#squares.put(change * change, keep);
    out[0] = this.#squares.full ? 100 * Math.sqrt(this.#squares.mean() * this.#perYear) : Number.NaN;
  }
}
