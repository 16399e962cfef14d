import type { TickColumns } from "#shared/market/tick.ts";
import { BlockFault } from "./block-fault.ts";
import type { ByteReader } from "./byte-reader.ts";
import type { ByteWriter } from "./byte-writer.ts";
import { WholeNumbers } from "./whole-numbers.ts";

/** Times as ms since the tick before; finer parts of a ms beside them, where a source has such. */
export class TimeColumn {
  readonly #numbers = new WholeNumbers();

  /** @throws RangeError when times run back or are no whole numbers. */
  write(into: ByteWriter, { timeMs, subMs }: TickColumns, from: number, count: number, level: number): void {
    const numbers = this.#numbers;
    numbers.wide = false;
    let before = timeMs[from] as number;
    into.f64(before);
    for (let i = 0; i < count; i++) {
      const time = timeMs[from + i] as number;
      const since = time - before;
      if (!(since >= 0) || !Number.isSafeInteger(time)) throw new RangeError("times of a block never run back");
      numbers.set(i, since);
      before = time;
    }
    numbers.write(into, count, level);
    const fine = subMs !== undefined && subMs.subarray(from, from + count).some((part) => part !== 0);
    into.u8(fine ? 1 : 0);
    if (!fine) return;
    numbers.wide = false;
    for (let i = 0; i < count; i++) numbers.low[i] = subMs[from + i] as number;
    numbers.write(into, count, level);
  }

  /** Reads into `ticks`; `subMs`, which is 0, only where it has it. @returns whether there are such. @throws BlockFault. */
  read(from: ByteReader, { timeMs, subMs }: TickColumns, at: number, count: number): boolean {
    const numbers = this.#numbers;
    let time = from.f64();
    numbers.read(from, count);
    if (numbers.wide) {
      for (let i = 0; i < count; i++) timeMs[at + i] = time += numbers.get(i);
    } else {
      const { low } = numbers;
      for (let i = 0; i < count; i++) timeMs[at + i] = time += low[i] as number;
    }
    if (!Number.isSafeInteger(time)) throw new BlockFault("its times are out of range");
    if (from.u8() === 0) return false;
    numbers.read(from, count);
    if (subMs !== undefined) for (let i = 0; i < count; i++) subMs[at + i] = numbers.low[i] as number;
    return true;
  }
}
