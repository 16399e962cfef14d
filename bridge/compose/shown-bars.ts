import type { Clock } from "../ports/clock.ts";
import type { BarHistory } from "../window/bar-history.ts";
import { FormingBars } from "../window/forming-bars.ts";
import type { QuoteBoard } from "../window/quote-board.ts";
import { RecentCloses } from "../window/recent-closes.ts";

interface ShownBars {
  /** The bar under way on each chart. */
  readonly forming: FormingBars;
  /** The last minutes' closes of each row of the market watch. */
  readonly closes: RecentCloses;
  stop(): void;
}

/** What windows follow of stored bars beside their history. */
export function composeShownBars(history: BarHistory, quotes: QuoteBoard, clock: Clock): ShownBars {
  const forming = new FormingBars((...chart) => history.newest(...chart), clock);
  const closes = new RecentCloses(
    (...request) => history.bars(...request),
    (id) => quotes.topic.get(id)?.timeMs,
    clock,
  );
  return {
    forming,
    closes,
    stop: () => {
      forming.stop();
      closes.stop();
    },
  };
}
