import type { Database, Statement } from "better-sqlite3";
import type { IntentTrace } from "#bridge/ports/intent-journal.ts";
import type { IntentId } from "#shared/trading/intent/intent.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";
import { fromLedgerJson, toLedgerJson } from "./ledger-json.ts";

/** An intent as it was when its command was about to leave. */
export interface BegunIntent {
  readonly record: IntentRecord;
  readonly traces: readonly IntentTrace[];
}

/** Table `intent_begun`: intents on disk that have no row in `intent` yet, and the same in memory. */
export class BegunIntents {
  readonly #byId = new Map<IntentId, BegunIntent>();
  readonly #byMagic = new Map<bigint, BegunIntent>();
  readonly #add: Statement<[bigint, string]>;
  readonly #drop: Statement<[bigint]>;

  constructor(db: Database) {
    this.#add = db.prepare("INSERT INTO intent_begun VALUES (?, ?)");
    this.#drop = db.prepare("DELETE FROM intent_begun WHERE magic = ?");
    const contents = db.prepare<[], string>("SELECT content FROM intent_begun ORDER BY magic").pluck().all();
    for (const content of contents) this.keep(fromLedgerJson<BegunIntent>(content));
  }

  get size(): number {
    return this.#byId.size;
  }

  get(id: IntentId): IntentRecord | undefined {
    return this.#byId.get(id)?.record;
  }

  byMagic(magic: bigint): IntentRecord | undefined {
    return this.#byMagic.get(magic)?.record;
  }

  /** In the order in which they were begun. */
  all(): readonly BegunIntent[] {
    return [...this.#byId.values()];
  }

  /** To be called in a transaction; `keep` when that has held. */
  write(begun: BegunIntent): void {
    this.#add.run(begun.record.intent.magic, toLedgerJson(begun));
  }

  keep(begun: BegunIntent): void {
    this.#byId.set(begun.record.intent.id, begun);
    this.#byMagic.set(begun.record.intent.magic, begun);
  }

  /** To be called in the transaction that gives it its row; `forget` when that has held. */
  erase({ record }: BegunIntent): void {
    this.#drop.run(record.intent.magic);
  }

  forget({ record }: BegunIntent): void {
    this.#byId.delete(record.intent.id);
    this.#byMagic.delete(record.intent.magic);
  }
}
