import type { Database, Statement } from "better-sqlite3";
import type { BackfillPlan, PlanState } from "#bridge/ports/backfill-store.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import { barOpen } from "#shared/market/timeframe.ts";
import { FIRST_EPOCH } from "./lane.ts";

/** Table `backfill`, and the lanes of a stream's past. Every method works inside the caller's transaction. */
export class HistoryBook {
  readonly #all: Statement<[], BackfillPlan>;
  readonly #of: Statement<[number], BackfillPlan>;
  readonly #firstMs: Statement<[number], number | null>;
  readonly #firstEpoch: Statement<[number], number | null>;
  readonly #put: Statement<[{ stream: number; fromMs: number; toMs: number }]>;
  readonly #widen: Statement<[{ stream: number; fromMs: number }]>;
  readonly #setState: Statement<[PlanState, number]>;
  readonly #drop: Statement<[number]>;
  readonly #lane: Statement<[number], { id: number; total: number }>;
  readonly #move: Statement<[number, number, number]>;
  readonly #dropDay: Statement<[number]>;
  readonly #reach: Statement<[{ stream: number; reachedMs: number; ticks: number }]>;

  constructor(db: Database) {
    const select = `SELECT instrument, stream, point, digits, from_ms AS fromMs, to_ms AS toMs, reached_ms AS reachedMs, ticks, state
      FROM backfill JOIN stream ON stream.id = backfill.stream`;
    this.#all = db.prepare(`${select} ORDER BY stream`);
    this.#of = db.prepare(`${select} WHERE stream = ?`);
    this.#firstMs = db
      .prepare<[number], number | null>("SELECT min(first_ms) FROM lane WHERE stream = ? AND total > 0")
      .pluck();
    this.#firstEpoch = db.prepare<[number], number | null>("SELECT min(epoch) FROM lane WHERE stream = ?").pluck();
    this.#put = db.prepare(
      `INSERT OR REPLACE INTO backfill (stream, from_ms, to_ms, reached_ms, ticks, state)
       VALUES (@stream, @fromMs, @toMs, @toMs, 0, 'open')`,
    );
    this.#widen = db.prepare(
      "UPDATE backfill SET from_ms = @fromMs, state = CASE WHEN @fromMs < reached_ms THEN 'open' ELSE 'done' END WHERE stream = @stream",
    );
    this.#setState = db.prepare("UPDATE backfill SET state = ? WHERE stream = ?");
    this.#drop = db.prepare("DELETE FROM backfill WHERE stream = ?");
    this.#lane = db.prepare("SELECT id, total FROM lane WHERE stream = ?");
    this.#move = db.prepare("UPDATE lane SET stream = ?, epoch = ? WHERE id = ?");
    this.#dropDay = db.prepare("DELETE FROM stream WHERE id = ? AND importing = 1");
    this.#reach = db.prepare(
      `UPDATE backfill SET reached_ms = @reachedMs, ticks = ticks + @ticks,
         state = CASE WHEN @reachedMs <= from_ms THEN 'done' ELSE state END
       WHERE stream = @stream`,
    );
  }

  all(): BackfillPlan[] {
    return this.#all.all();
  }

  /** A plan that is there already goes further back, or less far; what it has fetched it does not fetch again. */
  plan(stream: number, fromMs: number, nowMs: number): BackfillPlan {
    if (this.#of.get(stream) !== undefined) this.#widen.run({ stream, fromMs });
    else {
      // The minute in which the stored ticks begin is theirs: two halves of it would make a bar in the wrong order.
      const toMs = barOpen("M1", this.#firstMs.get(stream) ?? nowMs);
      this.#put.run({ stream, fromMs, toMs });
      if (fromMs >= toMs) this.#setState.run("done", stream);
    }
    const plan = this.#of.get(stream);
    if (plan === undefined) throw new FairleadError("NOT_FOUND", `There is no stream ${stream}.`, { stream });
    return plan;
  }

  setState(stream: number, state: PlanState): void {
    this.#setState.run(state, stream);
  }

  drop(stream: number): void {
    this.#drop.run(stream);
  }

  /** Puts the one lane of a day in front of all that a stream has. */
  adopt(day: number | undefined, stream: number, reachedMs: number): void {
    const lane = day === undefined ? undefined : this.#lane.get(day);
    if (lane !== undefined) {
      const before = Math.min(this.#firstEpoch.get(stream) ?? FIRST_EPOCH, FIRST_EPOCH) - 1;
      this.#move.run(stream, before, lane.id);
    }
    if (day !== undefined) this.#dropDay.run(day);
    this.#reach.run({ stream, reachedMs, ticks: lane?.total ?? 0 });
  }
}
