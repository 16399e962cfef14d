import type { Database, Statement } from "better-sqlite3";
import { FairleadError } from "#shared/contract/errors.ts";
import { offsetEpochAt } from "#shared/market/broker-time.ts";
import { barOpen, type Timeframe } from "#shared/market/timeframe.ts";
import { BAR_SOURCE, BarBook } from "./bar-book.ts";
import { GapBook } from "./gap-book.ts";
import type { ImportSpans } from "./import-spans.ts";
import { FIRST_EPOCH } from "./lane.ts";
import { OffsetBook, serverOf } from "./offset-book.ts";
import type { StreamEraser } from "./stream-eraser.ts";

/** A silence longer than any weekend and holiday: between an import and the ticks after it, it is a gap. */
const LONGEST_PAUSE_MS = 4 * 86_400_000;

interface ImportLane {
  readonly id: number;
  readonly firstMs: number;
  readonly timeMs: number;
}

interface ToldSpan {
  readonly timeframe: Timeframe;
  readonly firstMs: number;
  readonly lastMs: number;
}

/** Puts a whole import in front of what its instrument has already. Works inside the caller's transaction. */
export class ImportInto {
  readonly #bars: BarBook;
  readonly #offsets: OffsetBook;
  readonly #gaps: GapBook;
  readonly #spans: ImportSpans;
  readonly #eraser: StreamEraser;
  readonly #lane: Statement<[number], ImportLane>;
  readonly #first: Statement<[{ stream: number }], { firstMs: number | null; epoch: number | null }>;
  readonly #told: Statement<[number], ToldSpan>;
  readonly #plan: Statement<[number], string>;
  readonly #move: Statement<[number, number, number]>;
  readonly #reach: Statement<[{ stream: number; reachedMs: number }]>;

  constructor(db: Database, { eraser, spans }: { readonly eraser: StreamEraser; readonly spans: ImportSpans }) {
    this.#bars = new BarBook(db);
    this.#offsets = new OffsetBook(db);
    this.#gaps = new GapBook(db);
    this.#spans = spans;
    this.#eraser = eraser;
    this.#lane = db.prepare(
      "SELECT id, first_ms AS firstMs, time_ms AS timeMs FROM lane WHERE stream = ? AND total > 0",
    );
    this.#first = db.prepare(
      `SELECT (SELECT min(first_ms) FROM lane WHERE stream = @stream AND total > 0) AS firstMs,
         (SELECT min(epoch) FROM lane WHERE stream = @stream) AS epoch`,
    );
    this.#told = db.prepare(
      `SELECT timeframe, min(time_ms) AS firstMs, max(time_ms) AS lastMs FROM bar
       WHERE stream = ? AND source = ${BAR_SOURCE.broker} GROUP BY timeframe`,
    );
    this.#plan = db.prepare<[number], string>("SELECT state FROM backfill WHERE stream = ?").pluck();
    this.#move = db.prepare("UPDATE lane SET stream = ?, epoch = ?, sealed_ms = 0, sealed_total = 0 WHERE id = ?");
    this.#reach = db.prepare(
      `UPDATE backfill SET reached_ms = min(reached_ms, @reachedMs),
         state = CASE WHEN min(reached_ms, @reachedMs) <= from_ms THEN 'done' ELSE state END
       WHERE stream = @stream`,
    );
  }

  /**
   * @param from the import's own stream, which is gone afterwards. @param into the instrument's.
   * @throws FairleadError BAD_REQUEST when any of it is not older than what the instrument has, or its past is being fetched.
   */
  put(from: number, into: number, instrument: string): void {
    const lane = this.#lane.get(from);
    const told = this.#told.all(from);
    this.#mustBeOlder(lane, told, into, instrument);
    this.#spans.note(from, into);
    const offsets = this.#offsets.of(serverOf(instrument));
    for (const { timeframe, firstMs, lastMs } of told) {
      const bars = this.#bars.columns(from, timeframe, firstMs, lastMs + 1);
      if (bars === undefined) throw new RangeError("an import has two bars of one time");
      this.#bars.putBroker(into, timeframe, bars, (timeMs) => offsetEpochAt(offsets, timeMs)?.epoch ?? 0);
    }
    if (lane !== undefined) this.#adopt(lane, into);
    this.#eraser.erase(from);
  }

  #adopt({ id, firstMs, timeMs }: ImportLane, into: number): void {
    const known = this.#first.get({ stream: into });
    const nextMs = known?.firstMs ?? timeMs;
    if (nextMs - timeMs > LONGEST_PAUSE_MS) {
      const detail = "between an import and the ticks after it";
      this.#gaps.record({ stream: into, fromMs: timeMs + 1, toMs: nextMs, reason: "HISTORY_MISSING", detail });
    }
    // Lanes of the past have epochs of 0 or less, older ones lower (migration 005).
    this.#move.run(into, Math.min(known?.epoch ?? FIRST_EPOCH, FIRST_EPOCH) - 1, id);
    this.#reach.run({ stream: into, reachedMs: barOpen("M1", firstMs) });
  }

  #mustBeOlder(lane: ImportLane | undefined, told: readonly ToldSpan[], into: number, instrument: string): void {
    const refuse = (why: string): never => {
      throw new FairleadError("BAD_REQUEST", `${instrument} has ${why}`, { instrument });
    };
    const day = (ms: number): string => new Date(ms).toISOString();
    const firstMs = this.#first.get({ stream: into })?.firstMs ?? null;
    // The minute in which the stored ticks begin is theirs: two halves of it would make a bar in the wrong order.
    if (lane !== undefined && firstMs !== null && lane.timeMs >= barOpen("M1", firstMs)) {
      refuse(
        `ticks from ${day(firstMs)} on, and the import goes to ${day(lane.timeMs)}: an import never overwrites. With --older only what is older is taken.`,
      );
    }
    const state = this.#plan.get(into);
    if (lane !== undefined && (state === "open" || state === "paused"))
      refuse("a past that is being fetched from its broker: let that end, or cancel it (panel Monitor, part Stored).");
    for (const { timeframe, firstMs: first } of this.#told.all(into)) {
      const one = told.find((span) => span.timeframe === timeframe);
      if (one !== undefined && one.lastMs >= first)
        refuse(
          `${timeframe} bars from ${day(first)} on, and the import goes to ${day(one.lastMs)}: an import never overwrites.`,
        );
    }
  }
}
