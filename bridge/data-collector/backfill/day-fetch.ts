import type { BackfillPlan, BackfillStore } from "#bridge/ports/backfill-store.ts";
import type { Clock } from "#bridge/ports/clock.ts";
import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";
import type { HistoryAnswer, HistoryOutcome } from "../history-desk.ts";
import { PendingBlock } from "../import/pending-block.ts";
import { pause } from "../until-done.ts";

/** Ticks that one request should bring: little enough that a live tick never waits for them to be unpacked. */
const WANTED_TICKS = 16_384;
/** An answer up to this long leaves its memory to the next; more would lie about for one dense hour of the day. */
const MOST_KEPT = 4 * WANTED_TICKS;
const FIRST_SPAN_MS = 1_800_000;
const SHORTEST_MS = 60_000;
const LONGEST_MS = 86_400_000;
const NUMBERS = ["timeMs", "bid", "ask", "last", "volumeReal", "flags"] as const;

/** What came of fetching a day. */
export type DayOutcome =
  | { readonly kind: "stored"; readonly ticks: number }
  /** Nobody wants it any more: paused, cancelled, or its terminal has gone. */
  | { readonly kind: "stopped" }
  | { readonly kind: "refused"; readonly status: HistoryOutcome; readonly error: number };

export interface DayFetchPorts {
  readonly store: BackfillStore;
  readonly clock: Clock;
  /** Ticks with fromMs <= time <= toMs of the broker's history; `into` is memory that the answer may lie in. */
  readonly ask: (fromMs: number, toMs: number, into: TickColumns) => Promise<HistoryAnswer<TickColumns>>;
  readonly wanted: () => boolean;
  /** Most ticks a second. */
  readonly rate: () => number;
  readonly came: (ticks: number, atMs: number) => void;
}

/** Fetches one day of a plan in small requests and brings it into sight whole; whatever stops it leaves nothing of it. */
export class DayFetch {
  readonly #ports: DayFetchPorts;
  #spanMs = FIRST_SPAN_MS;

  constructor(ports: DayFetchPorts) {
    this.#ports = ports;
  }

  /** [fromMs, toMs) of the plan's stream; `toMs` is what the plan has reached. */
  async fetch({ stream, point, digits }: BackfillPlan, fromMs: number, toMs: number): Promise<DayOutcome> {
    const { store } = this.#ports;
    let day: number | undefined;
    const block = new PendingBlock();
    let memory = emptyTickColumns(0);
    let ticks = 0;
    const flush = async (): Promise<void> => {
      day ??= await store.beginImport(point, digits);
      await store.addHistory(day, block.take());
    };
    let lastMs = Number.NEGATIVE_INFINITY;
    let back = 0;
    const drop = async (): Promise<void> => {
      if (day !== undefined) await store.dropImport(day).catch(() => undefined);
    };
    try {
      for (let at = fromMs; at < toMs; ) {
        const until = Math.min(toMs, at + this.#spanMs);
        const beganMs = this.#ports.clock.monotonicMs();
        const { status, error, data } = await this.#ports.ask(at, until - 1, memory);
        const stopped = !this.#ports.wanted();
        if (stopped || status !== "complete") {
          await drop();
          return stopped ? { kind: "stopped" } : { kind: "refused", status, error };
        }
        const kept = forwards(data, lastMs);
        back += data.count - kept.count;
        lastMs = kept.timeMs[kept.count - 1] ?? lastMs;
        let rest: TickColumns | undefined = kept;
        while (rest !== undefined && rest.count > 0) {
          rest = block.add(rest);
          if (block.full) await flush();
        }
        ticks += kept.count;
        // The block has what it held.
        if (data.count > memory.count && data.count <= MOST_KEPT) memory = data;
        at = until;
        this.#ports.came(kept.count, until);
        this.#fit(data.count);
        await this.#throttle(data.count, beganMs);
      }
      if (block.count > 0) await flush();
      if (back > 0) {
        const detail = `the broker's clock was set back here: ${back} ticks that its history tells for the second time were left out`;
        await store.recordGap({ stream, fromMs, toMs, reason: "HISTORY_MISSING", detail });
      }
      await store.adoptHistory(day, stream, fromMs);
      return { kind: "stored", ticks };
    } catch (error) {
      await drop();
      throw error;
    }
  }

  /** Requests grow and shrink with how dense the ticks are. */
  #fit(ticks: number): void {
    if (ticks > 2 * WANTED_TICKS) this.#spanMs = Math.max(SHORTEST_MS, this.#spanMs / 2);
    else if (ticks < WANTED_TICKS / 2) this.#spanMs = Math.min(LONGEST_MS, this.#spanMs * 2);
  }

  async #throttle(ticks: number, beganMs: number): Promise<void> {
    const { clock, rate } = this.#ports;
    const leftMs = (ticks / rate()) * 1_000 - (clock.monotonicMs() - beganMs);
    if (leftMs >= 1) await pause(clock, leftMs);
  }
}

/** Ticks without those that run back, before `afterMs` or before one of their own: a lane's time never does. */
function forwards(ticks: TickColumns, afterMs: number): TickColumns {
  if (runsForward(ticks, afterMs)) return ticks;
  let latestMs = afterMs;
  const kept: number[] = [];
  for (let i = 0; i < ticks.count; i++) {
    const timeMs = ticks.timeMs[i] as number;
    if (timeMs < latestMs) continue;
    latestMs = timeMs;
    kept.push(i);
  }
  const some = emptyTickColumns(kept.length);
  for (const [to, from] of kept.entries()) {
    for (const name of NUMBERS) some[name][to] = ticks[name][from] as number;
    some.volume[to] = ticks.volume[from] as bigint;
  }
  return some;
}

function runsForward({ count, timeMs }: TickColumns, afterMs: number): boolean {
  let latestMs = afterMs;
  for (let i = 0; i < count; i++) {
    if ((timeMs[i] as number) < latestMs) return false;
    latestMs = timeMs[i] as number;
  }
  return true;
}
