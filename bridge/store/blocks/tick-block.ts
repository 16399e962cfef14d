import type { TickColumns } from "#shared/market/tick.ts";
import { checkedBody, sealedBytes } from "./block-body.ts";
import { BlockFault } from "./block-fault.ts";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { FlagColumn } from "./flag-column.ts";
import { SEAL_LEVEL } from "./planes.ts";
import { PriceColumns } from "./price-column.ts";
import { TimeColumn } from "./time-column.ts";
import { VolumeColumn } from "./volume-column.ts";
import { MOST_TICKS } from "./whole-numbers.ts";

const FORMAT = 1;

/**
 * Ticks as one sealed block (docs/TICK-STORE.md): columns, each as differences, in byte planes, each packed with zstd.
 * Every field of every tick comes back as it was, to the last bit. One codec is used by one thread, one call at a time:
 * its working memory is kept between calls.
 */
export class TickBlockCodec {
  readonly #writer = new ByteWriter();
  readonly #times = new TimeColumn();
  readonly #prices = new PriceColumns();
  readonly #volumes = new VolumeColumn();
  readonly #flags = new FlagColumn();

  /**
   * Packs `count` ticks from `from` on; times never run back.
   * @throws RangeError when the range is empty, longer than MOST_TICKS, or its times run back.
   */
  encode(ticks: TickColumns, from: number, count: number, level = SEAL_LEVEL): Uint8Array {
    if (count < 1 || count > MOST_TICKS || from < 0 || from + count > ticks.count) {
      throw new RangeError(`a block holds 1 to ${MOST_TICKS} ticks, not ${count}`);
    }
    const into = this.#writer;
    into.clear();
    into.u8(FORMAT);
    into.varint(count);
    this.#times.write(into, ticks, from, count, level);
    this.#prices.writeQuotes(into, ticks.bid, ticks.ask, { from, count, level });
    this.#prices.write(into, ticks.last, { from, count, level });
    this.#volumes.write(into, ticks.volume, from, count, level);
    this.#prices.write(into, ticks.volumeReal, { from, count, level });
    this.#flags.write(into, ticks, from, count, level);
    return sealedBytes(into);
  }

  /**
   * Unpacks a block of `count` ticks into `ticks` from index `at` on, where nothing but zeros may have been: columns that
   * are zero are not written. `subMs` is filled where `ticks` has it.
   * @returns whether more was written than times, bids, asks and flags.
   * @throws BlockFault when the block is damaged or holds another number of ticks; RangeError without room for it.
   */
  decode(block: Uint8Array, count: number, ticks: TickColumns, at = 0): boolean {
    if (at < 0 || at + count > ticks.timeMs.length) throw new RangeError("the columns have no room for this block");
    const from = new ByteReader(checkedBody(block));
    const format = from.u8();
    if (format !== FORMAT) throw new BlockFault(`it is of format ${format}; this Fairlead knows ${FORMAT}`);
    const held = from.varint();
    if (held !== count || count < 1 || count > MOST_TICKS) throw new BlockFault(`it holds ${held} ticks, not ${count}`);
    const fine = this.#times.read(from, ticks, at, count);
    this.#prices.readQuotes(from, ticks.bid, ticks.ask, at, count);
    const dealt = this.#prices.read(from, ticks.last, at, count);
    const sized = this.#volumes.read(from, ticks.volume, at, count);
    const measured = this.#prices.read(from, ticks.volumeReal, at, count);
    this.#flags.read(from, ticks, at, count, dealt);
    if (from.left > 0) throw new BlockFault(`${from.left} bytes are left over`);
    return fine || dealt || sized || measured;
  }
}
