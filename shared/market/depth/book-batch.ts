import type { ToldLevel } from "./sides.ts";

/** A book as it was told at a moment. */
export interface RecordedBook {
  /** UTC ms at which it came. */
  readonly atMs: number;
  readonly brokerMs: number;
  /** Levels that the broker had. */
  readonly levels: number;
  readonly items: readonly ToldLevel[];
}

const SIDES = ["sell", "buy", "sellMarket", "buyMarket"] as const;
const HEAD = 4;
const LEVEL = 3;

/** Books end to end in one column of numbers, every digit kept: head (atMs, brokerMs, levels, count), then side, price, volume. */
export function packBooks(books: readonly RecordedBook[]): Float64Array {
  const all = new Float64Array(books.reduce((sum, { items }) => sum + HEAD + LEVEL * items.length, 0));
  let at = 0;
  for (const { atMs, brokerMs, levels, items } of books) {
    all.set([atMs, brokerMs, levels, items.length], at);
    at += HEAD;
    for (const { side, price, volume } of items) {
      all.set([SIDES.indexOf(side), price, volume], at);
      at += LEVEL;
    }
  }
  return all;
}

/** @throws RangeError for numbers that no `packBooks` wrote. */
export function unpackBooks(all: Float64Array): RecordedBook[] {
  const books: RecordedBook[] = [];
  let at = 0;
  while (at < all.length) {
    const [atMs = 0, brokerMs = 0, levels = 0, count = -1] = all.subarray(at, at + HEAD);
    at += HEAD;
    if (!Number.isInteger(count) || count < 0 || at + LEVEL * count > all.length)
      throw new RangeError("no recorded books");
    const items = Array.from({ length: count }, (_, i): ToldLevel => {
      const [code = 0, price = 0, volume = 0] = all.subarray(at + LEVEL * i, at + LEVEL * (i + 1));
      const side = SIDES[code];
      if (side === undefined) throw new RangeError("no recorded books");
      return { side, price, volume };
    });
    at += LEVEL * count;
    books.push({ atMs, brokerMs, levels, items });
  }
  return books;
}
