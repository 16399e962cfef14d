import { encode } from "#shared/link/codec.ts";
import type { Clock } from "../ports/clock.ts";
import { type FrameRefusal, type Refusals, refusalWords } from "./refusals.ts";
import type { Session } from "./session.ts";
import type { Peer } from "./transport.ts";

/** Answers per peer and second: a program that sends rubbish learns why, and cannot make the bridge talk without end. */
const ANSWERS_PER_SECOND = 10;

/** What is known of a frame that gets refused. */
export interface RefusedFrame {
  readonly type: number;
  readonly session: bigint;
}

/** Answers refused frames in words, and counts them. */
export class Refusing {
  readonly #refusals: Refusals;
  readonly #clock: Clock;
  readonly #answered = new WeakMap<Peer, { second: number; count: number }>();

  constructor(refusals: Refusals, clock: Clock) {
    this.#refusals = refusals;
    this.#clock = clock;
  }

  refuse(peer: Peer, reason: FrameRefusal, frame: RefusedFrame, session: Session | null = null): void {
    this.#refusals.count(reason, session?.terminal ?? "");
    if (!this.#mayAnswer(peer)) return;
    const fields = { reason, refusedType: frame.type, message: refusalWords(reason).slice(0, 127) };
    // Refusals answer frames of any session or none, so they are not counted: seq 0, and the session the program named.
    peer.send(encode("Refused", { header: { session: session?.number ?? frame.session, seq: 0n }, fields }));
  }

  #mayAnswer(peer: Peer): boolean {
    const second = Math.floor(this.#clock.monotonicMs() / 1_000);
    const answered = this.#answered.get(peer);
    const count = answered?.second === second ? answered.count + 1 : 1;
    this.#answered.set(peer, { second, count });
    return count <= ANSWERS_PER_SECOND;
  }
}
