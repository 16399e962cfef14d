import type { Database, Statement } from "better-sqlite3";
import type { FlattenRun, GuardTerms, Latch, LatchVerb, PositionDuty, SafetyBook } from "#bridge/ports/safety-book.ts";
import type { AccountId, Ticket, UtcMs } from "#shared/market/brands.ts";
import { fromLedgerJson, toLedgerJson } from "./ledger-json.ts";
import type { LedgerWrite } from "./write.ts";

/** Stands for every account in table `latch`; an account's id has an "@". */
const EVERY = "*";

interface DutyRow {
  readonly account: AccountId;
  readonly position: bigint;
  readonly kind: "stop" | "hold";
  readonly intent: PositionDuty["intent"];
  readonly dueMs: bigint;
}

/** Tables `latch`, `guard`, `flatten` and `position_duty`. */
export class LedgerSafety implements SafetyBook {
  readonly #write: LedgerWrite;
  readonly #latches: Statement<[], Omit<Latch, "account"> & { account: string }>;
  readonly #setLatch: Statement<[string, string, string, string, number]>;
  readonly #resetLatch: Statement<[number, string, string, string]>;
  readonly #guard: Statement<[string], { version: bigint; content: string }>;
  readonly #putGuard: Statement<[string, bigint, string]>;
  readonly #flattens: Statement<[], FlattenRun>;
  readonly #putFlatten: Statement<[FlattenRun]>;
  readonly #duties: Statement<[], DutyRow>;
  readonly #putDuty: Statement<[string, bigint, string, string, number]>;
  readonly #endDuty: Statement<[string, string, bigint, string, string]>;

  constructor(db: Database, write: LedgerWrite) {
    this.#write = write;
    this.#latches = db.prepare(
      "SELECT account, verb, cause, words, set_utc AS setMs FROM latch WHERE reset_utc IS NULL ORDER BY seq",
    );
    this.#setLatch = db.prepare(
      "INSERT INTO latch (account, verb, cause, words, set_utc) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    );
    this.#resetLatch = db.prepare(
      "UPDATE latch SET reset_utc = ?, reset_by = ? WHERE account = ? AND verb = ? AND reset_utc IS NULL",
    );
    this.#guard = db
      .prepare<[string], { version: bigint; content: string }>("SELECT version, content FROM guard WHERE account = ?")
      .safeIntegers();
    this.#putGuard = db.prepare(
      "INSERT INTO guard VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET version = excluded.version, content = excluded.content",
    );
    this.#flattens = db.prepare(
      `SELECT id, account, cause, asked_utc AS askedMs, flat_utc AS flatMs, ended_utc AS endedMs FROM flatten AS each
       WHERE (flat_utc IS NULL AND ended_utc IS NULL)
         OR asked_utc = (SELECT max(asked_utc) FROM flatten WHERE account = each.account) ORDER BY asked_utc, id`,
    );
    this.#putFlatten = db.prepare(
      `INSERT INTO flatten VALUES (@id, @account, @cause, @askedMs, @flatMs, @endedMs)
       ON CONFLICT DO UPDATE SET flat_utc = @flatMs, ended_utc = @endedMs`,
    );
    this.#duties = db
      .prepare<[], DutyRow>(
        "SELECT account, position, kind, intent, due_utc AS dueMs FROM position_duty WHERE ended IS NULL ORDER BY due_utc",
      )
      .safeIntegers();
    this.#putDuty = db.prepare(
      "INSERT INTO position_duty (account, position, kind, intent, due_utc) VALUES (?, ?, ?, ?, ?) ON CONFLICT DO NOTHING",
    );
    this.#endDuty = db.prepare(
      "UPDATE position_duty SET ended = ? WHERE account = ? AND position = ? AND kind = ? AND intent = ? AND ended IS NULL",
    );
  }

  latches(): readonly Latch[] {
    return this.#latches
      .all()
      .map((row) => ({ ...row, account: row.account === EVERY ? null : (row.account as AccountId) }));
  }

  setLatches(latches: readonly Latch[]): readonly Latch[] {
    return this.#write(() =>
      latches.filter(
        ({ account, verb, cause, words, setMs }) =>
          this.#setLatch.run(account ?? EVERY, verb, cause, words, setMs).changes === 1,
      ),
    );
  }

  resetLatch(account: AccountId | null, verb: LatchVerb, by: string, atMs: UtcMs): boolean {
    return this.#write(() => this.#resetLatch.run(atMs, by, account ?? EVERY, verb).changes > 0);
  }

  guard(account: AccountId): { readonly version: bigint; readonly terms: GuardTerms } | undefined {
    const row = this.#guard.get(account);
    return row && { version: row.version, terms: fromLedgerJson<GuardTerms>(row.content) };
  }

  putGuard(account: AccountId, terms: GuardTerms, above: bigint): bigint {
    return this.#write(() => {
      const last = this.#guard.get(account)?.version ?? 0n;
      // A ledger that follows a lost one must not be taken for an older one: programs ignore lower versions.
      const version = [last, above, BigInt(Math.floor(Date.now() / 1_000))].reduce((a, b) => (a > b ? a : b)) + 1n;
      this.#putGuard.run(account, version, toLedgerJson(terms));
      return version;
    });
  }

  flattens(): readonly FlattenRun[] {
    return this.#flattens.all();
  }

  putFlatten(run: FlattenRun): void {
    this.#write(() => this.#putFlatten.run(run));
  }

  duties(): readonly PositionDuty[] {
    return this.#duties.all().map((row) => ({
      ...row,
      position: BigInt.asUintN(64, row.position) as Ticket,
      dueMs: Number(row.dueMs) as UtcMs,
    }));
  }

  putDuty({ account, position, kind, intent, dueMs }: PositionDuty): boolean {
    return this.#write(
      () => this.#putDuty.run(account, BigInt.asIntN(64, position), kind, intent, dueMs).changes === 1,
    );
  }

  endDuty({ account, position, kind, intent }: PositionDuty, how: string): void {
    this.#write(() => this.#endDuty.run(how, account, BigInt.asIntN(64, position), kind, intent));
  }
}
