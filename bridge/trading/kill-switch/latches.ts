import type { AccountId, UtcMs } from "#shared/market/brands.ts";
import type { Latches } from "#shared/trading/verdict/verdict-input.ts";
import type { Latch, LatchVerb, SafetyBook } from "../../ports/safety-book.ts";

/** What is latched now, as the ledger has it. Global latches hold for every account, known or not. */
export class LatchSet {
  readonly #book: SafetyBook;
  #latches: readonly Latch[];

  constructor(book: SafetyBook) {
    this.#book = book;
    this.#latches = book.latches();
  }

  /** Latches that hold for an account, the global ones among them. */
  of(account: AccountId): readonly Latch[] {
    return this.#latches.filter((latch) => latch.account === null || latch.account === account);
  }

  /** As the verdict reads them. */
  verdictInput(account: AccountId): Latches {
    const verbs = new Set(this.of(account).map(({ verb }) => verb));
    return {
      pauseEntries: verbs.has("pauseEntries"),
      stopAutomation: verbs.has("stopAutomation"),
      flattenAll: verbs.has("flattenAll"),
    };
  }

  /** On disk when it returns, so that whatever acts on a latch acts on one that outlives it. @returns what is new. */
  set(latches: readonly Latch[]): readonly Latch[] {
    const news = this.#book.setLatches(latches);
    if (news.length > 0) this.#latches = this.#book.latches();
    return news;
  }

  reset(account: AccountId | null, verb: LatchVerb, by: string, atMs: UtcMs): boolean {
    const was = this.#book.resetLatch(account, verb, by, atMs);
    this.#latches = this.#book.latches();
    return was;
  }
}
