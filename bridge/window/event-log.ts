import { randomUUID } from "node:crypto";
import type { BridgeEvent } from "#shared/contract/events.ts";
import { plainText } from "#shared/link/plain-text.ts";
import { LogRing } from "#shared/rpc/log.ts";
import type { Clock } from "../ports/clock.ts";
import type { BridgeNotice, EventSink } from "../ports/event-sink.ts";

const KEPT = 4_096;
const LONGEST_TEXT = 512;

/** Stamps and numbers what services report, keeps the newest for windows, and hands every one to the log files. */
export class EventLog implements EventSink {
  readonly ring = new LogRing<BridgeEvent>(randomUUID(), KEPT);
  readonly #clock: Pick<Clock, "utcMs">;
  readonly #clean: (text: string) => string;
  readonly #write: (event: BridgeEvent) => void;

  /** @param clean takes secrets out of a text. @param write appends to the log files; must not throw. */
  constructor(clock: Pick<Clock, "utcMs">, clean: (text: string) => string, write: (event: BridgeEvent) => void) {
    this.#clock = clock;
    this.#clean = clean;
    this.#write = write;
  }

  report({ severity, code, message, details }: BridgeNotice): void {
    const event: BridgeEvent = {
      seq: this.ring.lastSeq + 1,
      atMs: this.#clock.utcMs(),
      severity,
      code: code.slice(0, 64),
      message: this.#text(message),
      details: Object.fromEntries(
        Object.entries(details).map(([key, fact]) => [key, typeof fact === "string" ? this.#text(fact) : fact]),
      ),
    };
    this.#write(event);
    this.ring.append(event);
  }

  #text(text: string): string {
    return plainText(this.#clean(text), LONGEST_TEXT);
  }
}
