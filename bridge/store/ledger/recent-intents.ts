import type { IntentId } from "#shared/trading/intent/intent.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";

const MOST = 1_024;

/** The intents that were written last, as the ledger holds them: what is told of an order is told soon after it. */
export class RecentIntents {
  readonly #byId = new Map<IntentId, IntentRecord>();
  readonly #ids = new Map<bigint, IntentId>();

  get(id: IntentId): IntentRecord | undefined {
    return this.#byId.get(id);
  }

  byMagic(magic: bigint): IntentRecord | undefined {
    const id = this.#ids.get(magic);
    return id === undefined ? undefined : this.#byId.get(id);
  }

  /** To be called once the ledger holds it. */
  put(record: IntentRecord): void {
    const { id, magic } = record.intent;
    this.#byId.delete(id);
    this.#byId.set(id, record);
    this.#ids.set(magic, id);
    if (this.#byId.size <= MOST) return;
    const oldest = this.#byId.values().next();
    if (oldest.done === true) return;
    this.#byId.delete(oldest.value.intent.id);
    this.#ids.delete(oldest.value.intent.magic);
  }
}
