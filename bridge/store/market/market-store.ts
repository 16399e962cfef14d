import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { zstdCompressSync } from "node:zlib";
import type { BackfillPlan, BackfillStore, PlanState } from "#bridge/ports/backfill-store.ts";
import type { BookStore, RecordedSpan } from "#bridge/ports/book-store.ts";
import type { TickImports } from "#bridge/ports/tick-imports.ts";
import type {
  EpochTicks,
  GapRecord,
  RevisionRecord,
  StreamCursor,
  TickFrame,
  TickStore,
} from "#bridge/ports/tick-store.ts";
import type { FairleadError } from "#shared/contract/errors.ts";
import type { BarColumns } from "#shared/market/bar.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { OffsetEpoch } from "#shared/market/broker-time.ts";
import { packBooks, type RecordedBook } from "#shared/market/depth/book-batch.ts";
import type { ThinnedTicks } from "#shared/market/thin-ticks.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";
import type { IntegrityReport } from "../integrity.ts";
import { DeskClient, type DeskThread } from "../worker/desk-client.ts";
import { AppendQueue } from "./append-queue.ts";
import type { BarComparison } from "./bar-compare.ts";
import type { BarOrigin } from "./bar-origins.ts";
import type { ImportedBlock, SealedBlock } from "./block-book.ts";
import type { SetAside } from "./block-repair.ts";
import type { StreamInventory } from "./inventory.ts";
import type { KeepDesk } from "./keep-desk.ts";
import type { LetGo, Retention } from "./lane-retirer.ts";
import { LogKeeper } from "./log-keeper.ts";
import { MARKET_FILE } from "./market-file.ts";
import type { MarketWorkerData } from "./market-worker.ts";
import type { ReadDesk } from "./read-desk.ts";
import { buffersOf, ScanRuns } from "./scan-runs.ts";
import { Sealing } from "./sealing.ts";
import type { WriteDesk } from "./write-desk.ts";

/** Beside this module both as a source and as a built file. */
const WORKER = new URL(`./market-worker${import.meta.url.endsWith(".ts") ? ".ts" : ".js"}`, import.meta.url);

/** Weeks of bars that are made between two looks at what has changed meanwhile. */
const PAGES_AT_ONCE = 8;

/**
 * market.db from the main thread: two workers, one that writes and one that reads, so that neither a commit nor a
 * chart's history holds up the bridge. A read sees every append that resolved before it was asked for.
 */
export class MarketStore implements TickStore, TickImports, BackfillStore, BookStore {
  readonly #writer: DeskClient<WriteDesk>;
  readonly #reader: DeskClient<ReadDesk>;
  readonly #appends: AppendQueue;
  readonly #log: LogKeeper;
  readonly #sealing: Sealing;
  readonly #scans = new ScanRuns();
  readonly #keeper: () => Promise<DeskClient<KeepDesk>>;
  readonly #stopKeeper: () => Promise<void>;
  /** Set when a damaged file was moved aside at this start: ticks are fetched again, as far as MT5 still has them. */
  readonly setAside: FairleadError | undefined;

  private constructor(
    writer: DeskClient<WriteDesk>,
    reader: DeskClient<ReadDesk>,
    setAside: FairleadError | undefined,
    startKeeper: () => DeskClient<KeepDesk>,
  ) {
    let keeper: Promise<DeskClient<KeepDesk>> | undefined;
    // A session that seals nothing pays for no third thread.
    this.#keeper = () => {
      keeper ??= opened(startKeeper()).catch((error: unknown) => {
        // What failed once (too many open files, say) is tried again at the next need.
        keeper = undefined;
        throw error;
      });
      return keeper;
    };
    this.#stopKeeper = async () => {
      const desk = await keeper?.catch(() => undefined);
      await desk?.call("close", []).catch(() => undefined);
      await desk?.stop();
    };
    this.#writer = writer;
    this.#reader = reader;
    this.setAside = setAside;
    this.#log = new LogKeeper(
      () => reader.call("checkpoint", []),
      () => writer.call("restartLog", []),
    );
    this.#sealing = new Sealing({
      openTails: (ticks) => reader.call("openTails", [ticks]),
      make: async (...range) => (await this.#keeper()).call("make", range),
      put: (blocks) => this.#keep(blocks, "putBlocks", [blocks]),
      makePages: () => this.#makePages(),
    });
    this.#appends = new AppendQueue((pack, streams) => {
      this.#log.committed(pack.byteLength, streams);
      return writer.call("append", [pack], [pack]);
    });
  }

  /**
   * Opens market.db in `folder`; makes both when missing. A thread that ends by itself later is started again;
   * `trouble` hears why it ended, and why it stays down when the file is damaged.
   * @throws FairleadError STORE_NEWER, STORE_FULL, STORE_UNAVAILABLE.
   */
  static async open(folder: string, trouble: (fault: FairleadError) => void = () => undefined): Promise<MarketStore> {
    mkdirSync(folder, { recursive: true });
    const file = join(folder, MARKET_FILE);
    const thread = (role: MarketWorkerData["role"]): DeskThread => ({
      entry: WORKER,
      data: (again): MarketWorkerData => ({ file, role, again }),
      trouble,
    });
    const writer = new DeskClient<WriteDesk>(thread("write"));
    const reader = new DeskClient<ReadDesk>(thread("read"));
    try {
      // The writer makes and checks the file; the reader finds it ready.
      const setAside = await writer.open();
      await reader.open();
      return new MarketStore(writer, reader, setAside, () => new DeskClient<KeepDesk>(thread("keep")));
    } catch (error) {
      await Promise.all([writer.stop(), reader.stop()]);
      throw error;
    }
  }

  openStream(instrument: string, point: number, digits: number): Promise<{ stream: number; cursor: StreamCursor }> {
    return this.#writer.call("openStream", [instrument, point, digits]);
  }

  append(frames: readonly TickFrame[]): Promise<void> {
    let ticks = 0;
    for (const frame of frames) ticks += frame.count;
    this.#sealing.grew(ticks);
    return frames.length === 0 ? Promise.resolve() : this.#appends.append(frames);
  }

  cursor(stream: number): Promise<StreamCursor> {
    return this.#writer.call("cursor", [stream]);
  }

  readTicks(stream: number, fromMs: number, toMs: number, limit = Number.POSITIVE_INFINITY): Promise<TickColumns> {
    return this.#reader.call("readTicks", [stream, fromMs, toMs, limit]);
  }

  /**
   * Ticks with fromMs <= time < toMs in order of arrival, epoch after epoch, in runs, however long the range is. A run is
   * valid until the next is asked for: its memory is used again.
   * @throws FairleadError STORE_BLOCK_DAMAGED, STORE_UNAVAILABLE.
   */
  scanTicks(stream: number, fromMs: number, toMs: number): AsyncGenerator<TickColumns, void> {
    return this.#scans.each((place, into) =>
      this.#reader.call("fillTicks", [stream, fromMs, toMs, place, into], buffersOf(into)),
    );
  }

  readTail(stream: number, limit: number): Promise<TickColumns> {
    return this.#reader.call("readTail", [stream, limit]);
  }

  readAfter(stream: number, epoch: number, total: number, limit: number): Promise<readonly EpochTicks[]> {
    return this.#reader.call("readAfter", [stream, epoch, total, limit]);
  }

  addRevision(stream: number, fromMs: number, toMs: number, ticks: TickColumns, reason: string): Promise<number> {
    return this.#writer.call("addRevision", [stream, fromMs, toMs, ticks, reason]);
  }

  revisions(stream: number): Promise<readonly RevisionRecord[]> {
    return this.#reader.call("revisions", [stream]);
  }

  readRevision(id: number): Promise<TickColumns> {
    return this.#reader.call("readRevision", [id]);
  }

  recordGap(gap: GapRecord): Promise<void> {
    return this.#writer.call("recordGap", [gap]);
  }

  gaps(stream: number): Promise<readonly GapRecord[]> {
    return this.#reader.call("gaps", [stream]);
  }

  recordOffset(server: string, fromBrokerMs: number, offsetS: number): Promise<void> {
    return this.#writer.call("recordOffset", [server, fromBrokerMs, offsetS]);
  }

  offsets(server: string): Promise<readonly OffsetEpoch[]> {
    return this.#reader.call("offsets", [server]);
  }

  readBars(
    stream: number,
    timeframe: Timeframe,
    fromMs: number,
    toMs: number,
    limit = Number.POSITIVE_INFINITY,
  ): Promise<BarColumns> {
    return this.#reader.call("readBars", [stream, timeframe, fromMs, toMs, limit]);
  }

  putBars(stream: number, timeframe: Timeframe, bars: BarColumns): Promise<void> {
    this.#sealing.grew(bars.count);
    return this.#writer.call("putBars", [stream, timeframe, bars]);
  }

  /** Removes every stored tick and bar of an account's instruments: a replay's, before another begins. */
  eraseAccount(account: AccountId): Promise<void> {
    return this.#writer.call("eraseAccount", [account]);
  }

  /** Opens a stream that stays out of sight until {@link finishImport}; a crash before that leaves nothing of it. */
  beginImport(point: number, digits: number): Promise<number> {
    return this.#writer.call("beginImport", [point, digits]);
  }

  /** Brings an import into sight under its instrument's name, whole. */
  finishImport(stream: number, instrument: string): Promise<void> {
    return this.#writer.call("finishImport", [stream, instrument]);
  }

  /** Removes an import and every tick of it. */
  dropImport(stream: number): Promise<void> {
    return this.#writer.call("dropImport", [stream]);
  }

  /** Adds ticks, whose memory moves, to an import, packed at once: they never lie about as frames. At most MOST_TICKS of blocks/whole-numbers.ts. */
  async importTicks(stream: number, ticks: TickColumns): Promise<void> {
    const block = await this.#pack(ticks);
    await this.#keep([block], "addImported", [stream, block]);
  }

  backfills(): Promise<readonly BackfillPlan[]> {
    return this.#reader.call("backfills", []);
  }

  planBackfill(stream: number, fromMs: number, nowMs: number): Promise<BackfillPlan> {
    return this.#writer.call("planBackfill", [stream, fromMs, nowMs]);
  }

  setBackfill(stream: number, state: PlanState): Promise<void> {
    return this.#writer.call("setBackfill", [stream, state]);
  }

  dropBackfill(stream: number): Promise<void> {
    return this.#writer.call("dropBackfill", [stream]);
  }

  async addHistory(day: number, ticks: TickColumns): Promise<void> {
    const block = await this.#pack(ticks);
    await this.#keep([block], "addHistory", [day, block]);
  }

  adoptHistory(day: number | undefined, stream: number, reachedMs: number): Promise<void> {
    return this.#writer.call("adoptHistory", [day, stream, reachedMs]);
  }

  /** Minutes that ticks made beside those of the broker; the first `most` that differ. */
  compareBars(stream: number, fromMs: number, toMs: number, most: number): Promise<BarComparison> {
    return this.#reader.call("compareBars", [stream, fromMs, toMs, most]);
  }

  /** Where the bar that opens at `timeMs` (broker ms) comes from; undefined where nothing is stored. */
  barOrigin(stream: number, timeframe: Timeframe, timeMs: number): Promise<BarOrigin | undefined> {
    return this.#reader.call("barOrigin", [stream, timeframe, timeMs]);
  }

  /** At most four ticks (first, lowest, highest, last bid) in each of `buckets` equal spans of [fromMs, toMs). */
  readThinned(stream: number, fromMs: number, toMs: number, buckets: number): Promise<ThinnedTicks> {
    return this.#reader.call("readThinned", [stream, fromMs, toMs, buckets]);
  }

  /** What is stored of each instrument. */
  inventory(): Promise<readonly StreamInventory[]> {
    return this.#reader.call("inventory", []);
  }

  /** Seals what is open into blocks, down to the last tick when `all`. Resolves to the ticks that were sealed. */
  seal(all = false): Promise<number> {
    return this.#sealing.seal(all ? 1 : undefined);
  }

  /** Joins small blocks to full ones, packed tighter. Resolves to how many blocks took the place of others. */
  async compact(): Promise<number> {
    let joined = 0;
    for (const { lane } of await this.#reader.call("openTails", [0])) {
      for (let after = 0; ; ) {
        const block = await (await this.#keeper()).call("merge", [lane, after]);
        if (block === undefined) break;
        if (await this.#keep([block], "mergeBlocks", [block])) joined++;
        after = block.lastSeq;
      }
    }
    return joined;
  }

  /** Lets a stream's oldest sealed ticks go, whole blocks at a time; their bars stay. */
  retire(stream: number, retention: Retention): Promise<LetGo> {
    return this.#writer.call("retire", [stream, retention]);
  }

  /** Takes damaged blocks out of sight, keeping their bytes, and puts their spans on record as gaps. */
  repair(): Promise<readonly SetAside[]> {
    return this.#writer.call("repair", []);
  }

  /** Gives room that nothing uses any more back to the disk. The store takes no ticks meanwhile: for a quiet hour. */
  vacuum(): Promise<void> {
    return this.#writer.call("vacuum", []);
  }

  /** Reads everything through and reports faults; slow, for diagnostics. */
  verify(): Promise<IntegrityReport> {
    return this.#reader.call("verify", []);
  }

  /** Waits for what was asked, then closes the file. */
  async close(): Promise<void> {
    await this.#appends.drained();
    await this.#sealing.stop();
    await this.#log.idle();
    await this.#stopKeeper();
    // A thread that has failed already has nothing left to close.
    await this.#reader.call("close", []).catch(() => undefined);
    await this.#writer.call("close", []).catch(() => undefined);
    await Promise.all([this.#reader.stop(), this.#writer.stop()]);
  }

  putBooks(books: ReadonlyMap<string, readonly RecordedBook[]>): Promise<void> {
    const batches = [...books].map(([instrument, images]) => {
      const column = packBooks(images);
      const payload = zstdCompressSync(new Uint8Array(column.buffer));
      const [first, last] = [images[0]?.atMs ?? 0, images.at(-1)?.atMs ?? 0];
      return { instrument, fromUtc: first, toUtc: last, count: images.length, payload };
    });
    return this.#writer.call("putBooks", [batches]);
  }

  dropBooks(beforeUtcMs: number): Promise<number> {
    return this.#writer.call("dropBooks", [beforeUtcMs]);
  }

  readBooks(instrument: string, fromUtcMs: number, toUtcMs: number, limit: number): Promise<readonly RecordedBook[]> {
    return this.#reader.call("readBooks", [instrument, fromUtcMs, toUtcMs, limit]);
  }

  bookAt(instrument: string, utcMs: number): Promise<RecordedBook | undefined> {
    return this.#reader.call("bookAt", [instrument, utcMs]);
  }

  recordedBooks(): Promise<readonly RecordedSpan[]> {
    return this.#reader.call("recordedBooks", []);
  }

  async #pack(ticks: TickColumns): Promise<ImportedBlock> {
    return (await this.#keeper()).call("pack", [ticks], buffersOf(ticks));
  }

  async #makePages(): Promise<number> {
    const keeper = await this.#keeper();
    const due = await keeper.call("duePages", [PAGES_AT_ONCE]);
    if (due.length > 0) await this.#writer.call("takePages", [due]);
    for (const key of due) await this.#writer.call("putPage", [key, await keeper.call("makePage", [key])]);
    return due.length;
  }

  /** Has the writer store blocks, whose bytes move, and the log be kept short after them. */
  #keep<K extends "putBlocks" | "mergeBlocks" | "addImported" | "addHistory">(
    blocks: readonly SealedBlock[],
    method: K,
    args: Parameters<WriteDesk[K]>,
  ): Promise<ReturnType<WriteDesk[K]>> {
    const bytes = blocks.reduce((sum, block) => sum + block.payload.length, 0);
    this.#log.committed(bytes, blocks.length);
    const buffers = blocks.map(({ payload }) => payload.buffer).filter((buffer) => buffer instanceof ArrayBuffer);
    return this.#writer.call(method, args, buffers);
  }
}

async function opened(desk: DeskClient<KeepDesk>): Promise<DeskClient<KeepDesk>> {
  try {
    await desk.open();
    return desk;
  } catch (error) {
    await desk.stop();
    throw error;
  }
}
