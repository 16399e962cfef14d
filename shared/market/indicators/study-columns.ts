import type { BarColumns } from "../bar.ts";
import type { Study, StudyBar } from "./study.ts";

/** One bar of a series as indicators read it: with real volume where the bar has one, else tick volume. */
export function studyBar(bars: BarColumns, index: number): StudyBar {
  const at = (values: Float64Array): number => values[index] ?? Number.NaN;
  return {
    timeMs: at(bars.timeMs),
    open: at(bars.open),
    high: at(bars.high),
    low: at(bars.low),
    close: at(bars.close),
    volume: at(bars.realVolume) || at(bars.tickVolume),
  };
}

/**
 * Lets a study take finished bars, from the first on.
 * @returns a column for each output, without shift: number i belongs to bar i.
 */
export function studyColumns(study: Study, outputs: number, bars: BarColumns): Float64Array[] {
  const columns = Array.from({ length: outputs }, () => new Float64Array(bars.count));
  const out = new Float64Array(outputs);
  for (let i = 0; i < bars.count; i += 1) {
    study.take(studyBar(bars, i), true, out);
    for (const [k, column] of columns.entries()) column[i] = out[k] ?? Number.NaN;
  }
  return columns;
}
