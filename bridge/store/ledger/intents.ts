import { randomInt } from "node:crypto";
import type { Database } from "better-sqlite3";
import type { IntentDraft, IntentJournal, IntentTrace } from "#bridge/ports/intent-journal.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { AccountId, UtcMs } from "#shared/market/brands.ts";
import type { IntentId, OrderIntent } from "#shared/trading/intent/intent.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";
import { type IntentOutcome, type IntentState, isFinal } from "#shared/trading/intent/intent-state.ts";
import { counterOf, MAX_INSTALLATION, magicOf } from "#shared/trading/intent/magic.ts";
import { type BegunIntent, BegunIntents } from "./begun-intents.ts";
import { type IntentLog, SLOTS } from "./intent-log.ts";
import { type IntentRow, IntentSql } from "./intent-sql.ts";
import { fromLedgerJson, toLedgerJson } from "./ledger-json.ts";
import { logDamage, readLeft } from "./left-intents.ts";
import { RecentIntents } from "./recent-intents.ts";
import type { LedgerWrite } from "./write.ts";

const INSTALLATION = "installation";
const MAGIC = "magic";
/** Begun intents without a step that wait for their rows at most. */
const MOST_BEGUN = 64;

/**
 * Tables `intent`, `intent_event` and `intent_begun`, and the counters of magics. What is begun stands in intents.log, or
 * where that has no room in `intent_begun`, until it has its row; a row is on disk before its place in the log is used anew.
 */
export class LedgerIntents implements IntentJournal {
  readonly installation: number;
  readonly fault: FairleadError | undefined;
  readonly #write: LedgerWrite;
  readonly #note: LedgerWrite;
  readonly #sql: IntentSql;
  readonly #begun: BegunIntents;
  #log: IntentLog | null;
  readonly #recent = new RecentIntents();
  /** Of the last magic that was given out; on disk with the intent that has it. */
  #counter: bigint;

  /**
   * @param write fsyncs; @param note leaves that to the next write.
   * @param fault of a log that cannot be opened, or was found damaged by an earlier start.
   */
  constructor(
    db: Database,
    write: LedgerWrite,
    note: LedgerWrite,
    log: IntentLog | null,
    fault: FairleadError | undefined,
  ) {
    this.#write = write;
    this.#note = note;
    this.#log = log;
    this.#sql = new IntentSql(db);
    this.#begun = new BegunIntents(db);
    this.installation = this.#installation();
    const left = readLeft(log, this.installation, ({ record }) => this.#sql.get.get(record.intent.id) !== undefined);
    for (const begun of left.begun) this.#begun.keep(begun);
    // A ledger that was lost begins above what the lost one can have used: nobody sends an order a second for ever.
    const counted = this.#sql.counter.get(MAGIC) ?? BigInt(Math.floor(Date.now() / 1_000) - 1);
    const begun = this.#begun.all().map(({ record }) => counterOf(record.intent.magic));
    const highest = begun.reduce((last, each) => (each > last ? each : last), counted);
    // What cannot be read had a magic too: none that it can have had is given out again.
    this.#counter = left.isHurt || fault !== undefined ? highest + BigInt(SLOTS) : highest;
    this.fault = this.#takeOver(left.fault) ?? fault;
  }

  begin(
    draft: IntentDraft,
    steps: (intent: OrderIntent) => { readonly record: IntentRecord; readonly traces: readonly IntentTrace[] },
  ): { readonly record: IntentRecord; readonly fresh: boolean } {
    const known = this.get(draft.id);
    if (known !== undefined) return { record: sameOrder(known, draft), fresh: false };
    if (this.#begun.size >= MOST_BEGUN) this.#settle();
    if (this.#log?.isFull === true) this.#clear();
    // Counted before it is written: of a write that failed nobody can say for certain that it left nothing behind.
    this.#counter += 1n;
    const { record, traces } = steps({ ...draft, magic: magicOf(this.installation, this.#counter) });
    const begun = { record, traces };
    if (this.#log?.write(this.installation, toLedgerJson(begun)) !== true) this.#write(() => this.#begun.write(begun));
    this.#begun.keep(begun);
    this.#recent.put(record);
    return { record, fresh: true };
  }

  adopt(record: IntentRecord, traces: readonly IntentTrace[]): void {
    this.#write(() => this.#add({ record, traces }));
    this.#recent.put(record);
  }

  advance(record: IntentRecord, traces: readonly IntentTrace[]): void {
    this.#settle(() => {
      this.#sql.update.run(rowOf(record));
      for (const trace of traces) this.#trace(record.intent.id, trace);
    });
    this.#recent.put(record);
    if (this.#log?.isNearlyFull !== true) return;
    try {
      this.#clear();
    } catch {
      // What this call was for is done; the next order that finds no place in the log says what is wrong.
    }
  }

  get(id: IntentId): IntentRecord | undefined {
    return this.#recent.get(id) ?? this.#begun.get(id) ?? recordOf(this.#sql.get.get(id));
  }

  byMagic(magic: bigint): IntentRecord | undefined {
    if (magic <= 0n || magic >= 1n << 63n) return undefined;
    return this.#recent.byMagic(magic) ?? this.#begun.byMagic(magic) ?? recordOf(this.#sql.byMagic.get(magic));
  }

  open(): readonly IntentRecord[] {
    const begun = this.#begun.all().map(({ record }) => record);
    return [...this.#sql.open.all().map(asRecord), ...begun.filter(({ outcome }) => !isFinal(outcome.state))];
  }

  recent(limit: number, account?: AccountId): readonly IntentRecord[] {
    const begun = this.#begun.all().map(({ record }) => record);
    const own = begun.filter(({ intent }) => account === undefined || intent.account === account).toReversed();
    const rows = account === undefined ? this.#sql.recent.all(limit) : this.#sql.recentOf.all(account, limit);
    return [...own, ...rows.map(asRecord)].slice(0, limit);
  }

  traces(id: IntentId): readonly IntentTrace[] {
    const begun = this.#begun.all().find(({ record }) => record.intent.id === id);
    if (begun !== undefined) return begun.traces;
    return this.#sql.traces.all(id).map(({ atUtc, event, state, facts }) => ({
      atMs: atUtc as UtcMs,
      event,
      state: state as IntentState,
      facts: fromLedgerJson(facts),
    }));
  }

  /**
   * All that could be read of the log gets its rows. One that has lost an order then leaves: by the name that it gets the
   * next start knows, until a person has looked and taken it away.
   */
  #takeOver(fault: FairleadError | undefined): FairleadError | undefined {
    try {
      this.#clear();
      if (fault === undefined || this.#log === null) return fault;
      const file = this.#log.moveAside();
      this.#log = null;
      return logDamage({ ...fault.details, file }, fault.cause);
    } catch {
      // No room for what an earlier run left in it: it stays there, and this run writes elsewhere.
      this.#log = null;
      return fault;
    }
  }

  /** The log begins anew: a fsync puts all rows on disk first, those that were only noted too, for ledger.db's log is one. */
  #clear(): void {
    if (this.#log === null) return;
    this.#settle(() => this.#sql.count.run(MAGIC, this.#counter), this.#write);
    this.#log.restart();
  }

  /** Gives those that were begun their rows, and does `more` in the same transaction. */
  #settle(more?: () => void, write = this.#note): void {
    const waiting = this.#begun.all();
    if (waiting.length === 0 && more === undefined) return;
    write(() => {
      for (const begun of waiting) {
        this.#add(begun);
        this.#begun.erase(begun);
      }
      const last = waiting.at(-1);
      if (last !== undefined) this.#sql.count.run(MAGIC, counterOf(last.record.intent.magic));
      more?.();
    });
    for (const begun of waiting) this.#begun.forget(begun);
  }

  #add({ record, traces }: BegunIntent): void {
    const { intent } = record;
    const { changes } = this.#sql.add.run({
      ...rowOf(record),
      account: intent.account,
      magic: intent.magic,
      content: toLedgerJson(intent),
      createdUtc: intent.createdMs,
    });
    // One that has its row has its steps: what happened since is never held up by that.
    if (changes === 1) for (const trace of traces) this.#trace(intent.id, trace);
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
