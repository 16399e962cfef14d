import type { RefusalCode } from "#shared/link/codes.ts";
import type { Clock } from "../ports/clock.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { HandshakeRefusal } from "./transport.ts";

/** Why a frame is answered with `Refused`. */
export type FrameRefusal = keyof typeof RefusalCode.values;
export type RefusalReason = FrameRefusal | HandshakeRefusal;

/** What each refusal means, for the EA's panel, the log and the settings page. */
export const REFUSAL_WORDS: Readonly<Record<RefusalReason, string>> = {
  noKey: "A program tried to connect without encryption. Update its Fairlead EA.",
  wrongServerKey: "A program used an old bridge key. Pair that terminal again.",
  unknownKey: "A program that is not paired tried to connect. Open pairing if it is yours.",
  handshakeBroken:
    "A program broke off while connecting, as one without encryption does. If it is yours, update its Fairlead EA.",
  helloRequired: "The session is not known here: say Hello again.",
  pairingClosed: "Pairing is not open. Open it in Fairlead, then let the EA ask again.",
  pairingCodeWrong: "The pairing code is wrong. Let the EA read the pairing file again.",
  pairingCodeExpired: "The pairing code has expired. Open pairing again in Fairlead.",
  pairingCodeUsed: "The pairing code was used already. Open pairing again in Fairlead.",
  pairingDeclined: "Pairing was declined in Fairlead.",
  unknownTerminal: "No terminal of this id is paired. Pair it again.",
  wrongKey: "The connection's key is not this terminal's key.",
  wrongSecret: "The link secret is wrong. Pair the terminal again.",
  wrongSession: "The frame names another session than this connection's.",
  terminalRemoved: "This terminal was removed in Fairlead. Pair it again to use it.",
  protocolVersion:
    "EA and Fairlead speak different protocol versions. Update the older one; until then positions can only be reduced.",
  malformedFrame: "A frame could not be read.",
  duplicateRole: "Another Fairlead program of this kind runs in the same terminal. Keep one of them.",
  staleEpoch: "An older bridge tried to take over.",
  wrongAccount: "The terminal is logged in to another account now.",
  overloaded: "The program sends faster than agreed.",
};

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
    this.#events.report({
      severity: "warning",
      code: "PEER_REFUSED",
      message: REFUSAL_WORDS[reason],
      details: { reason, times: tally.untold, total: tally.count, terminal },
    });
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
      words: REFUSAL_WORDS[reason],
    }));
  }
}
