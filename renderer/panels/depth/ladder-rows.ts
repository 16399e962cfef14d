import type { BookView } from "#shared/contract/depth.ts";

export interface LadderRow {
  /** `ask 0` is the best ask: a row's place, not its price. */
  readonly key: string;
  readonly side: "ask" | "bid";
  readonly price: number;
  readonly volume: number;
}

/** The rows of a ladder from the highest price down, and the largest volume in them (never 0). */
export function ladderRows({ bids, asks }: Pick<BookView, "bids" | "asks">): {
  readonly rows: readonly LadderRow[];
  readonly most: number;
} {
  const row =
    (side: "ask" | "bid") =>
    ({ price, volume }: { price: number; volume: number }, place: number): LadderRow => ({
      key: `${side} ${place}`,
      side,
      price,
      volume,
    });
  const rows = [...asks.map(row("ask")).toReversed(), ...bids.map(row("bid"))];
  return { rows, most: Math.max(Number.MIN_VALUE, ...rows.map(({ volume }) => volume)) };
}

/** All lots of a side, without the sum's own dust. */
export const lotsInBook = (levels: BookView["bids"]): number =>
  Number(levels.reduce((sum, { volume }) => sum + volume, 0).toFixed(8));
