import { BlockFault } from "./block-fault.ts";
import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { readPlane, writePlane } from "./planes.ts";

/** Most ticks in a block: what the columns' working memory has room for. */
export const MOST_TICKS = 16_384;
const MOST_PLANES = 8;
const UPPER = 0x1_0000_0000;

/**
 * A column of whole numbers from 0 to 2^64 - 1 as two halves; only as many of the halves' bytes are written as the
 * largest value has. Kept between columns: one for each codec.
 */
export class WholeNumbers {
  /** Lower and upper 32 bits; `high` counts only while `wide`. */
  readonly low = new Uint32Array(MOST_TICKS);
  readonly high = new Uint32Array(MOST_TICKS);
  wide = false;
  readonly #plane = new Uint8Array(MOST_TICKS);

  /** Sets value `i`, a whole number that a double holds exactly; those below 2^32 may be put into `low` at once. */
  set(i: number, value: number): void {
    if (value < UPPER) {
      this.low[i] = value;
      if (this.wide) this.high[i] = 0;
      return;
    }
    if (!this.wide) this.high.fill(0);
    this.wide = true;
    this.low[i] = value % UPPER;
    this.high[i] = Math.floor(value / UPPER);
  }

  /** Value `i` as a double; exact up to 2^53. */
  get(i: number): number {
    const low = this.low[i] as number;
    return this.wide ? (this.high[i] as number) * UPPER + low : low;
  }

  write(into: ByteWriter, count: number, level: number): void {
    const lowPlanes = this.wide ? 4 : bytesOf(this.low, count);
    const planes = this.wide ? 4 + bytesOf(this.high, count) : lowPlanes;
    into.u8(planes);
    for (let p = 0; p < planes; p++) {
      const half = p < 4 ? this.low : this.high;
      const shift = (p & 3) * 8;
      const plane = this.#plane.subarray(0, count);
      for (let i = 0; i < count; i++) plane[i] = (half[i] as number) >>> shift;
      writePlane(into, plane, level);
    }
  }

  /**
   * @returns whether any value may differ from 0.
   * @throws BlockFault.
   */
  read(from: ByteReader, count: number): boolean {
    const planes = this.#planes(from);
    this.#readPlanes(from, planes, count);
    return planes > 0;
  }

  /**
   * As {@link read}; a column that one plane holds comes back as that plane, and `low` is left as it was.
   * @throws BlockFault.
   */
  readBytes(from: ByteReader, count: number): Uint8Array | undefined {
    const planes = this.#planes(from);
    if (planes !== 1) {
      this.#readPlanes(from, planes, count);
      return undefined;
    }
    const plane = readPlane(from, count);
    if (typeof plane !== "number") return plane;
    this.low.fill(plane, 0, count);
    return undefined;
  }

  #planes(from: ByteReader): number {
    const planes = from.u8();
    if (planes > MOST_PLANES) throw new BlockFault(`a column has ${planes} planes`);
    this.wide = planes > 4;
    return planes;
  }

  #readPlanes(from: ByteReader, planes: number, count: number): void {
    if (planes === 0) this.low.fill(0, 0, count);
    if (this.wide) this.high.fill(0, 0, count);
    for (let p = 0; p < planes; p++) {
      const half = p < 4 ? this.low : this.high;
      const plane = readPlane(from, count);
      if (typeof plane === "number") addConstant(half, plane << ((p & 3) * 8), (p & 3) === 0, count);
      else if ((p & 3) === 0) setPlane(half, plane, count);
      else addPlane(half, plane, (p & 3) * 8, count);
    }
  }
}

function setPlane(half: Uint32Array, plane: Uint8Array, count: number): void {
  for (let i = 0; i < count; i++) half[i] = plane[i] as number;
}

function addPlane(half: Uint32Array, plane: Uint8Array, shift: number, count: number): void {
  for (let i = 0; i < count; i++) half[i] = (half[i] as number) | ((plane[i] as number) << shift);
}

function addConstant(half: Uint32Array, bits: number, first: boolean, count: number): void {
  if (first) half.fill(bits, 0, count);
  else if (bits !== 0) for (let i = 0; i < count; i++) half[i] = (half[i] as number) | bits;
}

/** Bytes that the largest of the values takes. */
function bytesOf(half: Uint32Array, count: number): number {
  let bits = 0;
  for (let i = 0; i < count; i++) bits |= half[i] as number;
  return Math.ceil((32 - Math.clz32(bits)) / 8);
}
