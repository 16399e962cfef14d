import { eventNotice } from "../ports/event-notice.ts";
import type { EventSink } from "../ports/event-sink.ts";

/** Requests that a host turned away, by reason: each reason is reported at its 1st, 10th, 100th ... time. */
export class RefusedRequests {
  readonly #events: EventSink;
  readonly #counts = new Map<string, number>();

  constructor(events: EventSink) {
    this.#events = events;
  }

  count(reason: string): void {
    const count = (this.#counts.get(reason) ?? 0) + 1;
    this.#counts.set(reason, count);
    if (!Number.isInteger(Math.log10(count))) return;
    this.#events.report(eventNotice("warning", "REQUEST_REFUSED", { reason, count }));
  }

  counts(): Readonly<Record<string, number>> {
    return Object.fromEntries(this.#counts);
  }
}
