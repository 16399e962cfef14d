/**
 * Randomness by address: every draw is a function of the seed and of what is drawn (symbol, hour, purpose), never of
 * what was drawn before. So any hour of any year can be computed alone, and comes out the same each time.
 */

/** A well-mixed 32-bit hash of one 32-bit word (the two-round xorshift-multiply of Wellons' "hash prospector"). */
function mix(word: number): number {
  let x = word;
  x = Math.imul(x ^ (x >>> 16), 0x7feb352d);
  x = Math.imul(x ^ (x >>> 15), 0x846ca68b);
  return (x ^ (x >>> 16)) >>> 0;
}

/** Hash of a seed and up to three addresses. */
export function hash(seed: number, a: number, b = 0, c = 0): number {
  return mix((mix((mix((mix(seed) + a) | 0) + b) | 0) + c) | 0);
}

/** A 32-bit address for a name (FNV-1a). */
export function nameAddress(name: string): number {
  let h = 0x811c9dc5;
  for (let i = 0; i < name.length; i++) h = Math.imul(h ^ name.charCodeAt(i), 0x01000193);
  return h >>> 0;
}

/** A uniform number in [0, 1) from a 32-bit hash. */
export const unit = (h: number): number => h / 4_294_967_296;

const LEVELS = 4_096;

/** Quantiles of the standard normal distribution at the middle of 4,096 equal slices, scaled to unit variance. */
function normalTable(): Float64Array {
  const table = new Float64Array(LEVELS);
  const half = LEVELS / 2;
  const step = 1 / 4_096;
  const density = (x: number): number => Math.exp(-0.5 * x * x) / Math.sqrt(2 * Math.PI);
  let mass = 0.5;
  let x = 0;
  let squares = 0;
  for (let i = 0; i < half; i++) {
    const wanted = 0.5 + (i + 0.5) / LEVELS;
    for (let slice = density(x + step / 2) * step; mass + slice < wanted; slice = density(x + step / 2) * step) {
      mass += slice;
      x += step;
    }
    const value = x + (wanted - mass) / density(x);
    table[half + i] = value;
    table[half - 1 - i] = -value;
    squares += 2 * value * value;
  }
  const scale = Math.sqrt(LEVELS / squares);
  return table.map((value) => value * scale);
}

const NORMAL = normalTable();

/** A standard normal number from a 32-bit hash. */
export const normal = (h: number): number => NORMAL[h >>> 20] as number;

/** A stream of draws that begins at an address: for the many draws inside one hour or one minute. */
export class Draws {
  #state: number;

  constructor(seed: number) {
    this.#state = seed | 0;
  }

  /** The next 32-bit word (a Weyl sequence, mixed). */
  word(): number {
    this.#state = (this.#state + 0x9e3779b9) | 0;
    return mix(this.#state);
  }

  unit(): number {
    return unit(this.word());
  }

  normal(): number {
    return normal(this.word());
  }

  /** A whole number in [0, below). */
  below(below: number): number {
    return Math.floor(this.unit() * below);
  }
}
