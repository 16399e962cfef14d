import type { ItemOf } from "#shared/link/frame.ts";
import { hash, nameAddress, unit } from "./random.ts";

export type BookLevel = ItemOf<"BookImage">;

export interface PaperBookTerms {
  readonly symbol: string;
  /** Levels of a side. */
  readonly depth: number;
  readonly digits: number;
  readonly tickSize: number;
  readonly volumeStep: number;
}

/** Lots that stand at the best price of a busy symbol, in volume steps; each level further away has some more. */
const BASE_STEPS = 40;
/** What stands at a price changes this often. */
const CHANGES_MS = 1_500;
const BOOK = 0x626f6f6b;

/**
 * The paper broker's depth: around the quote, in steps of the tick size, with lots that are a function of symbol, price
 * and time. So a level keeps its lots while prices move around it, and every terminal sees the same. It is made up: no
 * order of anybody stands in it, and none is filled from it.
 */
export function paperBook(terms: PaperBookTerms, bid: number, ask: number, brokerMs: number): BookLevel[] {
  const { symbol, depth, digits, tickSize, volumeStep } = terms;
  const address = nameAddress(symbol);
  const lots = (price: number, away: number): number => {
    const step = Math.round(price / tickSize);
    // Each price changes at moments of its own.
    const turn = Math.floor((brokerMs + (hash(BOOK, address, step) % CHANGES_MS)) / CHANGES_MS);
    const steps = Math.ceil(BASE_STEPS * (0.2 + unit(hash(BOOK + 1, address, step, turn))) * (1 + away / 4));
    return Number((steps * volumeStep).toFixed(8));
  };
  const level = (side: "buy" | "sell", best: number, away: number): BookLevel => {
    const price = Number((best + (side === "sell" ? away : 0 - away) * tickSize).toFixed(digits));
    return { side, price, volume: lots(price, away) };
  };
  const away = Array.from({ length: depth }, (_, i) => i);
  // As MT5 has it: the highest price first.
  return [...away.toReversed().map((i) => level("sell", ask, i)), ...away.map((i) => level("buy", bid, i))].filter(
    ({ price }) => price > 0,
  );
}
