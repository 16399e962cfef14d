import type { Clock } from "./clock.ts";
import { eventNotice } from "./event-notice.ts";
import type { BridgeNotice, EventSink } from "./event-sink.ts";

const SPAN_MS = 60_000;
/** Sources that are told apart at one time; what comes from further ones is counted together. */
const MAX_SOURCES = 1_024;
const OTHERS = "others";

interface Span {
  readonly code: string;
  readonly source: string;
  told: number;
  suppressed: number;
}

/**
 * What other programs cause to be reported, at most `most` events a minute of one code and one source (terminal, else
 * account, else instrument): the rest is counted, and told as one event when the minute is over. A program that is
 * paired and hostile can fill neither the log nor the window's list with what it repeats.
 */
export class MeasuredEvents implements EventSink {
  readonly #events: EventSink;
  readonly #clock: Clock;
  readonly #most: number;
  readonly #spans = new Map<string, Span>();

  constructor(events: EventSink, clock: Clock, most: number) {
    this.#events = events;
    this.#clock = clock;
    this.#most = most;
  }

  report(notice: BridgeNotice): void {
    const { terminal, account, instrument } = notice.details;
    const span = this.#span(notice.code, String(terminal ?? account ?? instrument ?? ""));
    if (span.told < this.#most) {
      span.told += 1;
      this.#events.report(notice);
    } else span.suppressed += 1;
  }

  #span(code: string, source: string): Span {
    const key = `${code} ${source}`;
    const known = this.#spans.get(key);
    if (known !== undefined) return known;
    if (this.#spans.size >= MAX_SOURCES && source !== OTHERS) return this.#span(code, OTHERS);
    const made = { code, source, told: 0, suppressed: 0 };
    this.#spans.set(key, made);
    this.#clock.after(SPAN_MS, () => this.#end(key, made));
    return made;
  }

  #end(key: string, { code, source, suppressed }: Span): void {
    this.#spans.delete(key);
    if (suppressed === 0) return;
    const details = { suppressed, of: code, source, most: this.#most };
    this.#events.report(eventNotice("warning", "EVENTS_SUPPRESSED", details));
  }
}
