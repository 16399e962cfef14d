/** Pixels of a palette, row by row. What lies outside is left out. */
export class Raster {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.pixels = new Uint8Array(width * height);
  }

  box(left: number, top: number, width: number, height: number, colour: number): void {
    const [x0, x1] = [Math.max(0, Math.round(left)), Math.min(this.width, Math.round(left + width))];
    const [y0, y1] = [Math.max(0, Math.round(top)), Math.min(this.height, Math.round(top + height))];
    for (let y = y0; y < y1; y += 1) this.pixels.fill(colour, y * this.width + x0, y * this.width + Math.max(x0, x1));
  }

  /** A level line; `dash` 0 = unbroken. */
  level(left: number, right: number, y: number, colour: number, dash = 0): void {
    if (dash === 0) return this.box(left, y, right - left, 1, colour);
    for (let x = left; x < right; x += 2 * dash) this.box(x, y, Math.min(dash, right - x), 1, colour);
  }

  /** A triangle whose tip is at (x, y): pointing up (-1) or down (1). */
  arrow(x: number, y: number, size: number, points: -1 | 1, colour: number): void {
    for (let row = 0; row < size; row += 1) this.box(x - row * 0.6, y - points * row, row * 1.2 + 1, 1, colour);
  }

  /** Digits and the few signs of a price, two pixels a dot. */
  words(text: string, left: number, top: number, colour: number): void {
    let x = left;
    for (const sign of text) {
      const rows = GLYPHS[sign] ?? [];
      for (const [row, bits] of rows.entries()) {
        for (let bit = 0; bit < 3; bit += 1)
          if ((bits >> (2 - bit)) & 1) this.box(x + bit * 2, top + row * 2, 2, 2, colour);
      }
      x += SIGN_WIDTH;
    }
  }
}

/** Of a sign with the gap after it, and its height, in pixels. */
export const SIGN_WIDTH = 8;
export const SIGN_HEIGHT = 10;

/** Five rows of three dots. */
const GLYPHS: Readonly<Record<string, readonly number[]>> = {
  "0": [7, 5, 5, 5, 7],
  "1": [2, 6, 2, 2, 7],
  "2": [7, 1, 7, 4, 7],
  "3": [7, 1, 7, 1, 7],
  "4": [5, 5, 7, 1, 1],
  "5": [7, 4, 7, 1, 7],
  "6": [7, 4, 7, 5, 7],
  "7": [7, 1, 1, 1, 1],
  "8": [7, 5, 7, 5, 7],
  "9": [7, 5, 7, 1, 7],
  ".": [0, 0, 0, 0, 2],
};
