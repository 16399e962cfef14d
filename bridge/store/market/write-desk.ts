import type { Database } from "better-sqlite3";
import type { GapRecord, StreamCursor } from "#bridge/ports/tick-store.ts";
import type { BarColumns } from "#shared/market/bar.ts";
import { offsetEpochAt } from "#shared/market/broker-time.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";
import { type CodedError, codedOf } from "../worker/coded-error.ts";
import { BarBook } from "./bar-book.ts";
import { BarSealer } from "./bar-sealer.ts";
import { GapBook } from "./gap-book.ts";
import { ImportBook } from "./import-book.ts";
import { LaneBook } from "./lane-book.ts";
import { OffsetBook, serverOf } from "./offset-book.ts";
import { RevisionBook } from "./revision-book.ts";
import { SealSoon } from "./seal-soon.ts";
import { StreamBook } from "./stream-book.ts";
import { StreamEraser } from "./stream-eraser.ts";
import { TickReader } from "./tick-reader.ts";
import { TickWriter } from "./tick-writer.ts";

/** What market.db's one writer can be asked. Every method has committed when it returns. */
export class WriteDesk {
  readonly #db: Database;
  readonly #lanes: LaneBook;
  readonly #streams: StreamBook;
  readonly #ticks: TickWriter;
  readonly #bars: BarBook;
  readonly #sealSoon: SealSoon;
  readonly #offsets: OffsetBook;
  readonly #gaps: GapBook;
  readonly #revisions: RevisionBook;
  readonly #imports: ImportBook;
  readonly #eraser: StreamEraser;

  constructor(db: Database) {
    this.#db = db;
    this.#lanes = new LaneBook(db);
    this.#streams = new StreamBook(db);
    this.#ticks = new TickWriter(db, this.#lanes);
    this.#bars = new BarBook(db);
    this.#offsets = new OffsetBook(db);
    this.#gaps = new GapBook(db);
    this.#revisions = new RevisionBook(db);
    this.#eraser = new StreamEraser(db);
    this.#imports = new ImportBook(db, this.#eraser);
    const sealer = new BarSealer(db, {
      lanes: this.#lanes,
      streams: this.#streams,
      ticks: new TickReader(db),
      bars: this.#bars,
      offsets: this.#offsets,
    });
    this.#sealSoon = new SealSoon(sealer);
    this.#commit(() => this.#imports.dropUnfinished());
  }

  openStream(instrument: string, point: number, digits: number): { stream: number; cursor: StreamCursor } {
    return this.#commit(() => {
      const { stream, rescaled } = this.#streams.open(instrument, point, digits);
      if (rescaled) this.#lanes.unseal(stream.id, 0);
      return { stream: stream.id, cursor: this.#ticks.cursor(stream.id) };
    });
  }

  cursor(stream: number): StreamCursor {
    return this.#ticks.cursor(this.#streams.get(stream).id);
  }

  /** Commits a pack of frames (frame-pack.ts); a verdict for each call in it, null = committed. */
  append(pack: ArrayBuffer): (CodedError | null)[] {
    const { verdicts, grown } = this.#ticks.append(pack);
    this.#sealSoon.grew(grown);
    return verdicts.map((error) => (error === undefined ? null : codedOf(error)));
  }

  /** Empties the write-ahead log while nobody else may write: for a log that the reader's checkpoints cannot follow. */
  restartLog(): void {
    this.#db.pragma("wal_checkpoint(RESTART)");
  }

  addRevision(stream: number, fromMs: number, toMs: number, ticks: TickColumns, reason: string): number {
    return this.#commit(() => this.#revisions.add(this.#streams.get(stream).id, fromMs, toMs, ticks, reason));
  }

  recordGap(gap: GapRecord): void {
    this.#commit(() => {
      this.#streams.get(gap.stream);
      this.#gaps.record(gap);
    });
  }

  recordOffset(server: string, fromBrokerMs: number, offsetS: number): void {
    this.#commit(() => this.#offsets.record(server, fromBrokerMs, offsetS));
  }

  putBars(stream: number, timeframe: Timeframe, bars: BarColumns): void {
    this.#commit(() => {
      const offsets = this.#offsets.of(serverOf(this.#streams.get(stream).instrument));
      this.#bars.putBroker(stream, timeframe, bars, (timeMs) => offsetEpochAt(offsets, timeMs)?.epoch ?? 0);
    });
  }

  eraseAccount(account: string): void {
    this.#commit(() => {
      for (const stream of this.#streams.of(account)) this.#eraser.erase(stream);
    });
    this.#lanes.clear();
  }

  /** A stream that nobody sees until `finishImport` gives it its name. */
  beginImport(point: number, digits: number): number {
    return this.#commit(() => this.#imports.begin(point, digits));
  }

  finishImport(stream: number, instrument: string): void {
    this.#commit(() => this.#imports.finish(stream, instrument));
  }

  dropImport(stream: number): void {
    this.#commit(() => this.#imports.drop(stream));
    this.#lanes.clear();
  }

  close(): void {
    this.#sealSoon.stop();
    this.#db.pragma("wal_checkpoint(TRUNCATE)");
    this.#db.close();
  }

  #commit<T>(work: () => T): T {
    return this.#db.transaction(work).immediate();
  }
}
