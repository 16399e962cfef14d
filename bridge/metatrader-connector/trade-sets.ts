import type { Frame, ItemOf } from "#shared/link/frame.ts";
import type { TerminalLink } from "../ports/terminal-link.ts";
import type { HistoryHead } from "../ports/trade-gateway.ts";

type SetName = "TradeDeals" | "TradeOrders";

/** Parts of a set: with 100 and more records each, more than a broker keeps of years. */
const MAX_PARTS = 2_000;
/** Sets of one program whose parts are still coming. */
const MAX_OPEN = 16;

interface Open {
  readonly parts: number;
  readonly heads: Map<
    number,
    { readonly items: readonly unknown[]; readonly connectedForMs: number; readonly brokerMs: number }
  >;
  readonly fromMs: number;
  readonly toMs: number;
}

/** Puts sets of deals or closed orders together from their parts; a set is handed on whole or not at all. */
export class TradeSets {
  readonly #open = new WeakMap<TerminalLink, Map<string, Open>>();

  /** @returns the whole set when this was its last missing part. A part that does not fit its set drops the set. */
  add<N extends SetName>(
    link: TerminalLink,
    frame: Frame<N>,
  ): { head: HistoryHead; items: readonly ItemOf<N>[] } | null {
    const { id, part, parts, fromMs, toMs, brokerMs, connectedForMs } = frame.fields;
    const { items } = frame as { readonly items: readonly ItemOf<N>[] };
    if (parts === 1 && part === 0) return { head: { id, fromMs, toMs, brokerMs, connectedForMs }, items };
    const sets = this.#setsOf(link);
    // Unsolicited sets all have the id 0; the broker's time of the reading tells them apart.
    const key = `${frame.name}/${id}/${fromMs}/${toMs}${id === 0n ? `/${brokerMs}` : ""}`;
    const set = sets.get(key) ?? { parts, heads: new Map(), fromMs, toMs };
    if (parts === 0 || parts > MAX_PARTS || part >= parts || set.parts !== parts) {
      sets.delete(key);
      return null;
    }
    sets.set(key, set);
    set.heads.set(part, { items, connectedForMs, brokerMs });
    if (sets.size > MAX_OPEN) sets.delete(sets.keys().next().value ?? "");
    if (set.heads.size < parts) return null;
    sets.delete(key);
    const inOrder = [...set.heads.entries()].toSorted(([a], [b]) => a - b).map(([, each]) => each);
    const head = {
      id,
      fromMs,
      toMs,
      // The most cautious of what the parts say.
      brokerMs: Math.min(...inOrder.map((each) => each.brokerMs)),
      connectedForMs: Math.min(...inOrder.map((each) => each.connectedForMs)),
    };
    return { head, items: inOrder.flatMap((each) => each.items as readonly ItemOf<N>[]) };
  }

  #setsOf(link: TerminalLink): Map<string, Open> {
    const known = this.#open.get(link);
    if (known !== undefined) return known;
    const made = new Map<string, Open>();
    this.#open.set(link, made);
    return made;
  }
}
