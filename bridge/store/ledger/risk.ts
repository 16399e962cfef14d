import type { Database, Statement } from "better-sqlite3";
import type { RiskBook } from "#bridge/ports/risk-book.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { RiskRecord } from "#shared/trading/day/risk-record.ts";
import type { RiskLimits } from "#shared/trading/rules/risk-limits.ts";
import { fromLedgerJson, toLedgerJson } from "./ledger-json.ts";
import type { LedgerWrite } from "./write.ts";

type Put = Statement<[string, string, number]>;

/** Tables `risk_limits` and `risk_day`. The texts are our own JSON, written here alone. */
export class LedgerRisk implements RiskBook {
  readonly #write: LedgerWrite;
  readonly #limits: Statement<[string], string>;
  readonly #putLimits: Put;
  readonly #dropLimits: Statement<[string]>;
  readonly #record: Statement<[string], string>;
  readonly #putRecord: Put;

  constructor(db: Database, write: LedgerWrite) {
    this.#write = write;
    const put = (table: string): Put =>
      db.prepare(
        `INSERT INTO ${table} VALUES (?, ?, ?)
         ON CONFLICT DO UPDATE SET content = excluded.content, changed_utc = excluded.changed_utc`,
      );
    const get = (table: string): Statement<[string], string> =>
      db.prepare<[string], string>(`SELECT content FROM ${table} WHERE account = ?`).pluck();
    this.#limits = get("risk_limits");
    this.#putLimits = put("risk_limits");
    this.#dropLimits = db.prepare("DELETE FROM risk_limits WHERE account = ?");
    this.#record = get("risk_day");
    this.#putRecord = put("risk_day");
  }

  limits(account: AccountId): RiskLimits | null {
    return read(this.#limits.get(account)) as RiskLimits | null;
  }

  putLimits(account: AccountId, limits: RiskLimits | null): void {
    this.#write(() =>
      limits === null ? this.#dropLimits.run(account) : this.#putLimits.run(account, toLedgerJson(limits), Date.now()),
    );
  }

  record(account: AccountId): RiskRecord | null {
    return read(this.#record.get(account)) as RiskRecord | null;
  }

  putRecord(account: AccountId, record: RiskRecord): void {
    this.#write(() => this.#putRecord.run(account, toLedgerJson(record), Date.now()));
  }
}

const read = (content: string | undefined): unknown => (content === undefined ? null : fromLedgerJson(content));
