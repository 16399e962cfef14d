import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { WholeNumbers } from "./whole-numbers.ts";
import { isZero } from "./zero-column.ts";

/** Volumes as MT5 counts them: whole, up to 2^64 - 1. */
export class VolumeColumn {
  readonly #numbers = new WholeNumbers();

  write(into: ByteWriter, volume: BigUint64Array, from: number, count: number, level: number): void {
    // What a column of nothing but zeros is: no plane.
    if (isZero(volume, from, count)) return into.u8(0);
    const numbers = this.#numbers;
    const halves = new Uint32Array(volume.buffer, volume.byteOffset + from * 8, count * 2);
    let upper = 0;
    for (let i = 0; i < count; i++) {
      numbers.low[i] = halves[2 * i] as number;
      const high = halves[2 * i + 1] as number;
      numbers.high[i] = high;
      upper |= high;
    }
    numbers.wide = upper !== 0;
    numbers.write(into, count, level);
  }

  /** Reads into memory that is zero. @returns whether any volume may differ from 0. @throws BlockFault. */
  read(from: ByteReader, volume: BigUint64Array, at: number, count: number): boolean {
    const numbers = this.#numbers;
    if (!numbers.read(from, count)) return false;
    const halves = new Uint32Array(volume.buffer, volume.byteOffset + at * 8, count * 2);
    for (let i = 0; i < count; i++) {
      halves[2 * i] = numbers.low[i] as number;
      halves[2 * i + 1] = numbers.wide ? (numbers.high[i] as number) : 0;
    }
    return true;
  }
}
