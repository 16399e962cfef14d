import { INDICATORS } from "../market/indicators/catalogue.ts";
import { type Indicator, parameterValues } from "../market/indicators/indicator.ts";
import type { Study } from "../market/indicators/study.ts";
import { Atr } from "../market/indicators/true-range.ts";
import type { Timeframe } from "../market/timeframe.ts";
import type { Direction, IndicatorRule, VolatilityRule } from "./alert.ts";
import { barsPerYear, RealisedVolatility } from "./realised-volatility.ts";

/** What a rule reads off bars, and where its level is. Rules with the same `study` share its work. */
export interface StudiedValue {
  readonly study: string;
  readonly timeframe: Timeframe;
  readonly on: "tick" | "close";
  /** Names the value among those that are read off the study. */
  readonly value: string;
  readonly level: number;
  readonly direction: Direction;
  /** Finished bars with which it begins: enough that smoothing has forgotten where it began. */
  readonly bars: number;
  /** Whether it moves with volume alone. */
  readonly byVolume: boolean;
  readonly outputs: number;
  readonly make: () => Study;
  readonly pick: (out: Float64Array, close: number) => number;
}

const MOST_BARS = 5_000;
/** Wilder's smoothing weighs what lies 28 periods back by 1e-12: after that nobody can tell where it began. */
const SMOOTHED = 28;
const SPARE = 60;
const DIGITS = 10;

/**
 * A study's figure to ten digits of `magnitude`. The same bars added up in another order, as after a restart, differ in
 * the sixteenth; without this an average that stands exactly at its level would be above it in one life and below in the next.
 */
export function snapped(value: number, magnitude: number): number {
  const size = Math.abs(magnitude);
  if (!(size > 0) || !Number.isFinite(value)) return value;
  const scale = 10 ** (DIGITS - Math.ceil(Math.log10(size)));
  return Math.round(value * scale) / scale;
}

/** Indicators whose figure depends on the first bar that is known have no level that means anything. */
export const ALERT_INDICATORS: readonly Indicator[] = INDICATORS.filter(({ id }) => id !== "obv");

const BY_VOLUME: ReadonlySet<string> = new Set(["vwap", "mfi", "obv"]);

/** @throws RangeError when the rule names what there is not; {@link alertProblems} tells before. */
export function studiedValue(rule: IndicatorRule | VolatilityRule): StudiedValue {
  return rule.kind === "indicator" ? ofIndicator(rule) : ofVolatility(rule);
}

function ofVolatility({ timeframe, measure, period, direction, level }: VolatilityRule): StudiedValue {
  return {
    study: `${timeframe}:${measure}:${period}`,
    timeframe,
    on: "tick",
    value: "0",
    level,
    direction,
    bars: barsFor(period),
    byVolume: false,
    outputs: 1,
    make: () => (measure === "atr" ? new Atr(period) : new RealisedVolatility(period, barsPerYear(timeframe))),
    pick: (out) => snapped(out[0] ?? Number.NaN, Math.max(Math.abs(out[0] ?? 0), level)),
  };
}

function ofIndicator(rule: IndicatorRule): StudiedValue {
  const { timeframe, on, direction, against } = rule;
  const indicator = ALERT_INDICATORS.find(({ id }) => id === rule.indicator);
  if (indicator === undefined) throw new RangeError(`no alert on ${rule.indicator}`);
  const values = parameterValues(indicator, rule.parameters);
  const names = indicator.outputs(values).map(({ name }) => name);
  const one = names.indexOf(rule.output);
  const other = against.kind === "output" ? names.indexOf(against.output) : -1;
  if (one < 0 || (against.kind === "output" && other < 0)) throw new RangeError(`${rule.indicator} has no such output`);
  const longest = Object.values(values).reduce<number>(
    (sum, value) => sum + (typeof value === "number" ? value : 0),
    0,
  );
  const at = (out: Float64Array, index: number): number => out[index] ?? Number.NaN;
  return {
    study: `${timeframe}:${rule.indicator}:${JSON.stringify(indicator.parameters.map((each) => values[each.name]))}`,
    timeframe,
    on,
    value: `${one}:${against.kind}:${other}`,
    level: against.kind === "level" ? against.level : 0,
    direction,
    bars: barsFor(longest),
    byVolume: BY_VOLUME.has(rule.indicator),
    outputs: names.length,
    make: () => indicator.study(values),
    pick: (out, close) => {
      const value = at(out, one);
      if (against.kind === "level") return snapped(value, Math.max(Math.abs(value), Math.abs(against.level)));
      const base = against.kind === "output" ? at(out, other) : close;
      return snapped(value - base, Math.max(Math.abs(value), Math.abs(base)));
    },
  };
}

const barsFor = (longest: number): number => Math.min(MOST_BARS, Math.ceil(longest) * SMOOTHED + SPARE);
