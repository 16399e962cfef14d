import { defaultHorzScaleBehavior, type TimeScalePoint, type UTCTimestamp } from "lightweight-charts";
import type { ZoneClock } from "../format/zone-clock.ts";

type Point = { -readonly [K in keyof TimeScalePoint]: TimeScalePoint[K] };

const Base = defaultHorzScaleBehavior();

/**
 * The library's time scale with its days, months and years where they begin in the chosen zone. Bars keep their broker
 * times; only which of them get a mark, and how strong it is, follows the zone.
 */
export class ZonedScale extends Base {
  clock: ZoneClock = (ms) => ms;

  override fillWeightsForPoints(points: readonly Point[], start: number): void {
    const from = Math.max(0, start - 1);
    const shifted = points.slice(from).map((point): Point => {
      const moved = Math.round(this.clock(Number(this.key(point.time)) * 1_000) / 1_000);
      return { ...point, time: this.convertHorzItemToInternal(moved as UTCTimestamp) };
    });
    super.fillWeightsForPoints(shifted, start - from);
    for (const [place, { timeWeight }] of shifted.entries()) {
      const point = points[from + place];
      if (point !== undefined && from + place >= start) point.timeWeight = timeWeight;
    }
    // The first of all gets its weight by what the others are like.
    if (start === 0 && shifted[0] !== undefined && points[0] !== undefined)
      points[0].timeWeight = shifted[0].timeWeight;
  }
}
