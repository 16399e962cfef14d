import type { Database } from "better-sqlite3";
import type { GapRecord, RevisionRecord } from "#bridge/ports/tick-store.ts";
import type { BarColumns } from "#shared/market/bar.ts";
import type { OffsetEpoch } from "#shared/market/broker-time.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";
import { type IntegrityReport, verifyMarket } from "../integrity.ts";
import { BarBook } from "./bar-book.ts";
import { BarReader } from "./bar-reader.ts";
import { GapBook } from "./gap-book.ts";
import { OffsetBook } from "./offset-book.ts";
import { RevisionBook } from "./revision-book.ts";
import { StreamBook } from "./stream-book.ts";
import { TickReader } from "./tick-reader.ts";

/** What market.db's reader can be asked; it sees everything that was committed before the question. */
export class ReadDesk {
  readonly #db: Database;
  readonly #log: Database;
  readonly #streams: StreamBook;
  readonly #ticks: TickReader;
  readonly #bars: BarReader;
  readonly #offsets: OffsetBook;
  readonly #gaps: GapBook;
  readonly #revisions: RevisionBook;

  /** @param log a connection that may write, for checkpoints alone. */
  constructor(db: Database, log: Database) {
    this.#db = db;
    this.#log = log;
    this.#streams = new StreamBook(db);
    this.#ticks = new TickReader(db);
    this.#offsets = new OffsetBook(db);
    this.#gaps = new GapBook(db);
    this.#revisions = new RevisionBook(db);
    this.#bars = new BarReader({
      streams: this.#streams,
      ticks: this.#ticks,
      bars: new BarBook(db),
      offsets: this.#offsets,
    });
  }

  readTicks(stream: number, fromMs: number, toMs: number, limit: number): TickColumns {
    return this.#ticks.read(this.#streams.get(stream).id, fromMs, toMs, limit);
  }

  readTail(stream: number, limit: number): TickColumns {
    return this.#ticks.tail(this.#streams.get(stream).id, limit);
  }

  readBars(stream: number, timeframe: Timeframe, fromMs: number, toMs: number, limit: number): BarColumns {
    return this.#bars.read(this.#streams.get(stream).id, timeframe, fromMs, toMs, limit);
  }

  revisions(stream: number): RevisionRecord[] {
    return this.#revisions.of(stream);
  }

  readRevision(id: number): TickColumns {
    return this.#revisions.read(id);
  }

  gaps(stream: number): GapRecord[] {
    return this.#gaps.of(stream);
  }

  offsets(server: string): OffsetEpoch[] {
    return this.#offsets.of(server);
  }

  verify(): IntegrityReport {
    return verifyMarket(this.#db);
  }

  /**
   * Moves committed pages from the write-ahead log into the file, beside the writer, which never waits for a disk.
   * @returns pages that the log still holds.
   */
  checkpoint(): number {
    const [state] = this.#log.pragma("wal_checkpoint(PASSIVE)") as { log: number; checkpointed: number }[];
    return state === undefined ? 0 : state.log - state.checkpointed;
  }

  close(): void {
    this.#log.close();
    this.#db.close();
  }
}
