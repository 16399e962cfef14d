import type { Database, Statement } from "better-sqlite3";
import type { InstrumentBook } from "#bridge/ports/instrument-book.ts";
import type { AccountId, InstrumentId } from "#shared/market/brands.ts";
import type { InstrumentSpec } from "#shared/market/instrument.ts";
import type { LedgerWrite } from "./write.ts";

/** Table `instrument`. The text is our own JSON, written by `put` alone. */
export class LedgerInstruments implements InstrumentBook {
  readonly #write: LedgerWrite;
  readonly #put: Statement<[AccountId, string, string, number]>;
  readonly #get: Statement<[AccountId, string], string>;
  readonly #of: Statement<[AccountId], string>;
  readonly #all: Statement<[], { readonly account: AccountId; readonly spec: string }>;

  constructor(db: Database, write: LedgerWrite) {
    this.#write = write;
    this.#put = db.prepare(
      "INSERT INTO instrument VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET spec = excluded.spec, changed_utc = excluded.changed_utc",
    );
    this.#get = db
      .prepare<[AccountId, string], string>("SELECT spec FROM instrument WHERE account = ? AND symbol = ?")
      .pluck();
    this.#of = db.prepare<[AccountId], string>("SELECT spec FROM instrument WHERE account = ? ORDER BY symbol").pluck();
    this.#all = db.prepare("SELECT account, spec FROM instrument ORDER BY account, symbol");
  }

  put(account: AccountId, spec: InstrumentSpec): boolean {
    const text = JSON.stringify(spec);
    if (this.#get.get(account, spec.symbol) === text) return false;
    this.#write(() => this.#put.run(account, spec.symbol, text, Date.now()));
    return true;
  }

  get(account: AccountId, symbol: string): InstrumentSpec | undefined {
    const text = this.#get.get(account, symbol);
    return text === undefined ? undefined : specOf(text);
  }

  of(account: AccountId): readonly InstrumentSpec[] {
    return this.#of.all(account).map(specOf);
  }

  /** Every instrument of every account that was ever connected, by the id that the store knows it under. */
  all(): readonly { readonly instrument: InstrumentId; readonly point: number; readonly digits: number }[] {
    return this.#all.all().map(({ account, spec }) => {
      const { symbol, point, digits } = specOf(spec);
      return { instrument: `${account}/${symbol}` as InstrumentId, point, digits };
    });
  }
}

const specOf = (text: string): InstrumentSpec => JSON.parse(text) as InstrumentSpec;
