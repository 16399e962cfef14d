import type { Database } from "better-sqlite3";
import { checkTickPayload, tickLayoutName } from "#shared/link/ticks.ts";
import { emptyTickColumns } from "#shared/market/tick.ts";
import { lowerBound } from "#shared/market/tick-slices.ts";
import type { TickBlockCodec } from "./blocks/tick-block.ts";
import type { BlockBook, BlockSpan } from "./market/block-book.ts";
import { batchId, type Lane } from "./market/lane.ts";

/** How far a lane has been read. */
interface Reached {
  readonly lastSeq: number;
  readonly lastMs: number;
  /** Ticks at `lastMs`. */
  readonly tied: number;
  /** All ticks of the lane so far, also those that were let go or lost. */
  readonly count: number;
}

interface Verified {
  readonly at: Reached;
  readonly rows: number;
}

interface BatchRow {
  readonly id: bigint;
  readonly firstMs: bigint;
  readonly lastMs: bigint;
  readonly frames: bigint;
  readonly count: bigint;
  readonly layout: bigint;
  readonly baseMs: bigint;
  readonly payload: Uint8Array;
}

export const nameOf = (lane: Lane): string => `stream ${lane.stream} epoch ${lane.epoch}`;

/** Unpacks every block of a lane; a line in `faults` for each that is not as it says. */
export function verifyBlocks(
  book: BlockBook,
  codec: TickBlockCodec,
  lane: Lane,
  faults: string[],
): Verified & { readonly gone: number } {
  const retired = book.retired(lane.id);
  let at: Reached =
    retired.lastSeq === 0
      ? { lastSeq: 0, lastMs: Number.NEGATIVE_INFINITY, tied: 0, count: 0 }
      : { ...retired, tied: 0 };
  let gone = retired.count;
  let rows = 0;
  for (const span of book.list(lane.id)) {
    const name = `${nameOf(lane)}: block ${span.firstSeq} to ${span.lastSeq}`;
    if (span.firstSeq !== at.lastSeq + 1) faults.push(`${name}: frame ${at.lastSeq + 1} is missing`);
    if (span.firstMs < at.lastMs) faults.push(`${name} runs back in time`);
    const tied = tiedAtEnd(book, codec, span, (fault) => faults.push(`${name}: ${fault}`));
    const all = tied === span.count && span.lastMs === at.lastMs;
    const count = at.count + span.count + span.lost;
    at = { lastSeq: span.lastSeq, lastMs: span.lastMs, tied: all ? at.tied + tied : tied, count };
    gone += span.lost;
    rows++;
  }
  return { at, rows, gone };
}

function tiedAtEnd(book: BlockBook, codec: TickBlockCodec, span: BlockSpan, fault: (what: string) => void): number {
  if (span.lost > 0) return 0;
  const ticks = emptyTickColumns(span.count, span.fine === 1);
  try {
    codec.decode(book.payload(span), span.count, ticks);
  } catch (error) {
    fault(error instanceof Error ? error.message : String(error));
    return 0;
  }
  const lastMs = ticks.timeMs[span.count - 1];
  if (ticks.timeMs[0] !== span.firstMs || lastMs !== span.lastMs)
    fault("its head does not tell the times of its ticks");
  return span.count - lowerBound(ticks, span.lastMs);
}

/** Checks every open frame of a lane, which go on where its blocks end. */
export function verifyFrames(db: Database, lane: Lane, sealed: Verified, faults: string[]): Verified {
  const name = nameOf(lane);
  const select = db
    .prepare<[bigint, bigint], BatchRow>(
      `SELECT id, first_ms AS firstMs, last_ms AS lastMs, count, layout, base_ms AS baseMs, frames, payload
       FROM tick_batch
       WHERE id BETWEEN ? AND ? ORDER BY id`,
    )
    .safeIntegers();
  let { lastSeq, lastMs: timeMs, tied, count: ticks } = sealed.at;
  let rows = 0;
  for (const row of select.iterate(batchId(lane.id, 0), batchId(lane.id + 1, 0) - 1n)) {
    const count = Number(row.count);
    const frame = Number(row.id - batchId(lane.id, 0));
    rows++;
    if (frame !== lastSeq + 1) faults.push(`${name}: frame ${lastSeq + 1} is missing`);
    const layout = tickLayoutName(Number(row.layout));
    if (layout === null) {
      faults.push(`${name}: frame ${frame} has unknown layout ${row.layout}`);
      continue;
    }
    try {
      const payload = { layout, baseMs: Number(row.baseMs), payload: row.payload, count };
      const { firstMs, lastMs, tied: atEnd } = checkTickPayload(payload);
      if (firstMs !== Number(row.firstMs) || lastMs !== Number(row.lastMs)) faults.push(`${name}: frame ${frame} head`);
      if (firstMs < timeMs) faults.push(`${name}: frame ${frame} runs back in time`);
      tied = atEnd === count && lastMs === timeMs ? tied + atEnd : atEnd;
      timeMs = lastMs;
    } catch (error) {
      faults.push(`${name}: frame ${frame}: ${error instanceof Error ? error.message : String(error)}`);
    }
    lastSeq = frame + Number(row.frames) - 1;
    ticks += count;
  }
  return { at: { lastSeq, lastMs: timeMs, tied, count: ticks }, rows };
}
