import { FairleadError } from "#shared/contract/errors.ts";
import type { Clock } from "../ports/clock.ts";

interface Ask {
  readonly settle: (answer: unknown) => void;
  readonly fail: (error: Error) => void;
  readonly cancelTimer: () => void;
}

/** Requests that wait for the answer with their number. Only requests that may be repeated belong here. */
export class Asks {
  readonly #clock: Clock;
  readonly #answerMs: number;
  readonly #open = new Map<number, Ask>();
  #last = 0;

  constructor(clock: Clock, answerMs: number) {
    this.#clock = clock;
    this.#answerMs = answerMs;
  }

  /** @throws FairleadError DEADLINE_EXCEEDED when no answer comes, LINK_DOWN when the link closes first. */
  ask<T>(send: (request: number) => void): Promise<T> {
    this.#last += 1;
    const request = this.#last;
    return new Promise<T>((settle, fail) => {
      const cancelTimer = this.#clock.after(this.#answerMs, () => {
        this.#open.delete(request);
        fail(new FairleadError("DEADLINE_EXCEEDED", "The EA did not answer in time."));
      });
      this.#open.set(request, { settle: settle as (answer: unknown) => void, fail, cancelTimer });
      send(request);
    });
  }

  answer(request: number, answer: unknown): void {
    const ask = this.#open.get(request);
    this.#open.delete(request);
    ask?.cancelTimer();
    ask?.settle(answer);
  }

  closed(): void {
    for (const ask of this.#open.values()) {
      ask.cancelTimer();
      ask.fail(new FairleadError("LINK_DOWN"));
    }
    this.#open.clear();
  }
}
