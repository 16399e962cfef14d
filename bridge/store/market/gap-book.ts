import type { Database, Statement } from "better-sqlite3";
import type { GapRecord } from "#bridge/ports/tick-store.ts";

/** Table `gap`: spans of which we know that ticks are missing or were rewritten. The same span and reason is kept once. */
export class GapBook {
  readonly #put: Statement<[GapRecord & { now: number }]>;
  readonly #all: Statement<[number], GapRecord>;

  constructor(db: Database) {
    this.#put = db.prepare(
      `INSERT INTO gap VALUES (@stream, @fromMs, @toMs, @reason, @detail, @now)
       ON CONFLICT DO UPDATE SET detail = @detail, recorded_utc = @now`,
    );
    this.#all = db.prepare(
      "SELECT stream, from_ms AS fromMs, to_ms AS toMs, reason, detail FROM gap WHERE stream = ? ORDER BY from_ms, to_ms, reason",
    );
  }

  record(gap: GapRecord): void {
    this.#put.run({ ...gap, now: Date.now() });
  }

  of(stream: number): GapRecord[] {
    return this.#all.all(stream);
  }
}
