import { MOST_TICKS } from "./whole-numbers.ts";

const ZEROS = Buffer.alloc(MOST_TICKS * Float64Array.BYTES_PER_ELEMENT);

/**
 * Whether `count` values of a block's column, eight bytes each, are all zero. By their bits: -0 is another number than 0,
 * and comparing doubles does not tell them apart.
 */
export function isZero(column: Float64Array | BigUint64Array, from: number, count: number): boolean {
  const bytes = count * column.BYTES_PER_ELEMENT;
  const some = Buffer.from(column.buffer, column.byteOffset + from * column.BYTES_PER_ELEMENT, bytes);
  return some.compare(ZEROS, 0, bytes) === 0;
}
