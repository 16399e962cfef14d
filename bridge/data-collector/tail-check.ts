import { digestTicks, type MsDigest } from "#shared/link/digest.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import { eventNotice } from "../ports/event-notice.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { TerminalLink } from "../ports/terminal-link.ts";
import type { TickStore } from "../ports/tick-store.ts";
import { differences, type Span } from "./digest-compare.ts";
import { DIGEST_SERVICE_NEEDED, type DigestAnswer, type DigestDesk } from "./digest-desk.ts";
import type { HistoryDesk } from "./history-desk.ts";
import type { OpenedStream } from "./stream-cursors.ts";
import type { StreamFlow } from "./stream-flow.ts";
import { wordsOf } from "./until-done.ts";

/** So many separate differences are told as one span. */
const MAX_SPANS = 16;

/** The last stored ticks of a stream, as they are compared. */
export interface Tail extends OpenedStream {
  readonly fromMs: number;
  readonly ours: readonly MsDigest[];
}

export interface TailCheckPorts {
  readonly store: Pick<TickStore, "readTail" | "readTicks" | "cursor" | "addRevision" | "recordGap">;
  readonly history: HistoryDesk;
  readonly digests: DigestDesk;
  readonly events: EventSink;
  readonly tailTicks: number;
  /** A comparison has come to its end. */
  readonly settled: () => void;
}

/**
 * Compares the last stored ticks with what MT5's history says of the same time. Where they differ, what MT5 shows now
 * is kept as a revision beside the live copy, which stays as it was seen.
 */
export class TailCheck {
  readonly #ports: TailCheckPorts;
  /** Tails that wait for a program that may wait for MT5's history. */
  readonly #deferred = new Map<StreamFlow, Tail>();
  #revising = 0;

  constructor(ports: TailCheckPorts) {
    this.#ports = ports;
  }

  /** @returns what is to be compared of a stream; null = nothing. */
  async read({ flow, cursor }: OpenedStream): Promise<Tail | null> {
    const tail = cursor.timeMs === 0 ? null : await this.#ports.store.readTail(flow.stream, this.#ports.tailTicks);
    const fromMs = tail === null ? 0 : wholeFrom(tail);
    if (tail === null || fromMs === 0) return null;
    const first = tail.timeMs.findIndex((timeMs) => timeMs >= fromMs);
    return { flow, cursor, fromMs, ours: digestTicks(tail, first) };
  }

  /** Whether a comparison is under way. */
  get waiting(): boolean {
    return this.#revising > 0;
  }

  /** Keeps a tail until somebody can be asked. */
  defer(tail: Tail): void {
    this.#deferred.set(tail.flow, tail);
  }

  /** Compares what was put off. */
  resume(link: TerminalLink): void {
    for (const tail of this.#deferred.values()) void this.compare(link, tail);
  }

  /**
   * Resolves when MT5 has answered; what differs is looked into after that.
   * @returns false when the program may not wait for MT5's history: the comparison is put off.
   */
  async compare(link: TerminalLink, tail: Tail): Promise<boolean> {
    const { flow, cursor, fromMs } = tail;
    this.#deferred.delete(flow);
    const { stream, symbol } = flow;
    const range = { stream, symbol, fromMs, toMs: cursor.timeMs, countAtEnd: cursor.countAtTime };
    let answer: DigestAnswer;
    try {
      answer = await this.#ports.digests.ask(link, range);
    } catch (error) {
      if (link.open) this.#notCompared(flow, wordsOf(error));
      return true;
    }
    if (answer.error === DIGEST_SERVICE_NEEDED) {
      this.defer(tail);
      return false;
    }
    if (answer.error === 0) void this.#judge(link, tail, answer.digests);
    else this.#notCompared(flow, `MT5 could not read it (error ${answer.error}).`);
    return true;
  }

  async #judge(link: TerminalLink, tail: Tail, theirs: readonly MsDigest[]): Promise<void> {
    this.#revising += 1;
    try {
      const spans = await this.#spans(tail, theirs);
      for (const span of spans) await this.#revise(link, tail.flow, span);
    } catch (error) {
      this.#notCompared(tail.flow, wordsOf(error));
    } finally {
      this.#revising -= 1;
      this.#ports.settled();
    }
  }

  async #spans({ flow, fromMs, cursor, ours }: Tail, theirs: readonly MsDigest[]): Promise<Span[]> {
    const { store } = this.#ports;
    let spans = differences(ours, theirs);
    if (spans.length > 0 && (await store.cursor(flow.stream)).epoch > 1) {
      // A repeated hour: MT5's history holds both passes of it, our tail one only.
      const both = await store.readTicks(flow.stream, fromMs, cursor.timeMs + 1);
      const joined = differences(digestTicks(sortedByTime(both)), theirs);
      if (joined.length < spans.length) spans = joined;
    }
    const [first, last] = [spans[0], spans.at(-1)];
    return first !== undefined && last !== undefined && spans.length > MAX_SPANS
      ? [{ fromMs: first.fromMs, toMs: last.toMs }]
      : spans;
  }

  async #revise(link: TerminalLink, flow: StreamFlow, { fromMs, toMs }: Span): Promise<void> {
    const { store, history, events } = this.#ports;
    const { instrument, symbol } = flow;
    try {
      const { status, data } = await history.ticks(link, flow.symbol, fromMs, toMs);
      if (status !== "complete") throw new Error(`MT5's history answered ${status}`);
      const reason = "HISTORY_REWRITTEN";
      const revision = await store.addRevision(flow.stream, fromMs, toMs + 1, data, reason);
      // The same rewrite was found at an earlier resume.
      if (revision === 0) return;
      const live = await store.readTicks(flow.stream, fromMs, toMs + 1);
      const detail = `${live.count} ticks were seen live, MT5's history now shows ${data.count}`;
      await store.recordGap({ stream: flow.stream, fromMs, toMs, reason, detail });
      const counts = { live: live.count, history: data.count, revision };
      events.report(eventNotice("warning", reason, { instrument, symbol, fromMs, toMs, ...counts }));
    } catch (error) {
      const details = { instrument, symbol, fromMs, toMs, why: wordsOf(error) };
      events.report(eventNotice("warning", "HISTORY_NOT_COMPARED.unread", details));
    }
  }

  #notCompared(flow: StreamFlow, why: string): void {
    const { instrument, symbol } = flow;
    this.#ports.events.report(eventNotice("info", "HISTORY_NOT_COMPARED.unasked", { instrument, symbol, why }));
  }
}

/** The first millisecond that the tail holds whole: its very first one may begin before the tail does. */
function wholeFrom(tail: TickColumns): number {
  const start = tail.timeMs[0];
  const next = tail.timeMs.subarray(0, tail.count).find((timeMs) => timeMs !== start);
  return next ?? 0;
}

function sortedByTime(ticks: TickColumns): TickColumns {
  const order = Array.from({ length: ticks.count }, (_, i) => i).toSorted(
    (one, other) => (ticks.timeMs[one] ?? 0) - (ticks.timeMs[other] ?? 0) || one - other,
  );
  return {
    count: ticks.count,
    timeMs: Float64Array.from(order, (i) => ticks.timeMs[i] ?? 0),
    bid: Float64Array.from(order, (i) => ticks.bid[i] ?? 0),
    ask: Float64Array.from(order, (i) => ticks.ask[i] ?? 0),
    last: Float64Array.from(order, (i) => ticks.last[i] ?? 0),
    volume: BigUint64Array.from(order, (i) => ticks.volume[i] ?? 0n),
    volumeReal: Float64Array.from(order, (i) => ticks.volumeReal[i] ?? 0),
    flags: Uint32Array.from(order, (i) => ticks.flags[i] ?? 0),
  };
}
