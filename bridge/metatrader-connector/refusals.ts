import { EVENT_WORDS } from "#shared/contract/event-words.ts";
import type { RefusalCode } from "#shared/link/codes.ts";
import type { Clock } from "../ports/clock.ts";
import { eventNotice } from "../ports/event-notice.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { HandshakeRefusal } from "./transport.ts";

/** Why a frame is answered with `Refused`. */
export type FrameRefusal = keyof typeof RefusalCode.values;
export type RefusalReason = FrameRefusal | HandshakeRefusal;

/** What a refusal means, for the EA's panel, the log and the settings page. */
export const refusalWords = (reason: RefusalReason): string => EVENT_WORDS[`PEER_REFUSED.${reason}`];

interface Tally {
  count: number;
  lastUtc: number;
  toldAt: number;
  untold: number;
}

/** Counts every refusal by reason and tells the log of it, at most once per reason and interval. */
export class Refusals {
  readonly #tallies = new Map<RefusalReason, Tally>();
  readonly #events: EventSink;
  readonly #clock: Clock;
  readonly #intervalMs: number;

  constructor(events: EventSink, clock: Clock, intervalMs: number) {
    this.#events = events;
    this.#clock = clock;
    this.#intervalMs = intervalMs;
  }

  /** `terminal` names the paired terminal concerned, where one is. */
  count(reason: RefusalReason, terminal = ""): void {
    const now = this.#clock.monotonicMs();
    const tally = this.#tallies.get(reason) ?? { count: 0, lastUtc: 0, toldAt: Number.NEGATIVE_INFINITY, untold: 0 };
    tally.count += 1;
    tally.untold += 1;
    tally.lastUtc = this.#clock.utcMs();
    this.#tallies.set(reason, tally);
    if (now - tally.toldAt < this.#intervalMs) return;
    this.#events.report(
      eventNotice("warning", `PEER_REFUSED.${reason}`, { times: tally.untold, total: tally.count, terminal }),
    );
    tally.toldAt = now;
    tally.untold = 0;
  }

  of(reason: RefusalReason): number {
    return this.#tallies.get(reason)?.count ?? 0;
  }

  /** Every reason met so far, in words. */
  list(): { reason: RefusalReason; count: number; lastMs: number; words: string }[] {
    return [...this.#tallies].map(([reason, { count, lastUtc }]) => ({
      reason,
      count,
      lastMs: lastUtc,
      words: refusalWords(reason),
    }));
  }
}
