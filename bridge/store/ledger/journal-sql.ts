import type { Database, Statement } from "better-sqlite3";

export interface EditRow {
  readonly revision: number;
  readonly atMs: number;
  readonly note: string;
  readonly tags: string;
  readonly overwrote: string | null;
}

const EDIT = "SELECT revision, at_utc AS atMs, note, tags, overwrote FROM journal_edit";
const HEAD = `SELECT id, name, kind, account, title, currency, digits, first_balance AS firstBalance, at_utc AS atMs, added,
  duplicates FROM journal_import`;

/** The statements behind `LedgerJournal`, prepared once. */
export class JournalSql {
  readonly editById: Statement<[string], EditRow>;
  readonly latestEdit: Statement<[string, bigint], EditRow>;
  readonly edits: Statement<[string, bigint], EditRow>;
  readonly addEdit: Statement<[string, string, bigint, number, number, string, string, string | null]>;
  readonly wordsOf: Statement<[string, bigint], number>;
  readonly addWordsOf: Statement<[string, bigint]>;
  readonly dropWords: Statement<[number]>;
  readonly addWords: Statement<[number, string]>;
  readonly setUpcoming: Statement<[string, string, string]>;
  readonly dropUpcoming: Statement<[string, string]>;
  readonly upcoming: Statement<[], { readonly account: string; readonly session: string; readonly tags: string }>;
  readonly keepPicture: Statement<[string, bigint, Uint8Array, number]>;
  readonly keepDrawn: Statement<[string, bigint, Uint8Array, number]>;
  readonly picture: Statement<[string, bigint], Buffer>;
  readonly keepMeasure: Statement<[string, bigint, string]>;
  readonly keepAccount: Statement<[Record<string, string | number>]>;
  readonly addEquity: Statement<[string, number, number, number, number, number]>;
  readonly beginImport: Statement<[Record<string, string | number | null>]>;
  readonly keepPrinted: Statement<[string, string, number]>;
  readonly dropPrinted: Statement<[string]>;
  readonly addRow: Statement<[string, bigint, number, string, 0 | 1, string]>;
  readonly endImport: Statement<[string]>;
  readonly dropRows: Statement<[string, number]>;
  readonly dropImport: Statement<[string]>;
  readonly unfinished: Statement<[], string>;
  readonly imports: Statement<[], Record<string, string | number | null>>;

  constructor(db: Database) {
    this.editById = db.prepare(`${EDIT} WHERE id = ?`);
    this.latestEdit = db.prepare(`${EDIT} WHERE account = ? AND ticket = ? ORDER BY revision DESC LIMIT 1`);
    this.edits = db.prepare(`${EDIT} WHERE account = ? AND ticket = ? ORDER BY revision DESC`);
    this.addEdit = db.prepare(
      `INSERT INTO journal_edit (id, account, ticket, revision, at_utc, note, tags, overwrote)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?)`,
    );
    this.wordsOf = db
      .prepare<[string, bigint], number>("SELECT seq FROM journal_words_of WHERE account = ? AND ticket = ?")
      .pluck();
    this.addWordsOf = db.prepare("INSERT INTO journal_words_of (account, ticket) VALUES (?, ?)");
    this.dropWords = db.prepare("DELETE FROM journal_words WHERE rowid = ?");
    this.addWords = db.prepare("INSERT INTO journal_words (rowid, words) VALUES (?, ?)");
    this.setUpcoming = db.prepare(
      "INSERT INTO journal_upcoming VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET tags = excluded.tags",
    );
    this.dropUpcoming = db.prepare("DELETE FROM journal_upcoming WHERE account = ? AND session = ?");
    this.upcoming = db.prepare("SELECT account, session, tags FROM journal_upcoming ORDER BY account, session");
    this.keepPicture = db.prepare(
      "INSERT INTO journal_picture VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET png = excluded.png, at_utc = excluded.at_utc",
    );
    this.keepDrawn = db.prepare("INSERT INTO journal_picture VALUES (?, ?, ?, ?) ON CONFLICT DO NOTHING");
    this.picture = db
      .prepare<[string, bigint], Buffer>("SELECT png FROM journal_picture WHERE account = ? AND ticket = ?")
      .pluck();
    this.keepMeasure = db.prepare(
      "INSERT INTO journal_measure VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET content = excluded.content",
    );
    this.keepAccount = db.prepare(
      `INSERT INTO journal_account VALUES (@id, @server, @title, @currency, @digits, @tradeMode) ON CONFLICT DO UPDATE
       SET title = excluded.title, currency = excluded.currency, digits = excluded.digits`,
    );
    this.addEquity = db.prepare(
      `INSERT INTO journal_equity (account, minute_broker, low, high, last, balance) VALUES (?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET low = min(low, excluded.low), high = max(high, excluded.high), last = excluded.last,
         balance = excluded.balance`,
    );
    this.beginImport = db.prepare(
      `INSERT INTO journal_import VALUES (@id, @name, @kind, @account, @title, @currency, @digits, @firstBalance, @atMs,
         'saving', @added, @duplicates)`,
    );
    this.keepPrinted = db.prepare("INSERT INTO journal_printed VALUES (?, ?, ?)");
    this.dropPrinted = db.prepare("DELETE FROM journal_printed WHERE import = ?");
    this.addRow = db.prepare(
      "INSERT INTO journal_deal (account, ticket, revision, import, worked, content) VALUES (?, ?, ?, ?, ?, ?)",
    );
    this.endImport = db.prepare("UPDATE journal_import SET state = 'kept' WHERE id = ?");
    this.dropRows = db.prepare(
      "DELETE FROM journal_deal WHERE seq IN (SELECT seq FROM journal_deal WHERE import = ? LIMIT ?)",
    );
    this.dropImport = db.prepare("DELETE FROM journal_import WHERE id = ?");
    this.unfinished = db.prepare<[], string>("SELECT id FROM journal_import WHERE state = 'saving'").pluck();
    this.imports = db.prepare(`${HEAD} WHERE state = 'kept' ORDER BY at_utc DESC, id`);
  }
}
