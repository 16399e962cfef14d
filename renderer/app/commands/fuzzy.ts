const plain = (text: string): string => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();

const isStart = (text: string, at: number): boolean => at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? "");

const LETTER = 1;
const RUN = 4;
const START = 6;
const GAP = 0.2;
const NEVER = Number.NEGATIVE_INFINITY;

/**
 * How well `text` answers a search: the letters of `sought` (spaces aside) stand in it in their order; letters in a row
 * and at the beginning of words count more, what lies between them counts less. The best of all ways to find them;
 * undefined when there is none.
 */
export function fuzzyScore(sought: string, text: string): number | undefined {
  const letters = plain(sought).replace(/\s+/g, "").split("");
  const within = plain(text);
  // ended[i]: the best way in which the letters so far end at place i.
  let ended: number[] | undefined;
  for (const letter of letters) {
    const next: number[] = Array.from({ length: within.length }, () => NEVER);
    let earlier = NEVER;
    for (let at = 0; at < within.length; at++) {
      const adjacent = ended?.[at - 1] ?? NEVER;
      earlier = Math.max(earlier - GAP, adjacent);
      if (within[at] !== letter) continue;
      const bonus = LETTER + (isStart(within, at) ? START : 0);
      next[at] = ended === undefined ? bonus - at * GAP : bonus + Math.max(adjacent + RUN, earlier);
    }
    ended = next;
  }
  if (ended === undefined) return 0;
  const best = Math.max(...ended, NEVER);
  return best === NEVER ? undefined : best;
}
