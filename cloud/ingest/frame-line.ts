import { sql } from "kysely";
import type { Clock } from "../clock.ts";
import type { Database } from "../database/database.ts";

/** A frame that is to be written. */
export interface LinedFrame {
  readonly tenant: string;
  readonly stream: string;
  /** Its object for `ingest.take_many`, as JSON. */
  readonly json: string;
  readonly rows: number;
}

/** What became of it. `hwm`: of an accepted frame, and of one that would leave a hole. */
export interface TakenFrame {
  readonly outcome: "ok" | "gap" | "rehello";
  readonly hwm: number;
}

interface Waiting extends LinedFrame {
  readonly resolve: (taken: TakenFrame) => void;
  readonly reject: (fault: unknown) => void;
}

/** Two transactions at once keep the database busy while the other's commit is on its way to the disk. */
const MOST_AT_ONCE = 2;
const MOST_ROWS = 1_000;
/**
 * Under load the next transaction begins so long after the last at the earliest, or as soon as so many rows wait. A
 * transaction of its own costs a frame of ten events about as much again as those events do; on a machine that is busy,
 * few large ones are answered sooner than many small ones. Whoever comes alone does not wait.
 */
const [SPACING_MS, FULL_ROWS] = [5, 200];

/**
 * Writes frames of many desktops in few transactions: what arrives while one is under way, or just after it began, shares
 * the next. A frame is answered after the commit it was part of. A stream is in one transaction at a time, in the order its
 * frames came.
 */
export class FrameLine {
  readonly #database: Database;
  readonly #clock: Clock;
  #waiting: Waiting[] = [];
  readonly #busy = new Set<string>();
  #underWay = 0;
  #rows = 0;
  #begun = -SPACING_MS;
  #isDue = false;
  #timer: NodeJS.Timeout | undefined;

  constructor(database: Database, clock: Clock) {
    this.#database = database;
    this.#clock = clock;
  }

  /** Frames that wait for a transaction. */
  get length(): number {
    return this.#waiting.length;
  }

  /** @throws when the database fails: whether this frame was written is not known, and it may be sent again. */
  take(frame: LinedFrame): Promise<TakenFrame> {
    return new Promise((resolve, reject) => {
      const { tenant, stream, json, rows } = frame;
      this.#waiting.push({ tenant, stream, json, rows, resolve, reject });
      this.#rows += rows;
      // After this turn of the loop, so that frames that came in one read of the network go together.
      if (!this.#isDue) setImmediate(() => this.#next());
      this.#isDue = true;
    });
  }

  #next(): void {
    this.#isDue = false;
    clearTimeout(this.#timer);
    if (this.#underWay >= MOST_AT_ONCE || this.#waiting.length === 0) return;
    const wait = this.#begun + SPACING_MS - performance.now();
    if (wait > 0 && this.#rows < FULL_ROWS) {
      this.#timer = setTimeout(() => this.#next(), wait);
      return;
    }
    const batch = this.#pick();
    if (batch.length === 0) return;
    this.#underWay += 1;
    this.#begun = performance.now();
    for (const { stream } of batch) this.#busy.add(stream);
    void this.#write(batch).finally(() => {
      for (const { stream } of batch) this.#busy.delete(stream);
      this.#underWay -= 1;
      this.#next();
    });
  }

  #pick(): Waiting[] {
    const batch: Waiting[] = [];
    const rest: Waiting[] = [];
    let rows = 0;
    for (const frame of this.#waiting) {
      const fits = rows < MOST_ROWS && !this.#busy.has(frame.stream);
      if (fits) rows += frame.rows;
      (fits ? batch : rest).push(frame);
    }
    this.#waiting = rest;
    this.#rows -= rows;
    return batch.toSorted((a, b) => order(a.tenant, b.tenant) || order(a.stream, b.stream));
  }

  async #write(batch: readonly Waiting[]): Promise<void> {
    try {
      const taken = await this.#send(batch);
      for (const [index, { resolve, reject }] of batch.entries()) {
        const one = taken[index];
        if (one === undefined) reject(new Error("The database answered for fewer frames than it was given."));
        else resolve(one);
      }
    } catch (fault) {
      if (batch.length === 1) batch[0]?.reject(fault);
      // One frame must not be the end of its neighbours. What was committed after all is skipped by its mark.
      else for (const frame of batch) await this.#write([frame]);
    }
  }

  async #send(batch: readonly Waiting[]): Promise<TakenFrame[]> {
    const frames = `[${batch.map(({ json }) => json).join(",")}]`;
    const rows = await this.#database.tenantStatement(sql<{ ord: number; outcome: TakenFrame["outcome"]; hwm: string }>`
      select * from ingest.take_many(${frames}::jsonb, ${new Date(this.#clock())}) order by ord`);
    return rows.map(({ outcome, hwm }) => ({ outcome, hwm: Number(hwm) }));
  }
}

/**
 * One order of organisations and their streams for every process, so that two transactions never wait for each other in a
 * circle: a frame locks its stream, and rows that others of its organisation lock too (webhooks). A stream's own order stays.
 */
const order = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
