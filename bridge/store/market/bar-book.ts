import type { Database, Statement } from "better-sqlite3";
import { barAt } from "#shared/market/aggregate.ts";
import { BAR_COLUMNS, type BarColumns, emptyBarColumns } from "#shared/market/bar.ts";
import type { FormingBar } from "#shared/market/m1-builder.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";

/** Column `bar.source`. */
export const BAR_SOURCE = { broker: 1, ticks: 2 } as const;
type BarSource = (typeof BAR_SOURCE)[keyof typeof BAR_SOURCE];

/** A bar with what tells it from others of the same time. */
export interface KeyedBar extends Readonly<FormingBar> {
  readonly offsetEpoch: number;
  readonly source: BarSource;
}

type BarValues = [number, Timeframe, number, number, BarSource, number, number, number, number, number, number, number];

/** Table `bar`. */
export class BarBook {
  readonly #range: Statement<[number, Timeframe, number, number], KeyedBar>;
  readonly #rawRange: Statement<[number, Timeframe, number, number], number[]>;
  readonly #span: Statement<[{ stream: number; timeframe: Timeframe }], { first: number | null; last: number | null }>;
  readonly #dropBroker: Statement<[number, Timeframe, number]>;
  readonly #insert: Statement<BarValues>;

  constructor(db: Database) {
    this.#range = db.prepare(
      `SELECT time_ms AS timeMs, offset_epoch AS offsetEpoch, source, open, high, low, close, tick_volume AS tickVolume,
         spread, real_volume AS realVolume
       FROM bar WHERE stream = ? AND timeframe = ? AND time_ms >= ? AND time_ms < ? ORDER BY time_ms, offset_epoch`,
    );
    this.#rawRange = db
      .prepare<[number, Timeframe, number, number], number[]>(
        `SELECT time_ms, open, high, low, close, tick_volume, spread, real_volume
         FROM bar WHERE stream = ? AND timeframe = ? AND time_ms >= ? AND time_ms < ? ORDER BY time_ms`,
      )
      .raw();
    // Asked for in one SELECT, SQLite would read every row between them.
    this.#span = db.prepare(
      `SELECT (SELECT min(time_ms) FROM bar WHERE stream = @stream AND timeframe = @timeframe) AS first,
         (SELECT max(time_ms) FROM bar WHERE stream = @stream AND timeframe = @timeframe) AS last`,
    );
    this.#dropBroker = db.prepare(
      `DELETE FROM bar WHERE stream = ? AND timeframe = ? AND time_ms = ? AND source = ${BAR_SOURCE.broker}`,
    );
    // Two lanes may share a minute of one offset epoch (a server clock set back a little): their ticks are one bar.
    this.#insert = db.prepare(
      `INSERT INTO bar VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET high = max(high, excluded.high), low = min(low, excluded.low), close = excluded.close,
         tick_volume = tick_volume + excluded.tick_volume, spread = min(spread, excluded.spread),
         real_volume = real_volume + excluded.real_volume`,
    );
  }

  range(stream: number, timeframe: Timeframe, fromMs: number, toMs: number): KeyedBar[] {
    return this.#range.all(stream, timeframe, fromMs, toMs);
  }

  /** The bars of a range in columns, or undefined when several have the same time and must be joined first. */
  columns(stream: number, timeframe: Timeframe, fromMs: number, toMs: number): BarColumns | undefined {
    const rows = this.#rawRange.all(stream, timeframe, fromMs, toMs);
    const bars = emptyBarColumns(rows.length);
    let before = Number.NEGATIVE_INFINITY;
    for (const [i, row] of rows.entries()) {
      const timeMs = row[0] as number;
      if (timeMs === before) return undefined;
      before = timeMs;
      for (let column = 0; column < BAR_COLUMNS.length; column++) {
        bars[BAR_COLUMNS[column] as (typeof BAR_COLUMNS)[number]][i] = row[column] as number;
      }
    }
    return bars;
  }

  /** Opening times of the first and last bar, or undefined when there is none. */
  span(stream: number, timeframe: Timeframe): { first: number; last: number } | undefined {
    const { first, last } = this.#span.get({ stream, timeframe }) ?? { first: null, last: null };
    return first === null || last === null ? undefined : { first, last };
  }

  /** The broker has one bar a time: a bar put again replaces the former, whatever offset was thought to hold then. */
  putBroker(stream: number, timeframe: Timeframe, bars: BarColumns, offsetEpoch: (timeMs: number) => number): void {
    for (let i = 0; i < bars.count; i++) {
      const bar = barAt(bars, i);
      this.#dropBroker.run(stream, timeframe, bar.timeMs);
      this.#write(stream, timeframe, { ...bar, offsetEpoch: offsetEpoch(bar.timeMs), source: BAR_SOURCE.broker });
    }
  }

  /** Adds an M1 bar built from ticks; each tick may enter once. */
  addBuilt(stream: number, bar: KeyedBar): void {
    this.#write(stream, "M1", bar);
  }

  #write(stream: number, timeframe: Timeframe, bar: KeyedBar): void {
    this.#insert.run(
      stream,
      timeframe,
      bar.timeMs,
      bar.offsetEpoch,
      bar.source,
      bar.open,
      bar.high,
      bar.low,
      bar.close,
      bar.tickVolume,
      bar.spread,
      bar.realVolume,
    );
  }
}
