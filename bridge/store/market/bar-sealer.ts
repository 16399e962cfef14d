import type { Database, Statement } from "better-sqlite3";
import { barOpen } from "#shared/market/timeframe.ts";
import type { BarBook } from "./bar-book.ts";
import { type BarGround, buildLaneBars } from "./built-bars.ts";
import type { Lane } from "./lane.ts";
import type { LaneBook } from "./lane-book.ts";
import { type OffsetBook, serverOf } from "./offset-book.ts";
import type { StreamBook } from "./stream-book.ts";
import type { TickReader } from "./tick-reader.ts";

/** Turns closed minutes of ticks into rows of table `bar`, each minute once. Part of the writer. */
export class BarSealer {
  readonly #db: Database;
  readonly #lanes: LaneBook;
  readonly #streams: StreamBook;
  readonly #ticks: TickReader;
  readonly #bars: BarBook;
  readonly #offsets: OffsetBook;
  readonly #mark: Statement<[number, number, number]>;

  constructor(
    db: Database,
    parts: { lanes: LaneBook; streams: StreamBook; ticks: TickReader; bars: BarBook; offsets: OffsetBook },
  ) {
    this.#db = db;
    this.#lanes = parts.lanes;
    this.#streams = parts.streams;
    this.#ticks = parts.ticks;
    this.#bars = parts.bars;
    this.#offsets = parts.offsets;
    this.#mark = db.prepare("UPDATE lane SET sealed_ms = ?, sealed_total = ? WHERE id = ?");
  }

  /** Makes bars of the closed minutes of a stream; the transaction is its own. */
  seal(stream: number): void {
    const { point, instrument } = this.#streams.get(stream);
    // Without the point a bar has no spread, and a sealed bar is never built again.
    if (point === 0) return;
    const lanes = this.#lanes.of(stream);
    const ground: BarGround = { lanes, point, offsets: this.#offsets.of(serverOf(instrument)) };
    const sealed = lanes.map((lane): Lane => {
      // The newest lane's last minute still grows; those before have ended.
      const toMs = lane === lanes.at(-1) ? barOpen("M1", lane.timeMs) : barOpen("M1", lane.timeMs) + 60_000;
      return { ...lane, sealedMs: Math.max(lane.sealedMs, toMs), sealedTotal: lane.total };
    });
    this.#db
      .transaction(() => {
        for (const [i, lane] of lanes.entries()) {
          const { sealedMs, sealedTotal } = sealed[i] ?? lane;
          if (sealedMs === lane.sealedMs && sealedTotal === lane.sealedTotal) continue;
          for (const bar of buildLaneBars(this.#ticks, ground, lane, lane.sealedMs, sealedMs)) {
            this.#bars.addBuilt(stream, bar);
          }
          this.#mark.run(sealedMs, sealedTotal, lane.id);
        }
      })
      .immediate();
    for (const lane of sealed) this.#lanes.put(lane);
  }
}
