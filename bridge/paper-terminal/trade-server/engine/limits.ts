import type { PaperInstrument } from "../instruments.ts";
import type { Dealing } from "./dealing.ts";
import { Retcode } from "./retcode.ts";
import type { Refusal } from "./rules.ts";
import { type Side, sideOf } from "./trade-request.ts";
import { lots } from "./volume.ts";

/** What the account or the symbol limits about opening: positions, total volume of a side, opposite positions. */
export function checkLimits(dealing: Dealing, instrument: PaperInstrument, side: Side, volume: number): Refusal {
  const { positions, terms } = dealing.book;
  const hedging = terms.marginMode === "hedging";
  if (hedging && terms.limitPositions > 0 && positions.size >= terms.limitPositions) return Retcode.limitPositions;
  if (hedging && !terms.hedgeAllowed) {
    for (const position of dealing.book.on(instrument.symbol)) {
      if (position.side !== side) return Retcode.hedgeProhibited;
    }
  }
  return checkVolumeLimit(dealing, instrument, side, volume);
}

/** SYMBOL_VOLUME_LIMIT: open position and pending orders of one side together. */
export function checkVolumeLimit(
  { book }: Dealing,
  { symbol, volumeLimit }: PaperInstrument,
  side: Side,
  volume: number,
): Refusal {
  if (volumeLimit === 0) return null;
  let total = volume;
  for (const position of book.on(symbol)) if (position.side === side) total += position.volume;
  for (const order of book.orders.values()) {
    if (order.symbol === symbol && sideOf(order.kind) === side) total += order.volumeCurrent;
  }
  return lots(total) > volumeLimit ? Retcode.limitVolume : null;
}
