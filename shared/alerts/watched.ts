import type { BrokerMs, UtcMs } from "../market/brands.ts";
import type { Alert, AlertState, Direction, Firing, Side } from "./alert.ts";

/** When something was seen, in both clocks. */
export interface Moment {
  /** The source's own time: broker ms of a tick, UTC ms elsewhere. Cooldowns run in it, so that a second look at the same ticks comes to the same. */
  readonly sourceMs: number;
  readonly utcMs: UtcMs;
}

/** An alert at work. Its state moves only here; whoever keeps it asks for `dirty`. */
export class Watched {
  readonly alert: Alert;
  #state: AlertState;
  /** Whether the state is newer than the one on disk. */
  dirty = false;

  constructor(alert: Alert, state: AlertState) {
    this.alert = alert;
    this.#state = state;
  }

  get state(): AlertState {
    return this.#state;
  }

  get armed(): boolean {
    return this.#state.status === "armed";
  }

  set(change: Partial<AlertState>): void {
    this.#state = { ...this.#state, ...change };
    this.dirty = true;
  }

  /**
   * Takes a value and says whether it met the level, by the words of {@link Direction}. The first value only tells the
   * side, except that `reaches` is met by a value that stands at the level.
   */
  meets(value: number, level: number, direction: Direction): boolean {
    const side: Side = value > level ? 1 : value < level ? -1 : 0;
    if (side === 0) return direction === "reaches";
    const before = this.#state.side;
    if (side === before) return false;
    this.set({ side });
    if (before === 0) return false;
    return direction === "either" || direction === "reaches" || (direction === "up") === (side === 1);
  }

  /** Lets it fire, if it may: armed, not expired, not snoozed, not in its cooldown. What it passes over is over. */
  fire(at: Moment, value: number | null, brokerMs: BrokerMs | null, detail = ""): Firing | undefined {
    const { alert } = this;
    const { status, arming, quietUntilMs, snoozedUntilMs, firings } = this.#state;
    if (status !== "armed" || this.expire(at.utcMs)) return undefined;
    if (snoozedUntilMs !== null && at.utcMs < snoozedUntilMs) return undefined;
    if (quietUntilMs !== null && at.sourceMs < quietUntilMs) return undefined;
    const { id, name, rule, repeat } = alert;
    this.set({
      ...(repeat === null
        ? { status: "fired" }
        : { arming: arming + 1, quietUntilMs: at.sourceMs + repeat.cooldownMs }),
      firings: firings + 1,
      lastFiredMs: at.utcMs,
    });
    return { alert: id, arming, name, rule, atMs: at.utcMs, brokerMs, value, detail };
  }

  /** Ends it when its time is over. @returns whether it is over. */
  expire(utcMs: number): boolean {
    const { expiresMs } = this.alert;
    if (this.armed && expiresMs !== null && utcMs >= expiresMs) this.set({ status: "expired" });
    return this.#state.status === "expired";
  }

  /** The source's clock ran back to `sourceMs`: a cooldown must not last longer for that. */
  clockRanBack(sourceMs: number): void {
    const { repeat } = this.alert;
    const { quietUntilMs } = this.#state;
    if (repeat === null || quietUntilMs === null) return;
    const latest = sourceMs + repeat.cooldownMs;
    if (quietUntilMs > latest) this.set({ quietUntilMs: latest });
  }
}
