import type { Database, Statement } from "better-sqlite3";
import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";
import { BLOCK_TICKS } from "../blocks/block-ticks.ts";
import { TickBlockCodec } from "../blocks/tick-block.ts";
import { MOST_TICKS } from "../blocks/whole-numbers.ts";
import { BlockBook, type SealedBlock } from "./block-book.ts";
import type { Lane } from "./lane.ts";
import { LANE_SELECT } from "./lane-book.ts";
import { clearTicks, decodeBatches, openBatches, type StoredBatch } from "./tick-columns.ts";
import { TickReader } from "./tick-reader.ts";

/** Makes blocks of open frames; somebody else puts them in their place. */
export class BlockMaker {
  readonly #blocks: BlockBook;
  readonly #ticks: TickReader;
  readonly #codec = new TickBlockCodec();
  /** Kept between blocks: half a MB a block would have the thread collect garbage most of the time. */
  readonly #opened = emptyTickColumns(MOST_TICKS, true);
  readonly #back = emptyTickColumns(MOST_TICKS, true);
  readonly #lane: Statement<[number], Lane>;

  constructor(db: Database) {
    this.#blocks = new BlockBook(db);
    this.#ticks = new TickReader(db);
    this.#lane = db.prepare(`SELECT ${LANE_SELECT} FROM lane WHERE id = ?`);
  }

  /**
   * Up to `most` blocks of a lane's oldest open frames after `afterSeq`, each of at least `least` ticks.
   * @throws Error when a block would not give back its ticks: its frames then stay as they are.
   */
  make(laneId: number, afterSeq: number, most: number, least = BLOCK_TICKS): SealedBlock[] {
    const lane = this.#lane.get(laneId);
    if (lane === undefined) return [];
    const made: SealedBlock[] = [];
    let firstSeq = Math.max(this.#blocks.sealedSeq(laneId), afterSeq) + 1;
    let lastSeq = firstSeq - 1;
    let count = 0;
    let frames: StoredBatch[] = [];
    const close = (): void => {
      const ticks = count <= MOST_TICKS ? openBatches(frames, this.#opened) : decodeBatches(frames);
      made.push(this.seal(ticks, { lane: laneId, firstSeq, lastSeq }));
      firstSeq = lastSeq + 1;
      count = 0;
      frames = [];
    };
    for (const frame of this.#ticks.openTail(lane, firstSeq)) {
      if (count + frame.count > BLOCK_TICKS && count >= least) close();
      if (made.length === most) break;
      frames.push(frame);
      count += frame.count;
      lastSeq += frame.frames;
      if (count >= BLOCK_TICKS) close();
      if (made.length === most) break;
    }
    if (made.length < most && count >= least && count > 0) close();
    return made;
  }

  /** Ticks as a block that was tried: what it gives back is what went in, to the last bit. */
  seal(ticks: TickColumns, at: Pick<SealedBlock, "lane" | "firstSeq" | "lastSeq">, level?: number): SealedBlock {
    const { count } = ticks;
    const payload = this.#codec.encode(ticks, 0, count, level);
    const fine = ticks.subMs?.some((part) => part !== 0) === true;
    const back = this.#back;
    clearTicks(back, 0, count);
    this.#codec.decode(payload, count, back);
    if (!sameBits(back, ticks)) throw new Error(`a block of lane ${at.lane} does not give its ticks back`);
    const [firstMs, lastMs] = [ticks.timeMs[0] as number, ticks.timeMs[count - 1] as number];
    return { ...at, firstMs, lastMs, count, fine: fine ? 1 : 0, payload };
  }
}

/** Whether the first ticks of `a`, which has every column, are those of `b` to the last bit. */
function sameBits(a: TickColumns, b: TickColumns): boolean {
  return (["timeMs", "subMs", "bid", "ask", "last", "volume", "volumeReal", "flags"] as const).every((name) => {
    const [one, other] = [a[name], b[name]];
    if (one === undefined) return false;
    if (other === undefined) return one.subarray(0, b.count).every((part) => part === 0);
    return bytesOf(one, b.count).equals(bytesOf(other, b.count));
  });
}

const bytesOf = (column: Float64Array | BigUint64Array | Uint32Array | Uint16Array, count: number): Buffer =>
  Buffer.from(column.buffer, column.byteOffset, count * column.BYTES_PER_ELEMENT);
