/** Pixels of a picture in a row. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Room above and below a line, pixels: its thickness is not cut off. */
const MARGIN = 2;

/** The lowest and the highest of a row's closes; reckoned once, when they come. */
export interface Extent {
  readonly low: number;
  readonly high: number;
}

export function extentOf(closes: Float64Array): Extent {
  let low = Number.POSITIVE_INFINITY;
  let high = Number.NEGATIVE_INFINITY;
  for (const close of closes) {
    if (close < low) low = close;
    if (close > high) high = close;
  }
  return { low, high };
}

export const widened = ({ low, high }: Extent, bid: number): Extent => ({
  low: Math.min(low, bid),
  high: Math.max(high, bid),
});

/** Where a price is drawn, pixels from above, to a quarter of one: so it is drawn anew only when it is seen to move. */
export function heightOf(price: number, { low, high }: Extent, { height }: Size): number {
  const span = height - 2 * MARGIN;
  const share = high > low ? (price - low) / (high - low) : 0.5;
  return Math.round((MARGIN + (1 - share) * span) * 4) / 4;
}

/**
 * At most `most` of the closes, as evenly spread as can be: of each stretch the one farthest from what was drawn before, so
 * that no spike is lost that a line of so few pixels can show.
 */
export function thinned(closes: Float64Array, most: number): Float64Array {
  const stretch = Math.ceil(closes.length / most);
  if (stretch <= 1) return closes;
  const kept = new Float64Array(Math.ceil(closes.length / stretch));
  let before = closes[0] ?? 0;
  for (let at = 0; at < kept.length; at++) {
    let farthest = before;
    for (const close of closes.subarray(at * stretch, (at + 1) * stretch))
      if (farthest === before || Math.abs(close - before) > Math.abs(farthest - before)) farthest = close;
    kept[at] = farthest;
    before = farthest;
  }
  return kept;
}

/**
 * The line's points: every close, then the bid of now at the right edge.
 * @param extent of everything that is drawn, the bid too
 * @returns x and y in turn, pixels
 */
export function lineThrough(closes: Float64Array, bid: number, extent: Extent, size: Size): Float32Array {
  const points = new Float32Array(2 * (closes.length + 1));
  const step = closes.length === 0 ? 0 : (size.width - 2 * MARGIN) / closes.length;
  for (let at = 0; at <= closes.length; at++) {
    points[2 * at] = MARGIN + at * step;
    points[2 * at + 1] = heightOf(closes[at] ?? bid, extent, size);
  }
  return points;
}
