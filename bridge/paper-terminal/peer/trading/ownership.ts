import type { FieldsOf } from "#shared/link/frame.ts";
import type { AccountTerms } from "../../trade-server/account-state.ts";
import type { TradeMemory } from "./trade-memory.ts";

/** A fence is its bridge's epoch and a counter of this many bits. */
const EPOCH_BITS = 20n;

/** Whether this program alone may send orders for the account; the highest fence it ever saw outlives it. */
export class Ownership {
  readonly #terms: AccountTerms;
  readonly #memory: TradeMemory;
  #fence = 0n;
  #owner = false;

  constructor(terms: AccountTerms, memory: TradeMemory) {
    this.#terms = terms;
    this.#memory = memory;
  }

  get highestEpoch(): bigint {
    return this.#memory.fence >> EPOCH_BITS;
  }

  holds(fence: bigint): boolean {
    return this.#owner && fence === this.#fence && fence === this.#memory.fence;
  }

  /** Takes or gives up ownership; a fence lower than one it knows changes nothing. */
  take({ fence, login, server, owner }: FieldsOf<"TradeOwner">): FieldsOf<"TradeOwnerTaken"> {
    const mine = login === this.#terms.login && server === this.#terms.server && fence >= this.#memory.fence;
    if (mine) {
      if (fence > this.#memory.fence) this.#memory.keepFence(fence);
      this.#fence = fence;
      this.#owner = owner;
    }
    return { fence, highestFence: this.#memory.fence, owner: mine && owner };
  }
}
