import type { Database } from "better-sqlite3";
import type { BackfillPlan } from "#bridge/ports/backfill-store.ts";
import type { RecordedSpan } from "#bridge/ports/book-store.ts";
import type { EpochTicks, GapRecord, RevisionRecord } from "#bridge/ports/tick-store.ts";
import type { BarColumns } from "#shared/market/bar.ts";
import type { OffsetEpoch } from "#shared/market/broker-time.ts";
import type { RecordedBook } from "#shared/market/depth/book-batch.ts";
import type { ThinnedTicks } from "#shared/market/thin-ticks.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";
import { type IntegrityReport, verifyMarket } from "../integrity.ts";
import { BarBook } from "./bar-book.ts";
import type { BarComparison } from "./bar-compare.ts";
import { type BarOrigin, BarOrigins } from "./bar-origins.ts";
import { BarPages } from "./bar-pages.ts";
import { BarReader } from "./bar-reader.ts";
import { DepthBook } from "./depth-book.ts";
import { GapBook } from "./gap-book.ts";
import { HistoryBook } from "./history-book.ts";
import { ImportSpans } from "./import-spans.ts";
import { Inventory, type OpenTail, type StreamInventory } from "./inventory.ts";
import { OffsetBook } from "./offset-book.ts";
import { RevisionBook } from "./revision-book.ts";
import { StreamBook } from "./stream-book.ts";
import { TickReader } from "./tick-reader.ts";
import { type FilledTicks, type ScanMemory, type ScanPlace, TickScan } from "./tick-scan.ts";
import { TickThinner } from "./tick-thinner.ts";

/** What market.db's reader can be asked; it sees everything that was committed before the question. */
export class ReadDesk {
  readonly #db: Database;
  readonly #log: Database;
  readonly #streams: StreamBook;
  readonly #ticks: TickReader;
  readonly #bars: BarReader;
  readonly #origins: BarOrigins;
  readonly #offsets: OffsetBook;
  readonly #gaps: GapBook;
  readonly #revisions: RevisionBook;
  readonly #scan: TickScan;
  readonly #thinner: TickThinner;
  readonly #inventory: Inventory;
  readonly #history: HistoryBook;
  readonly #depth: DepthBook;

  /** @param log a connection that may write, for checkpoints alone. */
  constructor(db: Database, log: Database) {
    this.#db = db;
    this.#log = log;
    this.#streams = new StreamBook(db);
    this.#ticks = new TickReader(db);
    this.#scan = new TickScan(db, this.#ticks);
    this.#thinner = new TickThinner(this.#ticks);
    this.#inventory = new Inventory(db);
    this.#history = new HistoryBook(db);
    this.#depth = new DepthBook(db);
    this.#offsets = new OffsetBook(db);
    this.#gaps = new GapBook(db);
    this.#revisions = new RevisionBook(db);
    const bars = new BarBook(db);
    const pages = new BarPages(db, bars);
    const parts = { streams: this.#streams, ticks: this.#ticks, bars, offsets: this.#offsets };
    this.#bars = new BarReader({ ...parts, pages });
    this.#origins = new BarOrigins({ ...parts, imports: new ImportSpans(db) });
  }

  readTicks(stream: number, fromMs: number, toMs: number, limit: number): TickColumns {
    return this.#atOnce(() => this.#ticks.read(this.#streams.get(stream).id, fromMs, toMs, limit));
  }

  /** The next run of a range of ticks; see TickScan. */
  fillTicks(stream: number, fromMs: number, toMs: number, place: ScanPlace | undefined, into: ScanMemory): FilledTicks {
    return this.#atOnce(() => this.#scan.fill(this.#streams.get(stream).id, fromMs, toMs, place, into));
  }

  readBooks(instrument: string, fromUtc: number, toUtc: number, limit: number): RecordedBook[] {
    return this.#depth.read(instrument, fromUtc, toUtc, limit);
  }

  bookAt(instrument: string, utcMs: number): RecordedBook | undefined {
    return this.#depth.at(instrument, utcMs);
  }

  recordedBooks(): RecordedSpan[] {
    return this.#depth.spans();
  }

  readTail(stream: number, limit: number): TickColumns {
    return this.#atOnce(() => this.#ticks.tail(this.#streams.get(stream).id, limit));
  }

  readAfter(stream: number, epoch: number, total: number, limit: number): EpochTicks[] {
    return this.#atOnce(() => this.#ticks.after(this.#streams.get(stream).id, epoch, total, limit));
  }

  readBars(stream: number, timeframe: Timeframe, fromMs: number, toMs: number, limit: number): BarColumns {
    return this.#atOnce(() => this.#bars.read(this.#streams.get(stream).id, timeframe, fromMs, toMs, limit));
  }

  /** The minutes of ticks beside the broker's own. */
  compareBars(stream: number, fromMs: number, toMs: number, most: number): BarComparison {
    return this.#atOnce(() => this.#bars.compare(this.#streams.get(stream).id, fromMs, toMs, most));
  }

  /** Where the bar that opens at `timeMs` comes from. */
  barOrigin(stream: number, timeframe: Timeframe, timeMs: number): BarOrigin | undefined {
    return this.#atOnce(() => this.#origins.read(this.#streams.get(stream).id, timeframe, timeMs));
  }

  backfills(): BackfillPlan[] {
    return this.#history.all();
  }

  /** Ticks of a range thinned to at most four in each of `buckets` equal spans; see shared/market/thin-ticks.ts. */
  readThinned(stream: number, fromMs: number, toMs: number, buckets: number): ThinnedTicks {
    return this.#atOnce(() => this.#thinner.read(this.#streams.get(stream).id, fromMs, toMs, buckets));
  }

  /** Every stream that is in sight, with what is stored of it. */
  inventory(): StreamInventory[] {
    return this.#atOnce(() => this.#inventory.read());
  }

  /** Lanes with open frames of at least `ticks` ticks. */
  openTails(ticks: number): OpenTail[] {
    return this.#inventory.openTails(ticks);
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
    return this.#atOnce(() => verifyMarket(this.#db));
  }

  /**
   * Moves committed pages from the write-ahead log into the file, beside the writer, which never waits for a disk.
   * @returns pages that the log still holds.
   */
  checkpoint(): number {
    const [state] = this.#log.pragma("wal_checkpoint(PASSIVE)") as { log: number; checkpointed: number }[];
    return state === undefined ? 0 : state.log - state.checkpointed;
  }

  /** Several statements that see one state of the file, whatever the writer commits between them. */
  #atOnce<T>(read: () => T): T {
    return this.#db.transaction(read)();
  }

  close(): void {
    this.#log.close();
    this.#db.close();
  }
}
