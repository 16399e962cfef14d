import { randomInt } from "node:crypto";
import type { Database } from "better-sqlite3";
import type { IntentDraft, IntentJournal, IntentTrace } from "#bridge/ports/intent-journal.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { AccountId, UtcMs } from "#shared/market/brands.ts";
import type { IntentId, OrderIntent } from "#shared/trading/intent/intent.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";
import { type IntentOutcome, type IntentState, isFinal } from "#shared/trading/intent/intent-state.ts";
import { MAX_INSTALLATION, magicOf } from "#shared/trading/intent/magic.ts";
import { type IntentRow, IntentSql } from "./intent-sql.ts";
import { fromLedgerJson, toLedgerJson } from "./ledger-json.ts";
import type { LedgerWrite } from "./write.ts";

const INSTALLATION = "installation";
const MAGIC = "magic";

/** Tables `intent` and `intent_event`, and the counters of magics. */
export class LedgerIntents implements IntentJournal {
  readonly installation: number;
  readonly #write: LedgerWrite;
  readonly #note: LedgerWrite;
  readonly #sql: IntentSql;

  /** @param write fsyncs; @param note leaves that to the next write. */
  constructor(db: Database, write: LedgerWrite, note: LedgerWrite) {
    this.#write = write;
    this.#note = note;
    this.#sql = new IntentSql(db);
    this.installation = this.#installation();
  }

  begin(
    draft: IntentDraft,
    steps: (intent: OrderIntent) => { readonly record: IntentRecord; readonly traces: readonly IntentTrace[] },
  ): { readonly record: IntentRecord; readonly fresh: boolean } {
    const known = this.get(draft.id);
    if (known !== undefined) return { record: sameOrder(known, draft), fresh: false };
    return this.#write(() => {
      // A ledger that was lost begins above what the lost one can have used: nobody sends an order a second for ever.
      const counter = this.#sql.count.get(MAGIC, Math.floor(Date.now() / 1_000));
      if (counter === undefined) throw new Error("SQLite returned no row for an upsert");
      const intent: OrderIntent = { ...draft, magic: magicOf(this.installation, counter) };
      const { record, traces } = steps(intent);
      this.#add(record, traces);
      return { record, fresh: true };
    });
  }

  adopt(record: IntentRecord, traces: readonly IntentTrace[]): void {
    this.#write(() => this.#add(record, traces));
  }

  advance(record: IntentRecord, trace: IntentTrace): void {
    this.#note(() => {
      this.#sql.update.run(rowOf(record));
      this.#trace(record.intent.id, trace);
    });
  }

  get(id: IntentId): IntentRecord | undefined {
    return recordOf(this.#sql.get.get(id));
  }

  byMagic(magic: bigint): IntentRecord | undefined {
    return magic <= 0n || magic >= 1n << 63n ? undefined : recordOf(this.#sql.byMagic.get(magic));
  }

  open(): readonly IntentRecord[] {
    return this.#sql.open.all().map(asRecord);
  }

  recent(limit: number, account?: AccountId): readonly IntentRecord[] {
    const rows = account === undefined ? this.#sql.recent.all(limit) : this.#sql.recentOf.all(account, limit);
    return rows.map(asRecord);
  }

  traces(id: IntentId): readonly IntentTrace[] {
    return this.#sql.traces.all(id).map(({ atUtc, event, state, facts }) => ({
      atMs: atUtc as UtcMs,
      event,
      state: state as IntentState,
      facts: fromLedgerJson(facts),
    }));
  }

  #add(record: IntentRecord, traces: readonly IntentTrace[]): void {
    const { intent } = record;
    this.#sql.add.run({
      ...rowOf(record),
      account: intent.account,
      magic: intent.magic,
      content: toLedgerJson(intent),
      createdUtc: intent.createdMs,
    });
    for (const trace of traces) this.#trace(intent.id, trace);
  }

  #trace(id: IntentId, { atMs, event, state, facts }: IntentTrace): void {
    this.#sql.addTrace.run({ id, atUtc: atMs, event, state, facts: toLedgerJson(facts) });
  }

  #installation(): number {
    const kept = this.#sql.kept.get(INSTALLATION);
    if (kept !== undefined) return kept;
    const made = randomInt(1, MAX_INSTALLATION + 1);
    this.#write(() => this.#sql.keep.run(INSTALLATION, made));
    return made;
  }
}

const rowOf = ({ intent, outcome, sentMs, historyFromMs }: IntentRecord) => ({
  id: intent.id,
  state: outcome.state,
  final: isFinal(outcome.state) ? 1 : 0,
  outcome: toLedgerJson(outcome),
  sentUtc: sentMs,
  historyFrom: historyFromMs,
});

const recordOf = (row: IntentRow | undefined): IntentRecord | undefined =>
  row === undefined ? undefined : asRecord(row);

const asRecord = (row: IntentRow): IntentRecord => ({
  intent: fromLedgerJson<OrderIntent>(row.content),
  outcome: fromLedgerJson<IntentOutcome>(row.outcome),
  sentMs: row.sentUtc as UtcMs | null,
  historyFromMs: row.historyFrom,
});

/** What makes two orders the same order; when it was asked for does not. */
function wish({ account, source, request, stopWithinMs }: IntentDraft): string {
  return toLedgerJson({ account, source, request, stopWithinMs });
}

function sameOrder(known: IntentRecord, draft: IntentDraft): IntentRecord {
  if (wish(known.intent) === wish(draft)) return known;
  throw new FairleadError("INTENT_REUSED", undefined, { intent: draft.id, account: draft.account });
}
