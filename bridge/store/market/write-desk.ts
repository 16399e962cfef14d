import type { Database } from "better-sqlite3";
import type { BackfillPlan, PlanState } from "#bridge/ports/backfill-store.ts";
import type { GapRecord, StreamCursor } from "#bridge/ports/tick-store.ts";
import type { BarColumns } from "#shared/market/bar.ts";
import { offsetEpochAt } from "#shared/market/broker-time.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";
import { type CodedError, codedOf } from "../worker/coded-error.ts";
import { BarBook } from "./bar-book.ts";
import type { BarPage, PageKey } from "./bar-pages.ts";
import { BarSealer } from "./bar-sealer.ts";
import type { ImportedBlock, SealedBlock } from "./block-book.ts";
import type { SetAside } from "./block-repair.ts";
import { type BookBatch, DepthBook } from "./depth-book.ts";
import { GapBook } from "./gap-book.ts";
import { HistoryBook } from "./history-book.ts";
import { ImportBook } from "./import-book.ts";
import { ImportSpans } from "./import-spans.ts";
import { Keeping } from "./keeping.ts";
import { LaneBook } from "./lane-book.ts";
import type { LetGo, Retention } from "./lane-retirer.ts";
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
  readonly #spans: ImportSpans;
  readonly #depth: DepthBook;
  readonly #history: HistoryBook;
  readonly #eraser: StreamEraser;
  readonly #keeping: Keeping;

  constructor(db: Database) {
    this.#db = db;
    this.#lanes = new LaneBook(db);
    this.#streams = new StreamBook(db);
    this.#ticks = new TickWriter(db, this.#lanes);
    this.#bars = new BarBook(db);
    this.#offsets = new OffsetBook(db);
    this.#gaps = new GapBook(db);
    this.#revisions = new RevisionBook(db);
    this.#depth = new DepthBook(db);
    this.#eraser = new StreamEraser(db);
    this.#spans = new ImportSpans(db);
    this.#imports = new ImportBook(db, { eraser: this.#eraser, spans: this.#spans });
    this.#history = new HistoryBook(db);
    this.#keeping = new Keeping(db, { lanes: this.#lanes, gaps: this.#gaps, bars: this.#bars });
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
      const [first, last] = [bars.timeMs[0], bars.timeMs[bars.count - 1]];
      if (first !== undefined && last !== undefined) this.#spans.toldByBroker(stream, timeframe, first, last);
    });
  }

  putBooks(batches: readonly BookBatch[]): void {
    this.#commit(() => this.#depth.put(batches));
  }

  dropBooks(beforeUtc: number): number {
    return this.#commit(() => this.#depth.drop(beforeUtc));
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
    const into = this.#commit(() => this.#imports.finish(stream, instrument));
    if (into === undefined) return;
    this.#lanes.clear();
    this.#sealSoon.now(into);
  }

  dropImport(stream: number): void {
    this.#commit(() => this.#imports.drop(stream));
    this.#lanes.clear();
  }

  /** Puts blocks in the place of open frames; see BlockWriter. @returns how many took their place. */
  putBlocks(blocks: readonly SealedBlock[]): number {
    return this.#commit(() => blocks.filter((block) => this.#keeping.blocks.seal(block)).length);
  }

  /** Puts a block in the place of small ones. @returns whether they were still there. */
  mergeBlocks(block: SealedBlock): boolean {
    return this.#commit(() => this.#keeping.blocks.merge(block));
  }

  /** Adds packed ticks of an import; see {@link beginImport}. */
  addImported(stream: number, block: ImportedBlock): void {
    const grown = this.#commit(() => this.#keeping.addImported(stream, block));
    this.#lanes.put(grown);
    this.#sealSoon.grew([grown]);
  }

  planBackfill(stream: number, fromMs: number, nowMs: number): BackfillPlan {
    return this.#commit(() => this.#history.plan(stream, fromMs, nowMs));
  }

  setBackfill(stream: number, state: PlanState): void {
    this.#commit(() => this.#history.setState(stream, state));
  }

  dropBackfill(stream: number): void {
    this.#commit(() => this.#history.drop(stream));
  }

  /** Adds packed ticks to a day of the past, which begins as an import does. */
  addHistory(day: number, block: ImportedBlock): void {
    this.#lanes.put(this.#commit(() => this.#keeping.addImported(day, block)));
  }

  /** Brings a day of the past into sight, with its bars. */
  adoptHistory(day: number | undefined, stream: number, reachedMs: number): void {
    this.#commit(() => this.#history.adopt(day, stream, reachedMs));
    if (day === undefined) return;
    this.#lanes.clear();
    this.#sealSoon.now(stream);
  }

  /** Notes that pages of bars are being made. */
  takePages(keys: readonly PageKey[]): void {
    this.#commit(() => this.#keeping.pages.take(keys));
  }

  /** Stores a page of bars unless what it is made of has changed meanwhile. */
  putPage(key: PageKey, page: BarPage | undefined): void {
    this.#commit(() => this.#keeping.pages.put(key, page));
  }

  /** Lets a stream's oldest ticks go; see LaneRetirer. */
  retire(stream: number, retention: Retention): LetGo {
    return this.#commit(() => this.#keeping.retire(stream, retention));
  }

  /** Takes damaged blocks out of sight; see BlockRepair. */
  repair(): SetAside[] {
    return this.#commit(() => this.#keeping.repair());
  }

  /** Gives pages that hold nothing back to the disk; nobody else can write meanwhile. */
  vacuum(): void {
    this.#db.exec("VACUUM");
    this.#db.pragma("wal_checkpoint(TRUNCATE)");
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
