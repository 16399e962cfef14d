import type { Database, Statement } from "better-sqlite3";
import type { CloudOutbox, OutboxRow, OutboxState } from "#bridge/ports/cloud-outbox.ts";
import { CLOUD_CLOSES, CLOUD_CONTENT, CLOUD_INTENT_STATES, type CloudSource } from "../migrations/ledger/006-cloud.ts";
import type { LedgerWrite } from "./write.ts";

/** A table's rows of before the stream, in the order of a key that never changes. */
interface History {
  readonly source: CloudSource;
  readonly table?: string;
  readonly key: string;
  readonly where: string;
}

/** Sessions before what belongs to them. */
const HISTORY: readonly History[] = [
  { source: "deal", key: "seq", where: "1" },
  { source: "trade", table: "deal", key: "seq", where: CLOUD_CLOSES },
  { source: "intent", key: "seq", where: `state IN ${CLOUD_INTENT_STATES}` },
  { source: "session", key: "id", where: "1" },
  { source: "session_tally", table: "session", key: "id", where: "json_extract(state, '$.tally.closed') > 0" },
  { source: "session_trade", key: "session || printf('/%09d', number)", where: "1" },
  { source: "session_event", key: "seq", where: "1" },
  { source: "risk_day", key: "account", where: "1" },
];

interface Cursor {
  /** Index into HISTORY. */
  readonly at: number;
  readonly after: string | number;
}

const FROM_THE_START: Cursor = { at: 0, after: "" };

interface StreamRow {
  readonly stream: string;
  readonly owner: string;
  readonly epoch: number;
  readonly base: number;
  readonly sent: number;
  readonly acked: number;
  readonly backfill: string | null;
}

/** Tables `cloud_stream` and `cloud_outbox`. */
export class LedgerCloud implements CloudOutbox {
  readonly #db: Database;
  readonly #write: LedgerWrite;
  readonly #note: LedgerWrite;
  readonly #stream: Statement<[], StreamRow>;
  readonly #first: Statement<[], number | null>;
  readonly #last: Statement<[], number>;
  readonly #after: Statement<[number, number], OutboxRow>;
  readonly #oldest: Statement<[], number | null>;
  readonly #prune: Statement<[number, number]>;

  /** @param write fsyncs; @param note leaves that to the next write: what is lost then is only sent again. */
  constructor(db: Database, write: LedgerWrite, note: LedgerWrite) {
    this.#db = db;
    this.#write = write;
    this.#note = note;
    this.#stream = db.prepare("SELECT stream, owner, epoch, base, sent, acked, backfill FROM cloud_stream");
    this.#first = db.prepare<[], number | null>("SELECT min(seq) FROM cloud_outbox").pluck();
    this.#last = db
      .prepare<[], number>("SELECT coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'cloud_outbox'), 0)")
      .pluck();
    this.#after = db.prepare(
      "SELECT seq, made_utc AS madeMs, source, content FROM cloud_outbox WHERE seq > ? ORDER BY seq LIMIT ?",
    );
    this.#oldest = db
      .prepare<[], number | null>(
        "SELECT made_utc FROM cloud_outbox WHERE seq > (SELECT acked FROM cloud_stream) ORDER BY seq LIMIT 1",
      )
      .pluck();
    // Only from the front: what is kept has no holes.
    this.#prune = db.prepare(
      `DELETE FROM cloud_outbox WHERE seq <= (SELECT acked FROM cloud_stream)
         AND seq < coalesce((SELECT min(seq) FROM cloud_outbox WHERE made_utc >= ?), 9223372036854775807)
         AND seq < (SELECT min(seq) FROM cloud_outbox) + ?`,
    );
  }

  state(): OutboxState | undefined {
    const row = this.#stream.get();
    if (row === undefined) return undefined;
    const { backfill, ...kept } = row;
    const last = this.#last.get() ?? 0;
    return { ...kept, last, first: this.#first.get() ?? last + 1, backfilling: backfill !== null };
  }

  begin(owner: string, stream: string, backfill: boolean): void {
    this.#write(() => {
      if (this.#stream.get()?.owner === owner) return;
      this.#drop();
      const last = this.#last.get() ?? 0;
      this.#db
        .prepare("INSERT INTO cloud_stream VALUES (1, ?, ?, 1, ?, ?, ?, ?)")
        .run(stream, owner, last, last, last, backfill ? JSON.stringify(FROM_THE_START) : null);
    });
  }

  add(source: string, madeMs: number, content: string): void {
    this.#write(() => {
      if (this.#stream.get() !== undefined)
        this.#db
          .prepare("INSERT INTO cloud_outbox (made_utc, source, content) VALUES (?, ?, ?)")
          .run(madeMs, source, content);
    });
  }

  end(): void {
    this.#write(() => this.#drop());
  }

  after(seq: number, limit: number): readonly OutboxRow[] {
    return this.#after.all(seq, limit);
  }

  oldestMs(): number | null {
    return this.#oldest.get() ?? null;
  }

  noteSent(seq: number): void {
    this.#note(() => this.#db.prepare("UPDATE cloud_stream SET sent = max(sent, ?)").run(seq));
  }

  noteAcked(seq: number): void {
    this.#note(() => this.#db.prepare("UPDATE cloud_stream SET acked = max(acked, ?)").run(seq));
  }

  takeBack(seq: number): void {
    this.#note(() => this.#db.prepare("UPDATE cloud_stream SET acked = ?").run(seq));
  }

  renumber(epoch: number, stream?: string): void {
    this.#write(() => {
      const { first } = this.state() ?? { first: 1 };
      this.#db
        .prepare(
          "UPDATE cloud_stream SET stream = coalesce(?, stream), epoch = ?, base = ?, sent = ?, acked = ?, backfill = ?",
        )
        .run(stream ?? null, epoch, first - 1, first - 1, first - 1, JSON.stringify(FROM_THE_START));
    });
  }

  backfill(limit: number): boolean {
    return this.#write(() => {
      const text = this.#stream.get()?.backfill ?? null;
      if (text === null) return false;
      const { at, after } = JSON.parse(text) as Cursor;
      const next = this.#writeOut(at, after, limit);
      this.#db.prepare("UPDATE cloud_stream SET backfill = ?").run(next === null ? null : JSON.stringify(next));
      return next !== null;
    });
  }

  prune(beforeMs: number, limit: number): number {
    return this.#note(() => this.#prune.run(beforeMs, limit).changes);
  }

  #drop(): void {
    this.#db.exec("DELETE FROM cloud_stream; DELETE FROM cloud_outbox");
  }

  /** What is written while this goes on is told by its own trigger, and once more here: one fact has one key. */
  #writeOut(at: number, after: string | number, limit: number): Cursor | null {
    const history = HISTORY[at];
    if (history === undefined) return null;
    const { source, table = source, key, where } = history;
    const begun = after === "" ? "1" : `(${key}) > @after`;
    const keys = this.#db
      .prepare<{ after: string | number; limit: number }, string | number>(
        `SELECT ${key} FROM ${table} AS row WHERE ${where} AND ${begun} ORDER BY ${key} LIMIT @limit`,
      )
      .pluck()
      .all({ after, limit });
    const to = keys.at(-1);
    if (to === undefined) return { at: at + 1, after: "" };
    this.#db
      .prepare<{ after: string | number; to: string | number; now: number }>(
        `INSERT INTO cloud_outbox (made_utc, source, content)
         SELECT @now, '${source}', ${CLOUD_CONTENT[source]} FROM ${table} AS row
         WHERE ${where} AND ${begun} AND (${key}) <= @to ORDER BY ${key}`,
      )
      .run({ after, to, now: Date.now() });
    return { at, after: to };
  }
}
