import { digestTicks, type MsDigest } from "#shared/link/digest.ts";
import type { Frame } from "#shared/link/frame.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { TerminalLink } from "../ports/terminal-link.ts";
import type { StreamCursor, TickStore } from "../ports/tick-store.ts";
import { differences, type Span } from "./digest-compare.ts";
import type { HistoryDesk } from "./history-desk.ts";
import { Parts } from "./parts.ts";
import type { StreamFlow } from "./stream-flow.ts";
import { wordsOf } from "./until-done.ts";

/** So many separate differences are told as one span. */
const MAX_SPANS = 16;

interface Expected {
  readonly fromMs: number;
  readonly cursor: StreamCursor;
  readonly ours: readonly MsDigest[];
  readonly parts: Parts<MsDigest>;
}

export interface TailCheckPorts {
  readonly store: Pick<TickStore, "readTail" | "readTicks" | "addRevision" | "recordGap">;
  readonly history: HistoryDesk;
  readonly events: EventSink;
  readonly tailTicks: number;
}

/**
 * Compares the last stored ticks with what MT5's history says of the same time. Where they differ, what MT5 shows now
 * is kept as a revision beside the live copy, which stays as it was seen.
 */
export class TailCheck {
  readonly #ports: TailCheckPorts;
  readonly #expected = new Map<number, Expected>();
  #revising = 0;

  constructor(ports: TailCheckPorts) {
    this.#ports = ports;
  }

  /** @returns from which broker ms the program shall digest its history; 0 = there is nothing to compare. */
  async prepare(flow: StreamFlow, cursor: StreamCursor): Promise<number> {
    this.#expected.delete(flow.stream);
    const tail = cursor.timeMs === 0 ? null : await this.#ports.store.readTail(flow.stream, this.#ports.tailTicks);
    const fromMs = tail === null ? 0 : wholeFrom(tail);
    if (tail === null || fromMs === 0) return 0;
    const first = tail.timeMs.findIndex((timeMs) => timeMs >= fromMs);
    this.#expected.set(flow.stream, { fromMs, cursor, ours: digestTicks(tail, first), parts: new Parts() });
    return fromMs;
  }

  /** Whether a comparison is under way. */
  get waiting(): boolean {
    return this.#expected.size > 0 || this.#revising > 0;
  }

  forget(stream: number): void {
    this.#expected.delete(stream);
  }

  /** Takes a TailDigest that answers a Subscribe. */
  async frame(link: TerminalLink, flow: StreamFlow, { fields, items }: Frame<"TailDigest">): Promise<void> {
    const expected = this.#expected.get(flow.stream);
    if (expected === undefined || fields.fromMs !== expected.fromMs) return;
    if (fields.error !== 0) return this.#unreadable(flow, fields.error);
    const theirs = expected.parts.add(fields.fromMs, fields.part, fields.parts, items);
    if (theirs === null) return;
    this.#expected.delete(flow.stream);
    this.#revising += 1;
    try {
      const spans = await this.#spans(flow, expected, theirs);
      for (const span of spans) await this.#revise(link, flow, span);
    } finally {
      this.#revising -= 1;
    }
  }

  async #spans(flow: StreamFlow, { fromMs, cursor, ours }: Expected, theirs: readonly MsDigest[]): Promise<Span[]> {
    let spans = differences(ours, theirs);
    if (spans.length > 0 && cursor.epoch > 1) {
      // A repeated hour: MT5's history holds both passes of it, our tail the last one only.
      const both = await this.#ports.store.readTicks(flow.stream, fromMs, cursor.timeMs + 1);
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
      events.report({
        severity: "warning",
        code: reason,
        message: `The broker's history of ${flow.symbol} was changed: ${detail}. Both are kept.`,
        details: { instrument: flow.instrument, fromMs, toMs, live: live.count, history: data.count, revision },
      });
    } catch (error) {
      events.report({
        severity: "warning",
        code: "HISTORY_NOT_COMPARED",
        message: `The history of ${flow.symbol} differs from what was seen live, but could not be read: ${wordsOf(error)}. It is compared again at the next connection.`,
        details: { instrument: flow.instrument, fromMs, toMs },
      });
    }
  }

  #unreadable(flow: StreamFlow, error: number): void {
    this.#expected.delete(flow.stream);
    this.#ports.events.report({
      severity: "info",
      code: "HISTORY_NOT_COMPARED",
      message: `MT5 could not read its history of ${flow.symbol} (error ${error}). It is compared again at the next connection.`,
      details: { instrument: flow.instrument, error },
    });
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
