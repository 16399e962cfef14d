import type { Side } from "#shared/trading/trades/closed-trade.ts";
import { sideWord } from "./vocabulary.ts";

/** A closed trade as one word for its side and its figures tell it. */
interface Witness {
  readonly word: string;
  readonly openPrice: number;
  readonly closePrice: number;
  readonly profit: number;
}

/**
 * What the words of a list mean: by the vocabulary, else by the figures: who bought gains when the price rises. Where only
 * one of two words is known the other one is its opposite.
 */
export function sidesOf(wordsUsed: readonly string[], witnesses: readonly Witness[]): ReadonlyMap<string, Side> {
  const sides = new Map<string, Side>();
  const used = [...new Set(wordsUsed)];
  for (const word of used) {
    const side = sideWord(word);
    if (side !== undefined) sides.set(word, side);
  }
  const votesFor = (word: string): number => {
    let votes = 0;
    for (const each of witnesses) {
      if (each.word === word) votes += Math.sign((each.closePrice - each.openPrice) * each.profit);
    }
    return votes;
  };
  for (const word of used) {
    if (sides.has(word)) continue;
    const other = used.length === 2 && sides.size === 0 ? used.find((one) => one !== word) : undefined;
    // Two words are opposites: what one's trades did speaks against the other.
    const votes = votesFor(word) - (other === undefined ? 0 : votesFor(other));
    if (votes !== 0) sides.set(word, votes > 0 ? "buy" : "sell");
    else if (used.length === 2) {
      const other = used.find((one) => one !== word);
      const side = other === undefined ? undefined : sides.get(other);
      if (side !== undefined) sides.set(word, side === "buy" ? "sell" : "buy");
    }
  }
  return sides;
}
