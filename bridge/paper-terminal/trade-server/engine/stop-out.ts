import type { PaperPosition } from "../account-state.ts";
import type { Dealing } from "./dealing.ts";
import { figuresOf, valueEach } from "./figures.ts";
import { opposite } from "./trade-request.ts";
import { closeByBroker } from "./triggers.ts";

/** Closes the position with the largest loss, and the next, until the margin level is above the stop-out level again. */
export function stopOut(dealing: Dealing): void {
  for (;;) {
    const { margin, marginLevel, equity } = figuresOf(dealing);
    if (margin === 0 || marginLevel > dealing.book.terms.stopOutLevel) return;
    const worst = largestLoser(dealing);
    if (worst === null) return;
    const quote = dealing.quote(worst.symbol);
    if (quote === null) return;
    const price = dealing.marketPrice(worst.symbol, opposite(worst.side), quote);
    const comment = `so ${marginLevel.toFixed(2)}%/${equity.toFixed(2)}/${margin.toFixed(2)}`;
    closeByBroker(dealing, worst, price, "stopOut", comment);
  }
}

/** Of the positions that can be closed now: a closed market keeps its own. */
function largestLoser(dealing: Dealing): PaperPosition | null {
  let worst: PaperPosition | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const [symbol, positions] of dealing.book.symbols) {
    if (!dealing.isOpen(symbol) || dealing.quote(symbol) === null) continue;
    valueEach(dealing, symbol, positions.values(), (position, { profit }) => {
      if (profit + position.swap >= least) return;
      worst = position;
      least = profit + position.swap;
    });
  }
  return worst;
}
