import type { Database, Statement } from "better-sqlite3";
import { FairleadError } from "#shared/contract/errors.ts";

export interface StreamRow {
  readonly id: number;
  readonly instrument: string;
  readonly point: number;
  readonly digits: number;
}

const COLUMNS = "id, instrument, point, digits";

/** Table `stream`: an instrument and the number under which its ticks are kept. */
export class StreamBook {
  readonly #byName: Statement<[string], StreamRow>;
  readonly #byId: Statement<[number], StreamRow>;
  readonly #ofAccount: Statement<[number, string], number>;
  readonly #insert: Statement<[string, number, number]>;
  readonly #update: Statement<[number, number, number]>;

  constructor(db: Database) {
    this.#byName = db.prepare(`SELECT ${COLUMNS} FROM stream WHERE instrument = ?`);
    this.#byId = db.prepare(`SELECT ${COLUMNS} FROM stream WHERE id = ?`);
    this.#ofAccount = db
      .prepare<[number, string], number>("SELECT id FROM stream WHERE substr(instrument, 1, ?) = ?")
      .pluck();
    this.#insert = db.prepare("INSERT INTO stream (instrument, point, digits) VALUES (?, ?, ?)");
    this.#update = db.prepare("UPDATE stream SET point = ?, digits = ? WHERE id = ?");
  }

  /**
   * The stream of an instrument, made when new. Point and digits may come later than the first ticks: 0 says that
   * they are not known.
   * @returns the stream, and whether a known point became another: bars with spreads of the old one are then wrong.
   */
  open(instrument: string, point: number, digits: number): { stream: StreamRow; rescaled: boolean } {
    const known = this.#byName.get(instrument);
    if (known === undefined) {
      const id = Number(this.#insert.run(instrument, point, digits).lastInsertRowid);
      return { stream: { id, instrument, point, digits }, rescaled: false };
    }
    if (point === 0 || (known.point === point && known.digits === digits)) return { stream: known, rescaled: false };
    this.#update.run(point, digits, known.id);
    return { stream: { ...known, point, digits }, rescaled: known.point !== 0 && known.point !== point };
  }

  /** The streams of an account's instruments (`account/symbol`). */
  of(account: string): number[] {
    const prefix = `${account}/`;
    return this.#ofAccount.all(prefix.length, prefix);
  }

  /** @throws FairleadError NOT_FOUND. */
  get(id: number): StreamRow {
    const row = this.#byId.get(id);
    if (row === undefined) throw new FairleadError("NOT_FOUND", `There is no stream ${id}.`, { stream: id });
    return row;
  }
}
