import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";
import { copyTicks, lowerBound, sliceTicks } from "#shared/market/tick-slices.ts";

/** A run of stored ticks that can be unpacked where it is wanted: a block, or a frame of the open tail. */
export interface TickPiece {
  readonly count: number;
  /** Ticks have parts of a millisecond. */
  readonly fine: boolean;
  readonly decode: (into: TickColumns, at: number) => void;
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
  const [first] = some;
  const last = some.at(-1);
  if (first === undefined || last === undefined) return emptyTickColumns(0);
  const opening = whole(first);
  const from = lowerBound(opening, fromMs);
  if (first === last) return sliceTicks(opening, from, Math.min(lowerBound(opening, toMs), from + limit));
  const closing = whole(last);
  const middle = some.slice(1, -1);
  const before = opening.count - from + middle.reduce((sum, piece) => sum + piece.count, 0);
  const end = lowerBound(closing, toMs);
  const ticks = emptyTickColumns(
    before + end,
    some.some((piece) => piece.fine),
  );
  copyTicks(opening, from, opening.count, ticks, 0);
  let at = opening.count - from;
  for (const piece of middle) {
    piece.decode(ticks, at);
    at += piece.count;
  }
  copyTicks(closing, 0, end, ticks, at);
  return sliceTicks(ticks, 0, Math.min(ticks.count, limit));
}
