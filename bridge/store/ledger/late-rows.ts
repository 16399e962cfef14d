import type { AccountId } from "#shared/market/brands.ts";

/** Lists that are held; one that is asked for again comes from the ledger. */
const MOST_LISTS = 2_048;

/**
 * Rows by a number of theirs (magic, position), as they were asked for lately, and kept true as rows come in: each deal
 * of an order is judged by several services within milliseconds, and none of them need wait for the ledger.
 */
export class LateRows<Row extends { readonly ticket: bigint }> {
  readonly #lists = new Map<string, readonly Row[]>();

  /** @param read asks the ledger. */
  of(account: AccountId, number: bigint, read: () => readonly Row[]): readonly Row[] {
    const key = `${account}/${number}`;
    const known = this.#lists.get(key);
    if (known !== undefined) return known;
    const rows = read();
    this.#lists.set(key, rows);
    if (this.#lists.size > MOST_LISTS) {
      const oldest = this.#lists.keys().next();
      if (oldest.done !== true) this.#lists.delete(oldest.value);
    }
    return rows;
  }

  /** To be called once the ledger holds a new row. */
  added(account: AccountId, number: bigint, row: Row): void {
    const key = `${account}/${number}`;
    const known = this.#lists.get(key);
    if (known === undefined) return;
    const last = known.at(-1);
    // One that came late has its place in the middle: the ledger puts it there.
    if (last !== undefined && last.ticket >= row.ticket) this.#lists.delete(key);
    else this.#lists.set(key, [...known, row]);
  }

  clear(): void {
    this.#lists.clear();
  }
}
