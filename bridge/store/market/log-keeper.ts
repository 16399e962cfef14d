import { MARKET_PAGE_BYTES } from "./page-bytes.ts";

/** Bytes written to the log between two checkpoints. */
const CHECKPOINT_EVERY = 16 * 1024 * 1024;
/** A log that stays longer than this in spite of checkpoints is emptied while writing waits. */
const LONGEST_LOG = 512 * 1024 * 1024;
/** The log begins anew only when everything in it was moved: what came during one checkpoint takes another, short one. */
const ROUNDS = 4;

/** Keeps market.db's write-ahead log short: has the reader checkpoint it as it grows. */
export class LogKeeper {
  readonly #checkpoint: () => Promise<number>;
  readonly #restart: () => Promise<void>;
  #grown = 0;
  #busy: Promise<void> | undefined;

  /** @param checkpoint resolves to the pages that the log still holds. */
  constructor(checkpoint: () => Promise<number>, restart: () => Promise<void>) {
    this.#checkpoint = checkpoint;
    this.#restart = restart;
  }

  /**
   * To be told of every commit. The log takes whole pages: the one that a stream's ticks end on, and that of the lanes,
   * also for a single tick.
   */
  committed(bytes: number, streams: number): void {
    this.#grown += bytes + (streams + 1) * MARKET_PAGE_BYTES;
    if (this.#grown < CHECKPOINT_EVERY || this.#busy !== undefined) return;
    this.#grown = 0;
    this.#busy = this.#keep().finally(() => {
      this.#busy = undefined;
    });
  }

  /** Resolves when no checkpoint is under way. */
  async idle(): Promise<void> {
    await this.#busy;
  }

  async #keep(): Promise<void> {
    try {
      let pages = 0;
      for (let round = 0; round < ROUNDS; round++) pages = await this.#checkpoint();
      if (pages * MARKET_PAGE_BYTES > LONGEST_LOG) await this.#restart();
    } catch {
      // A full disk, or the store is closing: nothing is lost, the log only stays as long as it is.
    }
  }
}
