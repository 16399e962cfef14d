import { BlockFault } from "./block-fault.ts";
import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { MOST_DIGITS, MOST_SCALED, stepFrom, stepsBetween } from "./decimal-scale.ts";
import { MOST_TICKS, WholeNumbers } from "./whole-numbers.ts";
import { fold, fold32, NARROW, unfold32, unfoldAt } from "./zigzag.ts";

/** What a scaled value that is no decimal number at all is taken for: no change. */
interface Apart {
  readonly index: number;
  readonly value: number;
}

/**
 * Prices as whole multiples of `10 ** -digits`, exactly: what a double is beside its decimal number (a few last places,
 * as in 1.1740299999999999) stands in a column of steps, and a value that is no such decimal in a list of its own.
 */
export class ScaledPrices {
  /** The multiples; of the last column that was written or read. */
  readonly multiples = new Float64Array(MOST_TICKS);
  readonly #numbers: WholeNumbers;
  readonly #steps = new WholeNumbers();

  constructor(numbers: WholeNumbers) {
    this.#numbers = numbers;
  }

  /** @param beside multiples of another column with the same digits: the difference to it is what is kept. */
  write(
    into: ByteWriter,
    values: Float64Array,
    { from, count, digits, level }: { from: number; count: number; digits: number; level: number },
    beside?: Float64Array,
  ): void {
    const power = 10 ** digits;
    const { multiples } = this;
    const steps = this.#steps.low;
    this.#steps.wide = false;
    const apart: Apart[] = [];
    let stepped = 0;
    let before = 0;
    for (let i = 0; i < count; i++) {
      const value = values[from + i] as number;
      const scaled = Math.round(value * power) + 0;
      const fits = scaled >= -MOST_SCALED && scaled <= MOST_SCALED;
      if (fits && scaled / power === value && value !== 0) {
        multiples[i] = before = scaled;
        steps[i] = 0;
        continue;
      }
      const step = fits ? stepsBetween(scaled / power, value) : undefined;
      if (step === undefined) apart.push({ index: i, value });
      else before = scaled;
      multiples[i] = before;
      const folded = fold(step ?? 0);
      steps[i] = folded;
      stepped |= folded;
    }
    into.u8(digits);
    this.#writeDifferences(into, count, level, beside);
    into.u8(stepped === 0 ? 0 : 1);
    if (stepped !== 0) this.#steps.write(into, count, level);
    writeApart(into, apart);
  }

  /**
   * Reads a column into `values` from index `at` on.
   * @throws BlockFault.
   */
  read(from: ByteReader, values: Float64Array, at: number, count: number, beside?: Float64Array): void {
    const digits = from.u8();
    if (digits > MOST_DIGITS) throw new BlockFault(`a column has ${digits} decimals`);
    this.#readDifferences(from, count);
    const { multiples } = this;
    // Divided as it is written: a product with the reciprocal would be another double now and then.
    const power = 10 ** digits;
    if (beside === undefined) {
      for (let i = 0; i < count; i++) values[at + i] = (multiples[i] as number) / power;
    } else {
      for (let i = 0; i < count; i++) values[at + i] = ((multiples[i] as number) + (beside[i] as number)) / power;
    }
    if (from.u8() !== 0) {
      this.#steps.read(from, count);
      for (let i = 0; i < count; i++) {
        const step = unfoldAt(this.#steps, i);
        if (step !== 0) values[at + i] = stepFrom(values[at + i] as number, step);
      }
    }
    readApart(from, values, at, count);
  }

  #writeDifferences(into: ByteWriter, count: number, level: number, beside: Float64Array | undefined): void {
    const { multiples } = this;
    const numbers = this.#numbers;
    const { low } = numbers;
    let before = (multiples[0] as number) - (beside === undefined ? 0 : (beside[0] as number));
    into.f64(before);
    numbers.wide = false;
    low[0] = 0;
    for (let i = 1; i < count; i++) {
      const value = (multiples[i] as number) - (beside === undefined ? 0 : (beside[i] as number));
      const change = value - before;
      before = value;
      if (change >= -NARROW && change < NARROW) low[i] = fold32(change);
      else numbers.set(i, fold(change));
    }
    numbers.write(into, count, level);
  }

  #readDifferences(from: ByteReader, count: number): void {
    const { multiples } = this;
    const numbers = this.#numbers;
    let value = from.f64();
    const bytes = numbers.readBytes(from, count);
    if (bytes !== undefined) {
      for (let i = 0; i < count; i++) multiples[i] = value += unfold32(bytes[i] as number);
    } else if (numbers.wide) {
      for (let i = 0; i < count; i++) multiples[i] = value += unfoldAt(numbers, i);
    } else {
      const { low } = numbers;
      for (let i = 0; i < count; i++) multiples[i] = value += unfold32(low[i] as number);
    }
  }
}

function writeApart(into: ByteWriter, apart: readonly Apart[]): void {
  into.varint(apart.length);
  let before = 0;
  for (const { index, value } of apart) {
    into.varint(index - before);
    into.f64(value);
    before = index;
  }
}

function readApart(from: ByteReader, values: Float64Array, at: number, count: number): void {
  let index = 0;
  for (let left = from.varint(); left > 0; left--) {
    index += from.varint();
    if (index >= count) throw new BlockFault("a value stands apart beyond the end of its column");
    values[at + index] = from.f64();
  }
}
