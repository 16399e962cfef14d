import { FairleadError } from "#shared/contract/errors.ts";
import type { RecordedBook } from "#shared/market/depth/book-batch.ts";
import type { TableColumn, TableFile } from "./table-file.ts";

/** Images that are in memory at once. */
const PART = 4_096;

/** Recorded depth as an export reads it. */
export interface BookSource {
  readBooks(instrument: string, fromUtcMs: number, toUtcMs: number, limit: number): Promise<readonly RecordedBook[]>;
}

export interface BookExport {
  readonly instrument: string;
  /** UTC ms: images with fromMs <= time < toMs. */
  readonly fromMs: number;
  readonly toMs: number;
  /** Told the UTC time up to which images are written. */
  readonly came?: (utcMs: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Writes recorded images of a book, a row a level in the broker's order, in bounded memory. `image` counts from 1: images of one
 * millisecond stay apart. An image without a level has one row without a side.
 * @returns the images that were written.
 * @throws FairleadError CANCELLED; what the table throws.
 */
export async function exportBooks(source: BookSource, wanted: BookExport, table: TableFile): Promise<number> {
  const { instrument, fromMs, toMs, came, signal } = wanted;
  let written = 0;
  let limit = PART;
  for (let from = fromMs; ; ) {
    if (signal?.aborted === true)
      throw new FairleadError("CANCELLED", "The export was cancelled; nothing of it stays.");
    const books = await source.readBooks(instrument, from, toMs, limit);
    const whole = books.length < limit;
    const lastMs = books.at(-1)?.atMs ?? 0;
    // The last millisecond of a part may go on in the next.
    const part = whole ? books : books.filter(({ atMs }) => atMs < lastMs);
    if (part.length === 0 && !whole) {
      limit *= 2;
      continue;
    }
    if (part.length > 0 || written === 0) await table.write(rowsOf(part, written));
    written += part.length;
    came?.(lastMs);
    if (whole) return written;
    from = lastMs;
  }
}

function rowsOf(books: readonly RecordedBook[], before: number): TableColumn[] {
  const rows = books.flatMap(({ atMs, brokerMs, items }, i) =>
    (items.length === 0 ? [{ side: "", price: 0, volume: 0 }] : items).map((item) => ({
      ...item,
      image: before + i + 1,
      atMs,
      brokerMs,
    })),
  );
  return [
    { name: "image", type: "INT64", data: rows.map(({ image }) => BigInt(image)) },
    { name: "utc_msc", type: "INT64", data: rows.map(({ atMs }) => BigInt(Math.round(atMs))) },
    { name: "broker_msc", type: "INT64", data: rows.map(({ brokerMs }) => BigInt(Math.round(brokerMs))) },
    { name: "side", type: "STRING", data: rows.map(({ side }) => side) },
    { name: "price", type: "DOUBLE", data: rows.map(({ price }) => price) },
    { name: "volume", type: "DOUBLE", data: rows.map(({ volume }) => volume) },
  ];
}
