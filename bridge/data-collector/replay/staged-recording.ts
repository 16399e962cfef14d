import { randomUUID } from "node:crypto";
import { type FileHandle, mkdir, open, readdir, rm } from "node:fs/promises";
import { join } from "node:path";
import type { MarketSymbol } from "#bridge/ports/market-source.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import { decodeTickPayload, encodeTickPayload, type TickLayoutName } from "#shared/link/ticks.ts";
import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";
import { concatTicks, lowerBound, sliceTicks } from "#shared/market/tick-slices.ts";
import type { TickFormat } from "./formats/format.ts";
import { PriceDigits } from "./price-digits.ts";
import { readTickFile } from "./read-tick-file.ts";
import type { Recording } from "./recording.ts";

/** Where a chunk of packed ticks lies in the staging file. */
interface Chunk {
  readonly firstMs: number;
  readonly lastMs: number;
  readonly count: number;
  readonly layout: TickLayoutName;
  readonly baseMs: number;
  readonly offset: number;
  readonly bytes: number;
}

const PREFIX = "replay-";
const SUFFIX = ".ticks";

/**
 * A recording that has been read through once, to its last line, and now lies packed in a staging file: it can be
 * read from any time on, in memory of one chunk. The file goes when the recording is closed.
 */
export class StagedRecording implements Recording {
  /** The file it was read from. */
  readonly path: string;
  readonly symbol: MarketSymbol;
  /** Name of its form, and the clock of its times (absent: a broker's own). */
  readonly form: Pick<TickFormat, "name" | "utcOffsetHours">;
  readonly count: number;
  readonly firstMs: number;
  readonly lastMs: number;
  readonly #handle: FileHandle;
  readonly #staged: string;
  readonly #chunks: readonly Chunk[];

  private constructor(
    from: Pick<StagedRecording, "path" | "symbol" | "form">,
    chunks: readonly Chunk[],
    handle: FileHandle,
    staged: string,
  ) {
    this.path = from.path;
    this.symbol = from.symbol;
    this.form = from.form;
    this.#chunks = chunks;
    this.#handle = handle;
    this.#staged = staged;
    this.count = chunks.reduce((sum, chunk) => sum + chunk.count, 0);
    this.firstMs = chunks[0]?.firstMs ?? 0;
    this.lastMs = chunks.at(-1)?.lastMs ?? 0;
  }

  /**
   * Reads the tick file at `path` into a staging file in `folder`.
   * @throws FairleadError REPLAY_FILE_UNREADABLE, REPLAY_FILE_MALFORMED, STORE_FULL, STORE_UNAVAILABLE; nothing is left
   * in `folder` then, nor after `signal` has ended it with its reason.
   */
  static async stage(path: string, folder: string, signal?: AbortSignal): Promise<StagedRecording> {
    const { symbol, form, chunks } = await readTickFile(path);
    const stagedPath = join(folder, `${PREFIX}${randomUUID()}${SUFFIX}`);
    const handle = await opened(folder, stagedPath);
    try {
      const { index, digits } = await writeChunks(chunks, handle, signal);
      const market: MarketSymbol = { name: symbol, digits, point: Number(`1e-${digits}`) };
      return new StagedRecording({ path, symbol: market, form: form() ?? { name: "" } }, index, handle, stagedPath);
    } catch (error) {
      await handle.close();
      await rm(stagedPath, { force: true });
      throw coded(error, folder, path);
    }
  }

  /** Removes what runs that died left in `folder`; only for the folder's one owner. */
  static async sweep(folder: string): Promise<void> {
    const names = await readdir(folder).catch(() => []);
    const left = names.filter((name) => name.startsWith(PREFIX) && name.endsWith(SUFFIX));
    await Promise.all(left.map((name) => rm(join(folder, name), { force: true })));
  }

  get chunkCount(): number {
    return this.#chunks.length;
  }

  chunkAt(timeMs: number): number {
    let low = 0;
    let high = this.#chunks.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((this.#chunks[middle] as Chunk).lastMs < timeMs) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  async read(index: number): Promise<TickColumns> {
    const chunk = this.#chunks[index];
    if (chunk === undefined) throw new RangeError(`the recording has no chunk ${index}`);
    const payload = new Uint8Array(chunk.bytes);
    const { bytesRead } = await this.#handle.read(payload, 0, chunk.bytes, chunk.offset);
    if (bytesRead !== chunk.bytes) throw new Error(`the staging file ${this.#staged} was cut short`);
    const columns = emptyTickColumns(chunk.count, chunk.layout === "fineQuote" || chunk.layout === "fineFull");
    decodeTickPayload({ ...chunk, payload }, columns);
    return columns;
  }

  async between(fromMs: number, toMs: number, limit: number): Promise<TickColumns> {
    const parts: TickColumns[] = [];
    let room = limit;
    for (let index = this.chunkAt(fromMs); room > 0 && (this.#chunks[index]?.firstMs ?? toMs) < toMs; index++) {
      const ticks = await this.read(index);
      const from = lowerBound(ticks, fromMs);
      const part = sliceTicks(ticks, from, Math.min(lowerBound(ticks, toMs), from + room));
      parts.push(part);
      room -= part.count;
    }
    return concatTicks(parts);
  }

  async close(): Promise<void> {
    await this.#handle.close();
    await rm(this.#staged, { force: true });
  }
}

async function opened(folder: string, path: string): Promise<FileHandle> {
  try {
    await mkdir(folder, { recursive: true });
    return await open(path, "wx+");
  } catch (error) {
    throw coded(error, folder);
  }
}

/** A disk that is nearly full takes a part of a write, and refuses the next one. */
async function writeWhole(handle: FileHandle, bytes: Uint8Array, offset: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    done += (await handle.write(bytes, done, bytes.length - done, offset + done)).bytesWritten;
  }
}

/** What the system says of a staging file in `folder`, or of the recording at `path` while it is read, in Fairlead's codes. */
function coded(error: unknown, folder: string, path?: string): unknown {
  if (!(error instanceof Error && "syscall" in error && "code" in error)) return error;
  if (path !== undefined && error.syscall === "read")
    return new FairleadError("REPLAY_FILE_UNREADABLE", `${path} could not be read: ${error.message}.`, { file: path });
  const full = error.code === "ENOSPC" || error.code === "EDQUOT";
  const words = full
    ? `The disk that holds ${folder} has no room for the recording; nothing of it was kept.`
    : `${folder} could not be written: ${error.message}.`;
  return new FairleadError(full ? "STORE_FULL" : "STORE_UNAVAILABLE", words, { folder }, { cause: error });
}

async function writeChunks(
  chunks: AsyncIterable<TickColumns>,
  handle: FileHandle,
  signal: AbortSignal | undefined,
): Promise<{ index: Chunk[]; digits: number }> {
  const prices = new PriceDigits();
  const index: Chunk[] = [];
  let offset = 0;
  for await (const ticks of chunks) {
    signal?.throwIfAborted();
    prices.add(ticks);
    for (let from = 0; from < ticks.count; ) {
      const { payload, count, layout, baseMs } = encodeTickPayload(ticks, from, ticks.count);
      await writeWhole(handle, payload, offset);
      const lastMs = ticks.timeMs[from + count - 1] as number;
      index.push({ firstMs: baseMs, lastMs, count, layout, baseMs, offset, bytes: payload.length });
      offset += payload.length;
      from += count;
    }
  }
  return { index, digits: prices.digits };
}
