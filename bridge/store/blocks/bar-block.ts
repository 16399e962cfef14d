import { BAR_COLUMNS, type BarColumns } from "#shared/market/bar.ts";
import { checkedBody, sealedBytes } from "./block-body.ts";
import { BlockFault } from "./block-fault.ts";
import { ByteReader } from "./byte-reader.ts";
import { ByteWriter } from "./byte-writer.ts";
import { PLAIN_LEVEL } from "./planes.ts";
import { PriceColumns } from "./price-column.ts";
import { MOST_TICKS } from "./whole-numbers.ts";

const FORMAT = 1;

/**
 * Bars as one block: the columns of BarColumns in their order, as prices are kept in blocks of ticks, but not packed by
 * zstd: the rows they are made of take ten times the room anyway, and opening a year's 400 planes took as long as all else.
 */
export class BarBlockCodec {
  readonly #writer = new ByteWriter();
  readonly #columns = new PriceColumns();

  /** @throws RangeError when there is no bar, or more than MOST_TICKS. */
  encode(bars: BarColumns): Uint8Array {
    const { count } = bars;
    if (count < 1 || count > MOST_TICKS) throw new RangeError(`a block holds 1 to ${MOST_TICKS} bars, not ${count}`);
    const into = this.#writer;
    into.clear();
    into.u8(FORMAT);
    into.varint(count);
    for (const name of BAR_COLUMNS) this.#columns.write(into, bars[name], { from: 0, count, level: PLAIN_LEVEL });
    return sealedBytes(into);
  }

  /**
   * Unpacks a block of `count` bars into `bars`, which is zero, from index `at` on.
   * @throws BlockFault.
   */
  decode(block: Uint8Array, count: number, bars: BarColumns, at = 0): void {
    const from = new ByteReader(checkedBody(block));
    const format = from.u8();
    if (format !== FORMAT) throw new BlockFault(`it is of format ${format}; this Fairlead knows ${FORMAT}`);
    const held = from.varint();
    if (held !== count || count < 1 || count > MOST_TICKS) throw new BlockFault(`it holds ${held} bars, not ${count}`);
    for (const name of BAR_COLUMNS) this.#columns.read(from, bars[name], at, count);
    if (from.left > 0) throw new BlockFault(`${from.left} bytes are left over`);
  }
}
