import type { Database, Statement } from "better-sqlite3";
import { FairleadError } from "#shared/contract/errors.ts";
import { barOpen } from "#shared/market/timeframe.ts";
import { BAR_SOURCE } from "./bar-book.ts";
import { FIRST_EPOCH, type Lane } from "./lane.ts";

export const LANE_COLUMNS = "id, stream, epoch, seq, first_ms, time_ms, count_at_time, total, sealed_ms, sealed_total";
/** The columns of table `lane` under the names of {@link Lane}. */
export const LANE_SELECT =
  "id, stream, epoch, seq, first_ms AS firstMs, time_ms AS timeMs, count_at_time AS countAtTime, total, sealed_ms AS sealedMs, sealed_total AS sealedTotal";

/** The lanes as the writer remembers them; rows are read on first use. */
export class LaneBook {
  readonly #lanes = new Map<number, Map<number, Lane>>();
  readonly #ofStream: Statement<[number], Lane>;
  readonly #knowsStream: Statement<[number]>;
  readonly #lastId: Statement<[], number>;
  readonly #dropBuilt: Statement<[number, number]>;
  readonly #unseal: Statement<[number, number]>;
  readonly #retiredMs: Statement<[number], number>;

  constructor(db: Database) {
    this.#ofStream = db.prepare(`SELECT ${LANE_SELECT} FROM lane WHERE stream = ? ORDER BY epoch`);
    this.#knowsStream = db.prepare("SELECT 1 FROM stream WHERE id = ?");
    this.#lastId = db.prepare<[], number>("SELECT coalesce(max(id), 0) FROM lane").pluck();
    this.#dropBuilt = db.prepare(`DELETE FROM bar WHERE stream = ? AND time_ms >= ? AND source = ${BAR_SOURCE.ticks}`);
    this.#unseal = db.prepare("UPDATE lane SET sealed_ms = min(sealed_ms, ?) WHERE stream = ?");
    this.#retiredMs = db
      .prepare<[number], number>(
        "SELECT coalesce(max(last_ms), 0) FROM tick_retired WHERE lane IN (SELECT id FROM lane WHERE stream = ?)",
      )
      .pluck();
  }

  get(stream: number, epoch: number): Lane | undefined {
    return this.#stream(stream).get(epoch);
  }

  newest(stream: number): Lane | undefined {
    return [...this.#stream(stream).values()].at(-1);
  }

  of(stream: number): readonly Lane[] {
    return [...this.#stream(stream).values()];
  }

  put(lane: Lane): void {
    this.#stream(lane.stream).set(lane.epoch, lane);
  }

  /**
   * Has the minutes of a stream from `fromMs` on built from ticks again: what they are made of has changed. Minutes
   * whose ticks were let go stay as they are: nothing could make them again.
   */
  unseal(stream: number, fromMs: number): void {
    const retiredMs = this.#retiredMs.get(stream) ?? 0;
    const again = retiredMs === 0 ? fromMs : Math.max(fromMs, barOpen("M1", retiredMs) + 60_000);
    this.#dropBuilt.run(stream, again);
    this.#unseal.run(again, stream);
    this.#lanes.delete(stream);
  }

  clear(): void {
    this.#lanes.clear();
  }

  /**
   * A lane for the first frame of an epoch, not yet stored. `pending` are lanes of the same transaction.
   * @throws FairleadError STORE_FRAME_REJECTED when the stream is unknown or its epochs have moved on.
   */
  draft({ stream, epoch }: { stream: number; epoch: number }, pending: readonly Lane[]): Lane {
    if (this.#knowsStream.get(stream) === undefined) {
      throw new FairleadError("STORE_FRAME_REJECTED", `There is no stream ${stream}.`, { stream });
    }
    const epochs = pending.filter((lane) => lane.stream === stream).map((lane) => lane.epoch);
    const newest = Math.max(FIRST_EPOCH - 1, this.newest(stream)?.epoch ?? 0, ...epochs);
    if (!Number.isInteger(epoch) || epoch <= newest) {
      throw new FairleadError("STORE_FRAME_REJECTED", `Stream ${stream} is past epoch ${epoch}.`, { stream, epoch });
    }
    const id = Math.max(this.#lastId.get() ?? 0, ...pending.map((lane) => lane.id)) + 1;
    return { id, stream, epoch, seq: 0, firstMs: 0, timeMs: 0, countAtTime: 0, total: 0, sealedMs: 0, sealedTotal: 0 };
  }

  #stream(stream: number): Map<number, Lane> {
    let lanes = this.#lanes.get(stream);
    if (lanes === undefined) {
      lanes = new Map(this.#ofStream.all(stream).map((lane) => [lane.epoch, lane]));
      this.#lanes.set(stream, lanes);
    }
    return lanes;
  }
}
