import type { BrokerDeal } from "../deals/deal.ts";
import type { EntryCost, Side } from "./closed-trade.ts";

/** Lots that differ by less are equal: volumes have at most 8 decimals. */
export const NO_LOTS = 1e-9;

/** What a deal costs besides its profit and swap. */
export const costsOf = ({ commission, fee }: Pick<BrokerDeal, "commission" | "fee">): number => commission + fee;

/** An entry of which something is open. */
interface OpenEntry {
  readonly ticket: bigint;
  readonly timeMs: number;
  lots: number;
  amount: number;
}

/** What an exit takes out of a position: entries, and what they had cost. */
export interface TakenOut {
  readonly costs: readonly EntryCost[];
  readonly deals: readonly bigint[];
}

/**
 * A position while its deals are read in order: what is open, at which mean price, and what that had cost. Exits take the
 * oldest entries first, so that a position of thousands of deals is read in one pass.
 */
export class OpenPosition {
  readonly symbol: string;
  readonly side: Side;
  readonly openMs: number;
  readonly stopLoss: number;
  readonly takeProfit: number;
  readonly magic: bigint;
  readonly comment: string;
  #lots = 0;
  #price = 0;
  readonly #entries: OpenEntry[] = [];
  #oldest = 0;

  /** Begins with its first deal; `grow` puts that deal's lots in. */
  constructor({ symbol, kind, timeMs, stopLoss, takeProfit, magic, comment }: BrokerDeal) {
    this.symbol = symbol;
    this.side = kind === "sell" ? "sell" : "buy";
    this.openMs = timeMs;
    this.stopLoss = stopLoss;
    this.takeProfit = takeProfit;
    this.magic = magic;
    this.comment = comment;
  }

  get lots(): number {
    return this.#lots;
  }

  /** Mean of the entries, by lots; exits do not move it. */
  get price(): number {
    return this.#price;
  }

  /** What the entries have cost of which nothing is closed yet. */
  get costs(): readonly EntryCost[] {
    return this.#entries.slice(this.#oldest).flatMap(costOf);
  }

  /** Adds a deal that opens; `share` of its costs belongs to the lots that it opens. */
  grow(deal: BrokerDeal, lots: number, share: number): void {
    const total = this.#lots + lots;
    this.#price = this.#lots > 0 && total > 0 ? (this.#price * this.#lots + deal.price * lots) / total : deal.price;
    this.#lots = total;
    const { ticket, timeMs } = deal;
    this.#entries.push({ ticket, timeMs, lots, amount: costsOf(deal) * share });
  }

  /** Takes `lots` out; when nothing is left all entries go. */
  shrink(lots: number): TakenOut {
    const costs: EntryCost[] = [];
    const deals: bigint[] = [];
    this.#lots -= lots;
    const closes = this.#lots <= NO_LOTS;
    let wanted = lots;
    for (; this.#oldest < this.#entries.length; this.#oldest += 1) {
      if (!closes && wanted <= NO_LOTS) break;
      const entry = this.#entries[this.#oldest];
      if (entry === undefined) break;
      deals.push(entry.ticket);
      const isPart = !closes && entry.lots > wanted + NO_LOTS;
      const amount = isPart ? entry.amount * (wanted / entry.lots) : entry.amount;
      costs.push(...costOf({ ...entry, amount }));
      if (isPart) {
        entry.lots -= wanted;
        entry.amount -= amount;
        break;
      }
      wanted -= entry.lots;
    }
    return { costs, deals };
  }
}

const costOf = ({ ticket, timeMs, amount }: OpenEntry): readonly EntryCost[] =>
  amount === 0 ? [] : [{ ticket, timeMs, amount }];
