import { encodeMessage, readPayload } from "./codec.ts";
import { type Clock, systemClock } from "./platform.ts";
import type { WireValue } from "./values.ts";
import type { Wire } from "./wire.ts";
import { WireEvents } from "./wire-events.ts";

/**
 * Two ends of a wire inside one process. Messages go through the byte codec, so that the two sides share no object and
 * memory behaves like the others.
 */
export function memoryWires(clock: Clock = systemClock): readonly [Wire, Wire] {
  const left = new MemoryWire(clock);
  const right = new MemoryWire(clock);
  left.peer = right;
  right.peer = left;
  return [left, right];
}

class MemoryWire implements Wire {
  readonly kind = "memory";
  readonly #events = new WireEvents();
  readonly #clock: Clock;
  peer: MemoryWire | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  send(message: WireValue): void {
    if (this.#events.closed) return;
    const bytes = encodeMessage(message);
    this.#clock.soon(() => this.peer?.deliver(readPayload(bytes)));
  }

  deliver(message: unknown): void {
    this.#events.message(message);
  }

  onMessage(handler: (message: unknown) => void): void {
    this.#events.onMessage(handler);
  }

  onClose(handler: (reason: string) => void): void {
    this.#events.onClose(handler);
  }

  close(reason: string): void {
    if (this.#events.closed) return;
    this.#events.close(reason);
    this.#clock.soon(() => this.peer?.close(reason));
  }
}
