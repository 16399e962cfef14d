import type { Database, Statement } from "better-sqlite3";
import { barOpen } from "#shared/market/timeframe.ts";
import type { BarBook } from "./bar-book.ts";
import { buildLaneM1, offsetNamer } from "./built-bars.ts";
import type { Lane } from "./lane.ts";
import type { LaneBook } from "./lane-book.ts";
import { type OffsetBook, serverOf } from "./offset-book.ts";
import type { StreamBook } from "./stream-book.ts";
import type { TickReader } from "./tick-reader.ts";

/** A lane's closed minutes become stored bars when this many ticks wait: reads then build at most so many. */
const SEAL_TICKS = 250_000;

/** Turns closed minutes of ticks into rows of table `bar`, each minute once. Part of the writer. */
export class BarSealer {
  readonly #db: Database;
  readonly #lanes: LaneBook;
  readonly #streams: StreamBook;
  readonly #ticks: TickReader;
  readonly #bars: BarBook;
  readonly #offsets: OffsetBook;
  readonly #mark: Statement<[number, number, number]>;
  readonly #reset: Statement<[number]>;

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
    this.#reset = db.prepare("UPDATE lane SET sealed_ms = 0, sealed_total = 0 WHERE stream = ?");
  }

  /** Seals those of the lanes that have grown enough. */
  sealGrown(grown: readonly Lane[]): void {
    for (const lane of grown) {
      if (lane.total - lane.sealedTotal >= SEAL_TICKS) this.#seal(lane);
    }
  }

  /** Builds the stream's bars anew from its ticks, with the point it has now. */
  rescale(stream: number): void {
    this.#bars.dropBuilt(stream);
    this.#reset.run(stream);
    this.#lanes.clear();
  }

  #seal(lane: Lane): void {
    const { point, instrument } = this.#streams.get(lane.stream);
    // Without the point a bar has no spread, and a sealed bar is never built again.
    if (point === 0) return;
    const toMs = barOpen("M1", lane.timeMs);
    const sealed: Lane = { ...lane, sealedMs: toMs, sealedTotal: lane.total };
    this.#db
      .transaction(() => {
        const epochOf = offsetNamer(this.#lanes.of(lane.stream), lane, this.#offsets.of(serverOf(instrument)));
        for (const bar of buildLaneM1(this.#ticks, lane, point, lane.sealedMs, toMs)) {
          this.#bars.addBuilt(lane.stream, bar, epochOf(bar.timeMs));
        }
        this.#mark.run(sealed.sealedMs, sealed.sealedTotal, lane.id);
      })
      .immediate();
    this.#lanes.put(sealed);
  }
}
