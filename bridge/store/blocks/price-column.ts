import { BlockFault } from "./block-fault.ts";
import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { decimalsOf } from "./decimal-scale.ts";
import { ScaledPrices } from "./scaled-prices.ts";
import { WholeNumbers } from "./whole-numbers.ts";
import { isZero } from "./zero-column.ts";

/** How a column of doubles is kept. `beside`: as differences to the bid. `bits`: the doubles' bits, changes alone. */
const KIND = { zero: 0, scaled: 1, beside: 2, bits: 3 } as const;

/** Writes and reads columns of doubles: bid, ask, last, volume. Any double comes back as it was, to the last bit. */
export class PriceColumns {
  readonly #numbers = new WholeNumbers();
  readonly #bid = new ScaledPrices(this.#numbers);
  readonly #other = new ScaledPrices(this.#numbers);

  writeQuotes(
    into: ByteWriter,
    bid: Float64Array,
    ask: Float64Array,
    { from, count, level }: { from: number; count: number; level: number },
  ): void {
    const bidDigits = decimalsOf(bid, from, count);
    const askDigits = decimalsOf(ask, from, count);
    if (bidDigits === undefined || askDigits === undefined) {
      this.#write(into, bid, bidDigits, { from, count, level });
      this.#write(into, ask, askDigits, { from, count, level });
      return;
    }
    const digits = Math.max(bidDigits, askDigits);
    into.u8(KIND.scaled);
    this.#bid.write(into, bid, { from, count, digits, level });
    into.u8(KIND.beside);
    this.#other.write(into, ask, { from, count, digits, level }, this.#bid.multiples);
  }

  /** @throws BlockFault. */
  readQuotes(from: ByteReader, bid: Float64Array, ask: Float64Array, at: number, count: number): void {
    const scaled = this.#read(from, bid, at, count, this.#bid) === KIND.scaled;
    this.#read(from, ask, at, count, this.#other, scaled ? this.#bid.multiples : undefined);
  }

  write(
    into: ByteWriter,
    values: Float64Array,
    range: { readonly from: number; readonly count: number; readonly level: number },
  ): void {
    if (isZero(values, range.from, range.count)) into.u8(KIND.zero);
    else this.#write(into, values, decimalsOf(values, range.from, range.count), range);
  }

  /** Reads into memory that is zero. @returns whether any value may differ from 0. @throws BlockFault. */
  read(from: ByteReader, values: Float64Array, at: number, count: number): boolean {
    return this.#read(from, values, at, count, this.#other) !== KIND.zero;
  }

  #write(
    into: ByteWriter,
    values: Float64Array,
    digits: number | undefined,
    { from, count, level }: { readonly from: number; readonly count: number; readonly level: number },
  ): void {
    if (digits === undefined) {
      into.u8(KIND.bits);
      this.#writeBits(into, values, from, count, level);
      return;
    }
    into.u8(KIND.scaled);
    this.#other.write(into, values, { from, count, digits, level });
  }

  /** @returns the column's kind. */
  #read(
    from: ByteReader,
    values: Float64Array,
    at: number,
    count: number,
    scaled: ScaledPrices,
    beside?: Float64Array,
  ): number {
    const kind = from.u8();
    if (kind === KIND.zero) return kind;
    if (kind === KIND.bits) this.#readBits(from, values, at, count);
    else if (kind === KIND.scaled) scaled.read(from, values, at, count);
    else if (kind === KIND.beside && beside !== undefined) scaled.read(from, values, at, count, beside);
    else throw new BlockFault(`a column is of the kind ${kind}, which cannot be here`);
    return kind;
  }

  #writeBits(into: ByteWriter, values: Float64Array, from: number, count: number, level: number): void {
    const numbers = this.#numbers;
    const bits = new Uint32Array(values.slice(from, from + count).buffer);
    numbers.wide = true;
    for (let i = count - 1; i > 0; i--) {
      numbers.low[i] = (bits[2 * i] as number) ^ (bits[2 * i - 2] as number);
      numbers.high[i] = (bits[2 * i + 1] as number) ^ (bits[2 * i - 1] as number);
    }
    numbers.low[0] = bits[0] as number;
    numbers.high[0] = bits[1] as number;
    numbers.write(into, count, level);
  }

  #readBits(from: ByteReader, values: Float64Array, at: number, count: number): void {
    const numbers = this.#numbers;
    numbers.read(from, count);
    const out = new Float64Array(count);
    const bits = new Uint32Array(out.buffer);
    let low = 0;
    let high = 0;
    for (let i = 0; i < count; i++) {
      low ^= numbers.low[i] as number;
      high ^= numbers.wide ? (numbers.high[i] as number) : 0;
      bits[2 * i] = low;
      bits[2 * i + 1] = high;
    }
    values.set(out, at);
  }
}
