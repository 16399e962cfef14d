import { nextBarOpen, TIMEFRAMES, type Timeframe } from "#shared/market/timeframe.ts";

/** Below this many pixels a bar is not seen as one. */
const THINNEST_PX = 0.9;
/** From so many pixels on a finer bar would have, its own are drawn again: more than at which they gave way. */
const FINE_PX = 1.6;

const lengthOf = (timeframe: Timeframe): number => nextBarOpen(timeframe, 0);

/**
 * The timeframe in which a chart's prices are drawn at a zoom: its own, or a longer one when its own bars are too thin to
 * be seen. A bar of a longer timeframe is the exact sum of those in it; nothing is left out.
 * @param own the chart's timeframe
 * @param drawn the one that is drawn now
 * @param barPx width of a drawn bar, CSS pixels
 */
export function detailFor(own: Timeframe, drawn: Timeframe, barPx: number): Timeframe {
  const at = TIMEFRAMES.indexOf(drawn);
  const coarser = TIMEFRAMES[at + 1];
  if (barPx < THINNEST_PX && coarser !== undefined) return coarser;
  let best = drawn;
  for (let k = at - 1; k >= TIMEFRAMES.indexOf(own); k -= 1) {
    const finer = TIMEFRAMES[k];
    if (finer === undefined || (barPx * lengthOf(finer)) / lengthOf(drawn) < FINE_PX) break;
    best = finer;
  }
  return best;
}
