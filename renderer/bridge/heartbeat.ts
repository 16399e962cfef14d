import { Cell } from "../stores/cell.ts";

export interface Pulse {
  /** `performance.now()` of the last answer; undefined before the first. */
  readonly heardMs: number | undefined;
  readonly roundTripMs: number | undefined;
  /** How late the bridge's own timers run, ms. */
  readonly bridgeLagMs: number | undefined;
  /** How late this window's timers run, ms. */
  readonly windowLagMs: number;
}

type Ping = (sentMs: number) => Promise<{ readonly eventLoopLagMs: number }>;

const EVERY_MS = 500;

/**
 * Asks the bridge for a sign of life twice a second, so that a bridge which hangs without closing its connection is
 * noticed within a second. One question at a time: a bridge that is slow is not asked more.
 */
export class Heartbeat {
  readonly pulse = new Cell<Pulse>({
    heardMs: undefined,
    roundTripMs: undefined,
    bridgeLagMs: undefined,
    windowLagMs: 0,
  });
  readonly #ping: Ping;
  #asking = false;
  #dueMs = 0;

  constructor(ping: Ping) {
    this.#ping = ping;
  }

  /** Begins; the returned function stops it. */
  start(): () => void {
    this.#dueMs = performance.now() + EVERY_MS;
    const timer = setInterval(() => this.#beat(), EVERY_MS);
    return () => clearInterval(timer);
  }

  #beat(): void {
    const now = performance.now();
    this.pulse.set({ ...this.pulse.get(), windowLagMs: Math.max(0, now - this.#dueMs) });
    this.#dueMs = now + EVERY_MS;
    this.ask();
  }

  /** Asks now, unless a question is open: the first sign of life of a new connection is not waited for. */
  ask(): void {
    if (this.#asking) return;
    this.#asking = true;
    const now = performance.now();
    this.#ping(now).then(
      ({ eventLoopLagMs }) => {
        this.#asking = false;
        const heardMs = performance.now();
        const roundTripMs = heardMs - now;
        this.pulse.set({ ...this.pulse.get(), heardMs, roundTripMs, bridgeLagMs: eventLoopLagMs });
      },
      () => {
        this.#asking = false;
      },
    );
  }
}
