import type { Database } from "better-sqlite3";
import type { TickColumns } from "#shared/market/tick.ts";
import { lowerBound, shiftTicks, viewTicks } from "#shared/market/tick-slices.ts";
import { BlockBook } from "./block-book.ts";
import type { Lane } from "./lane.ts";
import { clearTicks } from "./tick-columns.ts";
import type { TickPiece } from "./tick-pieces.ts";
import type { TickReader } from "./tick-reader.ts";

/** A block or row of which all ticks were looked at. */
interface PassedPiece {
  readonly firstSeq: number;
  readonly count: number;
}

/** Where a scan goes on. */
export interface ScanPlace {
  readonly epoch: number;
  /** The last frame of that epoch that was passed, and the broker time in which it ends. */
  readonly seq: number;
  readonly lastMs: number;
  /**
   * The pieces that were passed last, up to a block's worth. Open rows are sealed and small blocks joined while a scan
   * waits for its reader: how much of a new block it has passed is what those pieces held.
   */
  readonly passed: readonly PassedPiece[];
}

/** Memory that is filled over and over. */
export interface ScanMemory extends TickColumns {
  /** Columns that most ticks leave zero (parts of a ms, last, volumes) have been written to. */
  readonly used: boolean;
}

/** Ticks in the memory that was given for them; its arrays are as long as ever, `count` of their entries are valid. */
export interface FilledTicks extends ScanMemory {
  /** Some tick has parts of a millisecond. */
  readonly fine: boolean;
  /** Absent: that was the last of it. */
  readonly place?: ScanPlace;
}

interface PlacedPiece extends TickPiece, PassedPiece {
  readonly lastSeq: number;
  /** Ticks at its beginning that were passed already. */
  readonly skip: number;
}

interface Filling {
  readonly into: TickColumns;
  readonly fromMs: number;
  readonly toMs: number;
  count: number;
  fine: boolean;
  used: boolean;
}

/** No block holds more ticks: a new one can have swallowed no more that were passed. */
const REMEMBERED = 16_384;

/** Reads a range of ticks in order of arrival, lane after lane, into memory that is used over and over. */
export class TickScan {
  readonly #blocks: BlockBook;
  readonly #ticks: TickReader;

  constructor(db: Database, ticks: TickReader) {
    this.#blocks = new BlockBook(db);
    this.#ticks = ticks;
  }

  /**
   * Fills `into`, which has `subMs` and room for two blocks and more, with whole blocks and rows of a stream from `place`
   * on (absent: from the beginning), as far as their ticks are in [fromMs, toMs).
   */
  fill(stream: number, fromMs: number, toMs: number, place: ScanPlace | undefined, into: ScanMemory): FilledTicks {
    const filling: Filling = { into, fromMs, toMs, count: 0, fine: false, used: into.used };
    const filled = (): FilledTicks => ({ ...into, count: filling.count, fine: filling.fine, used: filling.used });
    for (const lane of this.#ticks.lanes(stream)) {
      if (place !== undefined && lane.epoch < place.epoch) continue;
      const from = place?.epoch === lane.epoch ? place : beginningOf(lane);
      const next = this.#fillFrom(lane, from, filling);
      if (next !== undefined) return { ...filled(), place: next };
    }
    return filled();
  }

  /** @returns where to go on when the memory is full, undefined when the lane has no more. */
  #fillFrom(lane: Lane, from: ScanPlace, filling: Filling): ScanPlace | undefined {
    const { into, fromMs, toMs } = filling;
    if (lane.total === 0 || fromMs > lane.timeMs || toMs <= lane.firstMs) return undefined;
    const { pieces, more } = this.#plan(lane, from, filling);
    let place = from;
    for (const piece of pieces) {
      const at = filling.count;
      if (filling.used) clearTicks(into, at, at + piece.count);
      else into.flags.fill(0, at, at + piece.count);
      if (piece.decode(into, at)) filling.used = true;
      const ticks = viewTicks(into, at, at + piece.count);
      place = placeAfter(place, piece, ticks.timeMs[piece.count - 1] as number);
      const first = Math.max(piece.skip, lowerBound(ticks, fromMs));
      const end = lowerBound(ticks, toMs);
      if (first > 0 && end > first) shiftTicks(ticks, first, end);
      filling.count += Math.max(0, end - first);
      filling.fine ||= piece.fine;
    }
    return more ? place : undefined;
  }

  /** The next pieces of a lane, as many as there is room for; and whether there are others. */
  #plan(lane: Lane, from: ScanPlace, { into, fromMs, toMs, count }: Filling): { pieces: PlacedPiece[]; more: boolean } {
    const pieces: PlacedPiece[] = [];
    let room = into.timeMs.length - count;
    const take = (piece: PlacedPiece): boolean => {
      if (piece.count > room) return false;
      room -= piece.count;
      pieces.push(piece);
      return true;
    };
    for (const span of this.#blocks.from(lane.id, Math.max(fromMs, from.lastMs))) {
      if (span.firstMs >= toMs) break;
      if (span.lastSeq <= from.seq || span.count === 0) continue;
      const { firstSeq, lastSeq } = span;
      if (!take({ ...this.#ticks.blockPiece(span), firstSeq, lastSeq, skip: passedOf(from, firstSeq) }))
        return { pieces, more: true };
    }
    const tail = this.#ticks.tailPieces(lane, fromMs, toMs, from.seq);
    for (const piece of tail) if (!take({ ...piece, skip: 0 })) return { pieces, more: true };
    return { pieces, more: false };
  }
}

const beginningOf = ({ epoch }: Lane): ScanPlace => ({
  epoch,
  seq: 0,
  lastMs: Number.NEGATIVE_INFINITY,
  passed: [],
});

/** Ticks that were passed of what now lies in a block from frame `firstSeq` on: blocks only ever join whole pieces. */
const passedOf = ({ passed }: ScanPlace, firstSeq: number): number =>
  passed.reduce((sum, piece) => (piece.firstSeq >= firstSeq ? sum + piece.count : sum), 0);

function placeAfter({ epoch, passed }: ScanPlace, piece: PlacedPiece, lastMs: number): ScanPlace {
  const { firstSeq, lastSeq, count } = piece;
  const kept: PassedPiece[] = [{ firstSeq, count }];
  let held = count;
  for (const before of passed.toReversed()) {
    if (held >= REMEMBERED) break;
    // What the piece itself has swallowed stands in its count.
    if (before.firstSeq >= firstSeq) continue;
    kept.unshift(before);
    held += before.count;
  }
  return { epoch, seq: lastSeq, lastMs, passed: kept };
}
