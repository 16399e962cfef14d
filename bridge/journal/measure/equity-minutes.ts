import type { AccountState } from "#bridge/ports/account-state.ts";
import type { EquityMinute } from "#bridge/ports/journal-store.ts";
import type { AccountId } from "#shared/market/brands.ts";

const MINUTE_MS = 60_000;

/**
 * Gathers each account's lowest, highest and last equity of every minute in which it held a position, of the minute in
 * which the last one was closed, and of the first one that was seen: from then on its equity is known.
 */
export class EquityMinutes {
  readonly #minutes = new Map<AccountId, EquityMinute>();
  /** Accounts that held nothing when they were last seen, and that is on record. */
  readonly #flat = new Set<AccountId>();
  /** Accounts whose present minute shows more than is on record. */
  readonly #untold = new Set<AccountId>();
  readonly #keep: (minutes: readonly EquityMinute[]) => void;

  constructor(keep: (minutes: readonly EquityMinute[]) => void) {
    this.#keep = keep;
  }

  seen({ account: { id }, figures, live }: AccountState): void {
    const { equity, balance, positions } = figures.is;
    if (!live) return;
    const minuteMs = Math.floor(figures.brokerMs / MINUTE_MS) * MINUTE_MS;
    const known = this.#minutes.get(id);
    if (known !== undefined && known.minuteMs !== minuteMs) this.#end(id, known);
    // Without a position equity is the balance, which deals tell.
    if (positions === 0 && this.#flat.has(id)) return;
    if (positions === 0) this.#flat.add(id);
    else this.#flat.delete(id);
    const same = known?.minuteMs === minuteMs ? known : undefined;
    this.#minutes.set(id, {
      account: id,
      minuteMs,
      low: Math.min(equity, same?.low ?? equity),
      high: Math.max(equity, same?.high ?? equity),
      last: equity,
      balance,
    });
    this.#untold.add(id);
  }

  /** Keeps what the present minute has shown so far: nothing when that is kept already. */
  flush(): void {
    const untold = [...this.#minutes.values()].filter(({ account }) => this.#untold.has(account));
    this.#untold.clear();
    this.#keep(untold);
  }

  #end(id: AccountId, minute: EquityMinute): void {
    this.#minutes.delete(id);
    if (this.#untold.delete(id)) this.#keep([minute]);
  }
}
