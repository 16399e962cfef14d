import type { Database, Statement } from "better-sqlite3";
import type { AccountRecord } from "#bridge/ports/terminal-registry.ts";
import type { AccountId, TerminalId } from "#shared/market/brands.ts";

/** A row of table `terminal`, in our names. */
export interface TerminalRow {
  readonly id: TerminalId;
  readonly name: string;
  readonly publicKey: string;
  readonly secretHash: Uint8Array;
  readonly nextPublicKey: string | null;
  readonly nextSecretHash: Uint8Array | null;
  readonly state: "paired" | "removed";
  readonly pairedUtc: number;
  readonly removedUtc: number | null;
}

type SeenAccount = AccountRecord & { firstSeenUtc: number; lastSeenUtc: number };

/** The statements behind `LedgerTerminals`, prepared once. */
export class TerminalSql {
  readonly all: Statement<[], TerminalRow>;
  readonly save: Statement<[TerminalRow]>;
  readonly saveAccount: Statement<[AccountRecord & { utcMs: number }]>;
  readonly link: Statement<[TerminalId, AccountId, number, number]>;
  readonly accounts: Statement<[], AccountRecord>;
  readonly accountsOf: Statement<[TerminalId], SeenAccount>;
  /** Adds one to a counter; the second parameter is the first value of one that is new. */
  readonly count: Statement<[string, number], bigint>;

  constructor(db: Database) {
    this.all = db.prepare(
      `SELECT id, name, public_key AS publicKey, secret_hash AS secretHash, next_public_key AS nextPublicKey,
         next_secret_hash AS nextSecretHash, state, paired_utc AS pairedUtc, removed_utc AS removedUtc
       FROM terminal ORDER BY paired_utc, id`,
    );
    this.save = db.prepare(
      `INSERT INTO terminal VALUES (@id, @name, @publicKey, @secretHash, @nextPublicKey, @nextSecretHash, @state,
         @pairedUtc, @removedUtc)
       ON CONFLICT (id) DO UPDATE SET name = @name, public_key = @publicKey, secret_hash = @secretHash,
         next_public_key = @nextPublicKey, next_secret_hash = @nextSecretHash, state = @state,
         paired_utc = @pairedUtc, removed_utc = @removedUtc`,
    );
    this.saveAccount = db.prepare(
      `INSERT INTO account VALUES (@id, @login, @server, @company, @name, @currency, @currencyDigits, @tradeMode,
         @marginMode, @leverage, @utcMs, @utcMs)
       ON CONFLICT (id) DO UPDATE SET company = @company, name = @name, currency = @currency,
         currency_digits = @currencyDigits, trade_mode = @tradeMode, margin_mode = @marginMode, leverage = @leverage,
         last_seen_utc = @utcMs`,
    );
    this.link = db.prepare(
      "INSERT INTO terminal_account VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET last_seen_utc = excluded.last_seen_utc",
    );
    this.accounts = db.prepare(
      `SELECT id, login, server, company, name, currency, currency_digits AS currencyDigits, trade_mode AS tradeMode,
         margin_mode AS marginMode, leverage FROM account ORDER BY first_seen_utc, id`,
    );
    this.accountsOf = db.prepare(
      `SELECT account.id, login, server, company, name, currency, currency_digits AS currencyDigits,
         trade_mode AS tradeMode, margin_mode AS marginMode, leverage, link.first_seen_utc AS firstSeenUtc,
         link.last_seen_utc AS lastSeenUtc
       FROM terminal_account AS link JOIN account ON account.id = link.account WHERE link.terminal = ?
       ORDER BY link.last_seen_utc DESC, account.id`,
    );
    this.count = db
      .prepare<[string, number], bigint>(
        "INSERT INTO counter VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = value + 1 RETURNING value",
      )
      .pluck()
      .safeIntegers();
  }
}
