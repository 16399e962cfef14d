import { digestTicks, type MsDigest } from "#shared/link/digest.ts";
import type { FieldsOf } from "#shared/link/frame.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import { viewTicks } from "#shared/market/tick-slices.ts";
import { type Outlet, partsOf } from "./outlet.ts";
import type { TerminalData } from "./terminal-data.ts";

/** Digests in one frame: 20 bytes each, far below the longest frame. */
const PART = 2_048;
/** Ticks that one digest may cover, and the link's error for more (mql5/Include/Fairlead/TailDigest.mqh). */
const MOST_TICKS = 65_536;
const TOO_MANY = 65_537;
/** MQL5's ERR_HISTORY_NOT_FOUND and ERR_MARKET_UNKNOWN_SYMBOL. */
const HISTORY_NOT_FOUND = 4_401;
const UNKNOWN_SYMBOL = 4_301;

/** Answers what the terminal's history now says of a range, millisecond by millisecond. */
export class DigestDesk {
  readonly #data: TerminalData;
  readonly #outlet: Outlet;

  constructor(data: TerminalData, outlet: Outlet) {
    this.#data = data;
    this.#outlet = outlet;
  }

  async asked(head: FieldsOf<"DigestRequest">): Promise<void> {
    const { symbol, fromMs, toMs, countAtEnd } = head;
    if (!this.#data.has(symbol)) return this.#answer(head, [], UNKNOWN_SYMBOL);
    // A cursor of the future: the market's clock was set back, its history says nothing of that time yet.
    if (countAtEnd > 0 && toMs > this.#data.now()) return this.#answer(head, [], HISTORY_NOT_FOUND);
    const ticks = await this.#range(symbol, fromMs, toMs);
    if (ticks === null) return this.#answer(head, [], TOO_MANY);
    this.#answer(head, digestTicks(countAtEnd === 0 ? ticks : upTo(ticks, toMs, countAtEnd)), 0);
  }

  /** All ticks of a range, or null when they are more than one digest may cover. */
  async #range(symbol: string, fromMs: number, toMs: number): Promise<TickColumns | null> {
    const ticks = await this.#data.past(symbol, { timeMs: fromMs, count: 0 }, toMs + 1, MOST_TICKS + 1);
    return ticks.count <= MOST_TICKS ? ticks : null;
  }

  #answer(
    { request, stream, fromMs, toMs }: FieldsOf<"DigestRequest">,
    digests: readonly MsDigest[],
    error: number,
  ): void {
    const head = { request, stream, fromMs, toMs };
    const parts = partsOf(digests, PART);
    for (const [part, items] of parts.entries()) {
      this.#outlet.post("TailDigest", { fields: { ...head, part, parts: parts.length, error }, items });
    }
  }
}

/** Ticks without those at `lastMs` beyond the first `count`. */
function upTo(ticks: TickColumns, lastMs: number, count: number): TickColumns {
  let first = ticks.count;
  while (first > 0 && ticks.timeMs[first - 1] === lastMs) first--;
  return viewTicks(ticks, 0, Math.min(ticks.count, first + count));
}
