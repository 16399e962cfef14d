import type { Database, Statement } from "better-sqlite3";

export interface IntentRow {
  readonly seq: number;
  readonly id: string;
  readonly content: string;
  readonly outcome: string;
  readonly sentUtc: number | null;
  readonly historyFrom: number | null;
}

export interface NewIntentRow {
  readonly id: string;
  readonly account: string;
  readonly magic: bigint;
  readonly content: string;
  readonly state: string;
  readonly final: number;
  readonly outcome: string;
  readonly sentUtc: number | null;
  readonly historyFrom: number | null;
  readonly createdUtc: number;
}

interface TraceRow {
  readonly atUtc: number;
  readonly event: string;
  readonly state: string;
  readonly facts: string;
}

const COLUMNS = "seq, id, content, outcome, sent_utc AS sentUtc, history_from AS historyFrom";

/** The statements behind `LedgerIntents`, prepared once. */
export class IntentSql {
  readonly add: Statement<[NewIntentRow]>;
  readonly update: Statement<[Pick<NewIntentRow, "id" | "state" | "final" | "outcome" | "sentUtc" | "historyFrom">]>;
  readonly addTrace: Statement<[{ id: string; atUtc: number; event: string; state: string; facts: string }]>;
  readonly get: Statement<[string], IntentRow>;
  readonly byMagic: Statement<[bigint], IntentRow>;
  readonly open: Statement<[], IntentRow>;
  readonly recent: Statement<[number], IntentRow>;
  readonly recentOf: Statement<[string, number], IntentRow>;
  readonly traces: Statement<[string], TraceRow>;
  readonly keep: Statement<[string, number]>;
  readonly kept: Statement<[string], number>;
  readonly counter: Statement<[string], bigint>;
  readonly count: Statement<[string, bigint]>;

  constructor(db: Database) {
    this.add = db.prepare(
      `INSERT INTO intent (id, account, magic, content, state, final, outcome, sent_utc, history_from, created_utc)
       VALUES (@id, @account, @magic, @content, @state, @final, @outcome, @sentUtc, @historyFrom, @createdUtc)
       ON CONFLICT (id) DO NOTHING`,
    );
    this.update = db.prepare(
      `UPDATE intent SET state = @state, final = @final, outcome = @outcome, sent_utc = @sentUtc,
         history_from = @historyFrom WHERE id = @id`,
    );
    this.addTrace = db.prepare(
      `INSERT INTO intent_event (intent, at_utc, event, state, facts)
       SELECT seq, @atUtc, @event, @state, @facts FROM intent WHERE id = @id`,
    );
    this.get = db.prepare(`SELECT ${COLUMNS} FROM intent WHERE id = ?`);
    this.byMagic = db.prepare(`SELECT ${COLUMNS} FROM intent WHERE magic = ?`);
    this.open = db.prepare(`SELECT ${COLUMNS} FROM intent WHERE final = 0 ORDER BY seq`);
    this.recent = db.prepare(`SELECT ${COLUMNS} FROM intent ORDER BY seq DESC LIMIT ?`);
    this.recentOf = db.prepare(`SELECT ${COLUMNS} FROM intent WHERE account = ? ORDER BY seq DESC LIMIT ?`);
    this.traces = db.prepare(
      `SELECT at_utc AS atUtc, event, intent_event.state AS state, facts FROM intent_event
       JOIN intent ON intent.seq = intent_event.intent WHERE intent.id = ? ORDER BY intent_event.seq`,
    );
    this.keep = db.prepare("INSERT INTO counter VALUES (?, ?) ON CONFLICT DO NOTHING");
    this.kept = db.prepare<[string], number>("SELECT value FROM counter WHERE name = ?").pluck();
    this.counter = db.prepare<[string], bigint>("SELECT value FROM counter WHERE name = ?").pluck().safeIntegers();
    this.count = db.prepare(
      "INSERT INTO counter VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = max(value, excluded.value)",
    );
  }
}
