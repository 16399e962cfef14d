import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";
import { copyTicks, lowerBound, sliceTicks } from "#shared/market/tick-slices.ts";

/** A run of stored ticks that can be unpacked where it is wanted: a block, or a frame of the open tail. */
export interface TickPiece {
  readonly count: number;
  /** Ticks have parts of a millisecond. */
  readonly fine: boolean;
  /** @returns whether more was written than times, bids, asks, flags and zeros. */
  readonly decode: (into: TickColumns, at: number) => boolean;
}

/** The ticks of one piece. */
function whole({ count, fine, decode }: TickPiece): TickColumns {
  const ticks = emptyTickColumns(count, fine);
  decode(ticks, 0);
  return ticks;
}

/**
 * The ticks of pieces that lie end to end, as far as they are in [fromMs, toMs), the first `limit` of them. Only the
 * first and the last piece may hold others; all but those two are unpacked straight into the answer.
 */
export function joinPieces(pieces: readonly TickPiece[], fromMs: number, toMs: number, limit: number): TickColumns {
  const some = pieces.filter((piece) => piece.count > 0);
  const [first, ...others] = some;
  if (first === undefined) return emptyTickColumns(0);
  const opening = whole(first);
  const from = lowerBound(opening, fromMs);
  const opened = Math.min(opening.count - from, limit);
  const rest: TickPiece[] = [];
  let before = opened;
  for (const piece of others) {
    if (before >= limit) break;
    rest.push(piece);
    before += piece.count;
  }
  const last = rest.pop();
  if (last === undefined) return sliceTicks(opening, from, Math.min(lowerBound(opening, toMs), from + opened));
  before -= last.count;
  const closing = whole(last);
  const end = Math.min(lowerBound(closing, toMs), limit - before);
  const fine = first.fine || last.fine || rest.some((piece) => piece.fine);
  const ticks = emptyTickColumns(before + end, fine);
  copyTicks(opening, from, from + opened, ticks, 0);
  let at = opened;
  for (const piece of rest) {
    piece.decode(ticks, at);
    at += piece.count;
  }
  copyTicks(closing, 0, end, ticks, at);
  return ticks;
}
