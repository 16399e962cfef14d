import type { Database, Statement } from "better-sqlite3";
import type { OffsetEpoch } from "#shared/market/broker-time.ts";

/** Table `offset_epoch`: how far each server's clock was ahead of UTC, and from when. */
export class OffsetBook {
  readonly #all: Statement<[string], OffsetEpoch>;
  readonly #insert: Statement<[string, number, number, number]>;

  constructor(db: Database) {
    this.#all = db.prepare(
      "SELECT epoch, from_broker_ms AS fromBrokerMs, offset_s AS offsetS FROM offset_epoch WHERE server = ? ORDER BY epoch",
    );
    this.#insert = db.prepare("INSERT INTO offset_epoch VALUES (?, ?, ?, ?)");
  }

  of(server: string): OffsetEpoch[] {
    return this.#all.all(server);
  }

  /** Opens an epoch unless the offset is the one that holds. */
  record(server: string, fromBrokerMs: number, offsetS: number): void {
    const last = this.of(server).at(-1);
    if (last?.offsetS === offsetS) return;
    this.#insert.run(server, last === undefined ? 0 : last.epoch + 1, fromBrokerMs, offsetS);
  }
}

/** The server of an instrument id `login@server/symbol`; symbols may hold a slash, logins and servers do not. */
export function serverOf(instrument: string): string {
  const at = instrument.indexOf("@");
  const slash = instrument.indexOf("/", at + 1);
  return at < 0 ? "" : instrument.slice(at + 1, slash < 0 ? undefined : slash);
}
