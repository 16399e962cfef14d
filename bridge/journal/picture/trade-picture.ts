import type { BarColumns } from "#shared/market/bar.ts";
import { type Colour, pngOf } from "./png.ts";
import { Raster, SIGN_HEIGHT, SIGN_WIDTH } from "./raster.ts";

/** What a picture of a trade tells besides the bars. */
export interface PicturedTrade {
  readonly side: "buy" | "sell";
  readonly openMs: number;
  readonly openPrice: number;
  readonly closeMs: number;
  readonly closePrice: number;
  readonly stopLoss: number | null;
  readonly takeProfit: number | null;
  readonly digits: number;
}

const WIDTH = 560;
const HEIGHT = 260;
const EDGE = 12;
/** How far beyond the prices, in parts of their range, a level may lie and still be shown. */
const FAR = 0.75;
/** The same in every theme and on paper: middle tones on nothing. */
const PALETTE: readonly Colour[] = [
  [0, 0, 0, 0],
  [128, 138, 150, 90],
  [128, 138, 150, 255],
  [34, 150, 120, 255],
  [205, 84, 75, 255],
  [58, 124, 222, 255],
  [205, 140, 30, 255],
];
const [GRID, WORDS, UP, DOWN, ENTRY, EXIT] = [1, 2, 3, 4, 5, 6] as const;

/**
 * Candles of a trade's time with its entry (arrow in its direction), its exit (arrow against it), a line between their
 * levels, and its stop loss and take profit where they are near. Null without bars: nothing is drawn that is not known.
 */
export function tradePicture(bars: BarColumns, trade: PicturedTrade): Uint8Array | null {
  if (bars.count < 2) return null;
  const { openPrice, closePrice, stopLoss, takeProfit, digits, side } = trade;
  const bottom = Math.min(...bars.low.subarray(0, bars.count), openPrice, closePrice);
  const top = Math.max(...bars.high.subarray(0, bars.count), openPrice, closePrice);
  if (!(top > bottom)) return null;
  // A level that is far away would press the candles flat: it stays out of the picture.
  const reach = (top - bottom) * FAR;
  const near = (level: number | null): level is number =>
    level !== null && level > bottom - reach && level < top + reach;
  const levels = [stopLoss, takeProfit].filter(near);
  const [low, high] = [Math.min(bottom, ...levels), Math.max(top, ...levels)];
  const raster = new Raster(WIDTH, HEIGHT);
  const right = WIDTH - SIGN_WIDTH * high.toFixed(digits).length - 6;
  const y = (price: number): number => EDGE + ((high - price) / (high - low)) * (HEIGHT - 2 * EDGE);
  const step = (right - EDGE) / bars.count;
  const x = (at: number): number => EDGE + (at + 0.5) * step;

  for (let line = 0; line <= 4; line += 1) raster.level(EDGE, right, y(low + ((high - low) * line) / 4), GRID);
  for (let at = 0; at < bars.count; at += 1) candle(raster, bars, at, { x: x(at), step, y });
  if (near(stopLoss)) raster.level(EDGE, right, y(stopLoss), DOWN, 4);
  if (near(takeProfit)) raster.level(EDGE, right, y(takeProfit), UP, 4);
  const [entered, left] = [x(barAt(bars, trade.openMs)), x(barAt(bars, trade.closeMs))];
  raster.level(entered, right, y(openPrice), ENTRY);
  raster.level(left, right, y(closePrice), EXIT);
  const up = side === "buy" ? -1 : 1;
  raster.arrow(entered, y(openPrice) - up * 2, 10, up, ENTRY);
  raster.arrow(left, y(closePrice) + up * 2, 10, up === 1 ? -1 : 1, EXIT);
  scale(raster, right + 4, [
    { price: openPrice, colour: ENTRY },
    { price: closePrice, colour: EXIT },
    { price: high, colour: WORDS },
    { price: low, colour: WORDS },
  ]);
  return pngOf(raster, PALETTE);

  function scale(on: Raster, at: number, labels: readonly { readonly price: number; readonly colour: number }[]): void {
    const taken: number[] = [];
    for (const { price, colour } of labels) {
      const top = Math.min(HEIGHT - SIGN_HEIGHT, Math.max(0, y(price) - SIGN_HEIGHT / 2));
      // Of two that would lie on each other the first one, which says more, stays.
      if (taken.some((other) => Math.abs(other - top) < SIGN_HEIGHT + 2)) continue;
      taken.push(top);
      on.words(price.toFixed(digits), at, top, colour);
    }
  }
}

interface Place {
  readonly x: number;
  readonly step: number;
  readonly y: (price: number) => number;
}

function candle(raster: Raster, { open, high, low, close }: BarColumns, at: number, { x, step, y }: Place): void {
  const [first, last] = [open[at] ?? 0, close[at] ?? 0];
  const colour = last >= first ? UP : DOWN;
  const body = Math.max(1, Math.floor(step * 0.7));
  const top = y(Math.max(first, last));
  raster.box(x, y(high[at] ?? 0), 1, Math.max(1, y(low[at] ?? 0) - y(high[at] ?? 0)), colour);
  raster.box(x - (body - 1) / 2, top, body, Math.max(1, y(Math.min(first, last)) - top), colour);
}

/** The bar that holds a time: the last one that has opened by then. */
function barAt({ timeMs, count }: BarColumns, time: number): number {
  let at = 0;
  while (at + 1 < count && (timeMs[at + 1] ?? 0) <= time) at += 1;
  return at;
}
