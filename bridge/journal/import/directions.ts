import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import { directionWord } from "./vocabulary.ts";

/** A deal's word for its direction with what tells the directions apart. */
interface Witness {
  readonly word: string;
  readonly profit: number;
}

/**
 * What the words for a deal's direction mean: by the vocabulary, else by the figures: opening a position brings neither
 * profit nor swap. A word that is made of the two others is the reversal.
 */
export function directionsOf(witnesses: readonly Witness[]): ReadonlyMap<string, BrokerDeal["entry"]> {
  const directions = new Map<string, BrokerDeal["entry"]>();
  const unknown = new Map<string, { profits: number; deals: number }>();
  for (const { word, profit } of witnesses) {
    const known = directionWord(word);
    if (known !== undefined) directions.set(word, known);
    else {
      const seen = unknown.get(word) ?? { profits: 0, deals: 0 };
      unknown.set(word, { profits: seen.profits + (profit === 0 ? 0 : 1), deals: seen.deals + 1 });
    }
  }
  for (const [word, { profits }] of unknown) directions.set(word, profits === 0 ? "in" : "out");
  const ins = [...directions].filter(([, entry]) => entry === "in").map(([word]) => word);
  const outs = [...directions].filter(([, entry]) => entry === "out").map(([word]) => word);
  for (const word of unknown.keys()) {
    const parts = (list: readonly string[]) => list.some((part) => part !== word && word.includes(part));
    if (directions.get(word) === "out" && parts(outs)) directions.set(word, parts(ins) ? "inOut" : "outBy");
  }
  return directions;
}
