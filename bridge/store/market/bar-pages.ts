import type { Database, Statement } from "better-sqlite3";
import { BAR_COLUMNS, type BarColumns, emptyBarColumns } from "#shared/market/bar.ts";
import { firstBarFrom, sliceBars } from "#shared/market/bar-slices.ts";
import { BarBlockCodec } from "../blocks/bar-block.ts";
import { BlockFault } from "../blocks/block-fault.ts";
import type { BarBook, KeyedBar } from "./bar-book.ts";
import { joinBars } from "./bar-joiner.ts";

/** The span of a page; migration 004's triggers count with it too. */
const PAGE_MS = 604_800_000;

/** The number of a page of a stream. */
export interface PageKey {
  readonly stream: number;
  readonly page: number;
}

/** A page as it goes into the table. */
export interface BarPage extends PageKey {
  readonly count: number;
  readonly payload: Uint8Array;
}

type StoredPage = Omit<BarPage, "stream">;
type BarPart = StoredPage | BarColumns;

/** Tables `bar_page` and `bar_stale`: weeks of minutes that need no joining any more, and those that are to be made. */
export class BarPages {
  readonly #bars: BarBook;
  readonly #codec = new BarBlockCodec();
  readonly #range: Statement<[number, number, number], StoredPage>;
  readonly #due: Statement<[number], PageKey>;
  readonly #take: Statement<[PageKey]>;
  readonly #isTaken: Statement<[PageKey], number>;
  readonly #put: Statement<[BarPage]>;
  readonly #done: Statement<[PageKey]>;

  constructor(db: Database, bars: BarBook) {
    this.#bars = bars;
    this.#range = db.prepare(
      "SELECT page, count, payload FROM bar_page WHERE stream = ? AND page >= ? AND page < ? ORDER BY page",
    );
    // The week under way changes every minute: it is not worth its while.
    this.#due = db.prepare(
      `SELECT stream, page FROM bar_stale AS stale
       WHERE page < (SELECT max(time_ms) / ${PAGE_MS} FROM bar WHERE bar.stream = stale.stream AND timeframe = 'M1')
       LIMIT ?`,
    );
    this.#take = db.prepare("UPDATE bar_stale SET taken = 1 WHERE stream = @stream AND page = @page");
    this.#isTaken = db
      .prepare<[PageKey], number>("SELECT taken FROM bar_stale WHERE stream = @stream AND page = @page")
      .pluck();
    this.#put = db.prepare("INSERT OR REPLACE INTO bar_page VALUES (@stream, @page, @count, @payload)");
    this.#done = db.prepare("DELETE FROM bar_stale WHERE stream = @stream AND page = @page");
  }

  /** Minutes that open in [fromMs, toMs), joined with those that `unsealed` ticks make. */
  minutes(stream: number, fromMs: number, toMs: number, unsealed: readonly KeyedBar[]): BarColumns {
    const touched = new Set(unsealed.map((bar) => Math.floor(bar.timeMs / PAGE_MS)));
    const parts: BarPart[] = [];
    let from = fromMs;
    for (const row of this.#range.all(stream, Math.floor(fromMs / PAGE_MS), Math.ceil(toMs / PAGE_MS))) {
      if (touched.has(row.page)) continue;
      const start = Math.max(row.page * PAGE_MS, fromMs);
      const end = Math.min((row.page + 1) * PAGE_MS, toMs);
      if (from < start) parts.push(this.#rows(stream, from, start, unsealed));
      const whole = end - start === PAGE_MS;
      parts.push(whole ? row : this.#partOf(row, stream, start, end));
      from = end;
    }
    if (from < toMs) parts.push(this.#rows(stream, from, toMs, unsealed));
    return this.#joined(stream, parts);
  }

  /** Up to `most` pages that are to be made. */
  due(most: number): PageKey[] {
    return this.#due.all(most);
  }

  /** Notes that pages are being made: a change from here on is noticed by {@link put}. */
  take(keys: readonly PageKey[]): void {
    for (const key of keys) this.#take.run(key);
  }

  /** A page of the rows as they are, or undefined when there are none. */
  make({ stream, page }: PageKey): BarPage | undefined {
    const bars = this.#rows(stream, page * PAGE_MS, (page + 1) * PAGE_MS, []);
    return bars.count === 0 ? undefined : { stream, page, count: bars.count, payload: this.#codec.encode(bars) };
  }

  /** Stores a page unless its rows have changed since it was taken. */
  put(key: PageKey, page: BarPage | undefined): void {
    if (this.#isTaken.get(key) !== 1) return;
    if (page !== undefined) this.#put.run(page);
    this.#done.run(key);
  }

  /** Pages and bars end to end; pages are unpacked straight into their place. */
  #joined(stream: number, parts: readonly BarPart[]): BarColumns {
    const bars = emptyBarColumns(parts.reduce((sum, part) => sum + part.count, 0));
    let at = 0;
    for (const part of parts) {
      if ("payload" in part) this.#unpack(stream, part, bars, at);
      else for (const name of BAR_COLUMNS) bars[name].set(part[name], at);
      at += part.count;
    }
    return bars;
  }

  /** A page's bars; when the page is damaged, those of the rows, which are the truth. */
  #unpack(stream: number, { page, count, payload }: StoredPage, into: BarColumns, at: number): void {
    try {
      this.#codec.decode(payload, count, into, at);
    } catch (error) {
      if (!(error instanceof BlockFault)) throw error;
      const bars = this.#rows(stream, page * PAGE_MS, (page + 1) * PAGE_MS, []);
      for (const name of BAR_COLUMNS) into[name].set(bars[name].subarray(0, count), at);
    }
  }

  #partOf(page: StoredPage, stream: number, fromMs: number, toMs: number): BarColumns {
    const bars = emptyBarColumns(page.count);
    this.#unpack(stream, page, bars, 0);
    return sliceBars(bars, firstBarFrom(bars, fromMs), firstBarFrom(bars, toMs));
  }

  #rows(stream: number, fromMs: number, toMs: number, unsealed: readonly KeyedBar[]): BarColumns {
    const open = unsealed.filter(({ timeMs }) => timeMs >= fromMs && timeMs < toMs);
    const alone = open.length === 0 ? this.#bars.columns(stream, "M1", fromMs, toMs) : undefined;
    return alone ?? joinBars([...this.#bars.range(stream, "M1", fromMs, toMs), ...open]);
  }
}
