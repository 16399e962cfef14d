import type { TickFrame } from "#bridge/ports/tick-store.ts";
import { type CodedError, errorOf } from "../worker/coded-error.ts";
import { packFrames } from "./frame-pack.ts";

interface PendingAppend {
  readonly frames: readonly TickFrame[];
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

/** Sends a pack of frames of so many streams to the writer; a verdict for each call in it. */
export type CommitPack = (pack: ArrayBuffer, streams: number) => Promise<(CodedError | null)[]>;

/** Payload bytes that one pack may hold: bounds the time of a transaction and the copy in memory. */
const PACK_BYTES = 4 * 1024 * 1024;
/** Packs on their way: one being committed, one ready for the writer to go on with. */
const PACKS_IN_FLIGHT = 2;

function streamsIn(calls: readonly (readonly TickFrame[])[]): number {
  const streams = new Set<number>();
  for (const frames of calls) for (const { stream } of frames) streams.add(stream);
  return streams.size;
}

/** Joins `append` calls that come while the writer is busy into one transaction (group commit), in their order. */
export class AppendQueue {
  readonly #commit: CommitPack;
  #pending: PendingAppend[] = [];
  #inFlight = 0;
  #idle: (() => void)[] = [];
  #scheduled = false;

  constructor(commit: CommitPack) {
    this.#commit = commit;
  }

  append(frames: readonly TickFrame[]): Promise<void> {
    return new Promise((resolve, reject) => {
      this.#pending.push({ frames, resolve, reject });
      this.#schedule();
    });
  }

  /** Resolves when every append so far is settled. */
  drained(): Promise<void> {
    if (this.#pending.length === 0 && this.#inFlight === 0) return Promise.resolve();
    return new Promise((resolve) => this.#idle.push(resolve));
  }

  #schedule(): void {
    if (this.#scheduled || this.#pending.length === 0 || this.#inFlight >= PACKS_IN_FLIGHT) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      void this.#flush();
    });
  }

  async #flush(): Promise<void> {
    const calls = this.#take();
    this.#inFlight++;
    try {
      const frames = calls.map((call) => call.frames);
      const verdicts = await this.#commit(packFrames(frames), streamsIn(frames));
      for (const [i, call] of calls.entries()) {
        const error = verdicts[i];
        if (error === undefined || error === null) call.resolve();
        else call.reject(errorOf(error));
      }
    } catch (error) {
      for (const call of calls) call.reject(error);
    } finally {
      this.#inFlight--;
      this.#schedule();
      if (this.#pending.length === 0 && this.#inFlight === 0) for (const tell of this.#idle.splice(0)) tell();
    }
  }

  #take(): PendingAppend[] {
    let bytes = 0;
    let end = 0;
    for (; end < this.#pending.length && bytes < PACK_BYTES; end++) {
      for (const frame of this.#pending[end]?.frames ?? []) bytes += frame.payload.length;
    }
    return this.#pending.splice(0, end);
  }
}
