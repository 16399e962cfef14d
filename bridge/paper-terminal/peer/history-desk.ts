import type { FieldsOf } from "#shared/link/frame.ts";
import { encodeTickPayload } from "#shared/link/ticks.ts";
import { fitUtf8 } from "#shared/link/utf8.ts";
import type { BarColumns } from "#shared/market/bar.ts";
import type { BarHistory } from "../market/bar-history.ts";
import type { Outlet } from "./outlet.ts";
import type { TerminalData } from "./terminal-data.ts";
import type { Cursor } from "./tick-ring.ts";
import { cursorAfter } from "./tick-stream.ts";

/** Ticks and bars in one history frame: some 25 and 30 KB, so that live frames never wait long behind one. */
const FRAME_TICKS = 1_024;
const FRAME_BARS = 512;
/** Requests under way at once; a bridge that asks for more is told that it failed. */
const MOST_REQUESTS = 64;
/** MQL5's ERR_MARKET_UNKNOWN_SYMBOL, ERR_HISTORY_NOT_FOUND and, nearest to "too much at once", ERR_NOT_ENOUGH_MEMORY. */
const UNKNOWN_SYMBOL = 4_301;
const HISTORY_NOT_FOUND = 4_401;
const TOO_MANY = 4_004;

type Status = FieldsOf<"HistoryEnd">["status"];
type Frames = AsyncGenerator<(outlet: Outlet) => number, void, void>;

interface Job {
  readonly request: number;
  credit: number;
  cancelled: boolean;
  wake: () => void;
}

/** Answers requests for history, each within its own credit, and always after what is live. */
export class HistoryDesk {
  readonly #data: TerminalData;
  readonly #bars: BarHistory;
  readonly #outlet: Outlet;
  readonly #jobs = new Map<number, Job>();
  #closed = false;

  readonly #oldestMs: () => number;

  /** `oldestMs`: the broker time from which on there are ticks. */
  constructor(data: TerminalData, bars: BarHistory, outlet: Outlet, oldestMs: () => number) {
    this.#data = data;
    this.#bars = bars;
    this.#outlet = outlet;
    this.#oldestMs = oldestMs;
  }

  ticks({ request, symbol, fromMs, toMs, credit }: FieldsOf<"HistoryTicksRequest">): void {
    this.#begin(request, symbol, credit, () => this.#tickFrames(request, symbol, fromMs, toMs));
  }

  bars({ request, symbol, timeframe, fromMs, toMs, credit }: FieldsOf<"HistoryBarsRequest">): void {
    this.#begin(request, symbol, credit, () =>
      this.#barFrames(request, this.#bars.bars(symbol, timeframe, fromMs, toMs)),
    );
  }

  /** Grants frames; 0 cancels. A request that is over, or never was, is nothing to complain of. */
  credit({ request, credit }: FieldsOf<"HistoryCredit">): void {
    const job = this.#jobs.get(request);
    if (job === undefined) return;
    if (credit === 0) job.cancelled = true;
    job.credit += credit;
    job.wake();
  }

  /** The wire may take frames again. */
  wake(): void {
    for (const job of this.#jobs.values()) job.wake();
  }

  close(): void {
    this.#closed = true;
    this.wake();
  }

  #begin(request: number, symbol: string, credit: number, frames: () => Frames): void {
    if (!this.#data.has(symbol)) return this.#end(request, "unknownSymbol", 0, UNKNOWN_SYMBOL);
    if (this.#jobs.size >= MOST_REQUESTS || this.#jobs.has(request)) return this.#end(request, "failed", 0, TOO_MANY);
    const job: Job = { request, credit, cancelled: false, wake: () => {} };
    this.#jobs.set(request, job);
    void this.#work(job, frames());
  }

  async #work(job: Job, frames: Frames): Promise<void> {
    let total = 0;
    let status: Status = "complete";
    try {
      for await (const send of frames) {
        let sent = 0;
        while (sent === 0 && !job.cancelled && !this.#closed) {
          sent = job.credit > 0 ? send(this.#outlet) : 0;
          if (sent === 0) await new Promise<void>((resolve) => (job.wake = resolve));
        }
        if (sent === 0) break;
        job.credit--;
        total += sent;
      }
      if (job.cancelled) status = "cancelled";
    } catch (error) {
      status = "failed";
      if (!this.#closed) this.#explain(error);
    }
    this.#jobs.delete(job.request);
    if (!this.#closed) this.#end(job.request, status, total, status === "failed" ? HISTORY_NOT_FOUND : 0);
  }

  async *#tickFrames(request: number, symbol: string, fromMs: number, toMs: number): Frames {
    let cursor: Cursor = { timeMs: Math.max(fromMs, this.#oldestMs()), count: 0 };
    for (let part = 0; ; ) {
      const ticks = await this.#data.past(symbol, cursor, toMs + 1, FRAME_TICKS);
      if (ticks.count === 0) return;
      for (let at = 0; at < ticks.count; part++) {
        const { count, baseMs, layout, payload } = encodeTickPayload(ticks, at, ticks.count);
        const fields = { request, part, baseMs, layout };
        yield (outlet) => (outlet.offer("HistoryTicks", { fields, count, payload }) ? count : 0);
        at += count;
      }
      cursor = cursorAfter(cursor, ticks);
    }
  }

  async *#barFrames(request: number, reader: ReturnType<BarHistory["bars"]>): Frames {
    for (let part = 0; ; part++) {
      const bars = await reader.read(FRAME_BARS);
      if (bars.count === 0) return;
      const items = barRecords(bars);
      yield (outlet) => (outlet.offer("HistoryBars", { fields: { request, part }, items }) ? bars.count : 0);
    }
  }

  #explain(error: unknown): void {
    const message = fitUtf8(`The paper market's history could not be read: ${String(error)}`, 160);
    this.#outlet.post("Notice", { fields: { severity: "warning", noticeCode: "PAPER_HISTORY_FAILED", message } });
  }

  #end(request: number, status: Status, total: number, error: number): void {
    this.#outlet.post("HistoryEnd", { fields: { request, status, total: BigInt(total), error } });
  }
}

const barRecords = (bars: BarColumns) =>
  Array.from({ length: bars.count }, (_, i) => ({
    timeMs: bars.timeMs[i] as number,
    open: bars.open[i] as number,
    high: bars.high[i] as number,
    low: bars.low[i] as number,
    close: bars.close[i] as number,
    tickVolume: BigInt(bars.tickVolume[i] as number),
    spread: bars.spread[i] as number,
    realVolume: BigInt(Math.round(bars.realVolume[i] as number)),
  }));
