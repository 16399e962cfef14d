export interface CurvePoint {
  /** Whole seconds, strictly ascending. */
  readonly seconds: number;
  readonly value: number;
}

/**
 * Points as the chart library takes them: one a second. Of several within a second the last stands, or the lowest:
 * the depth of a drawdown must not be lost to a later trade in the same second.
 */
export function curvePoints(
  timesMs: Float64Array,
  values: Float64Array,
  scale: number,
  keep: "last" | "lowest",
): readonly CurvePoint[] {
  const points: CurvePoint[] = [];
  for (const [index, timeMs] of timesMs.entries()) {
    const seconds = Math.floor(timeMs / 1_000);
    const value = (values[index] ?? 0) / scale;
    const before = points.at(-1);
    if (before === undefined || seconds > before.seconds) points.push({ seconds, value });
    else
      points[points.length - 1] = {
        seconds: before.seconds,
        value: keep === "last" ? value : Math.min(before.value, value),
      };
  }
  return points;
}
