import type { AccountId } from "#shared/market/brands.ts";
import type { IntentId } from "#shared/trading/intent/intent.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";
import { isFinal } from "#shared/trading/intent/intent-state.ts";

/** The intents that are not over, by id and by magic, in the order in which they were placed. */
export class OpenIntents {
  readonly #byId = new Map<IntentId, IntentRecord>();
  readonly #byMagic = new Map<bigint, IntentId>();

  constructor(records: readonly IntentRecord[]) {
    for (const record of records) this.put(record);
  }

  get(id: IntentId): IntentRecord | undefined {
    return this.#byId.get(id);
  }

  byMagic(magic: bigint): IntentRecord | undefined {
    const id = this.#byMagic.get(magic);
    return id === undefined ? undefined : this.#byId.get(id);
  }

  all(account?: AccountId): readonly IntentRecord[] {
    const records = [...this.#byId.values()];
    return account === undefined ? records : records.filter(({ intent }) => intent.account === account);
  }

  /** Takes in what an intent has become; one that is over is let go. */
  put(record: IntentRecord): void {
    const { id, magic } = record.intent;
    if (isFinal(record.outcome.state)) {
      this.#byId.delete(id);
      this.#byMagic.delete(magic);
    } else {
      this.#byId.set(id, record);
      this.#byMagic.set(magic, id);
    }
  }
}
