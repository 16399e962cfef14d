import { BLOCK_TICKS } from "../blocks/block-ticks.ts";
import type { SealedBlock } from "./block-book.ts";
import type { OpenTail } from "./inventory.ts";

/** What sealing asks of the store's threads. */
export interface SealingDesks {
  readonly openTails: (ticks: number) => Promise<readonly OpenTail[]>;
  /** Packs a lane's frames after `afterSeq` (0: after what is sealed). */
  readonly make: (lane: number, afterSeq: number, most: number, least: number) => Promise<readonly SealedBlock[]>;
  readonly put: (blocks: readonly SealedBlock[]) => Promise<number>;
  /** Makes pages of bars that are due; resolves to how many. */
  readonly makePages: () => Promise<number>;
}

/** Ticks that must have come before it is worth asking for lanes with a block's worth of them. */
const ASK_EVERY = 4 * BLOCK_TICKS;
/** How often the store looks whether it may seal. */
const LOOK_EVERY_MS = 1_000;
/** Ticks a second above which sealing stays out of the way of a burst or a backfill ... */
const BUSY_TICKS = 200_000;
/** ... until so many wait: frames take twelve times the room of blocks. */
const MOST_WAITING = 8_000_000;
/** Blocks a transaction: the writer is held up for a few ms at most. */
const BLOCKS_AT_ONCE = 4;

/** Rounds of pages in one go: weeks whose bars are still coming must not keep it busy for good. */
const PAGE_ROUNDS = 256;

/**
 * Has open frames sealed into blocks, in the background: the keeper's thread packs, the writer only puts blocks in
 * their place. What fails stays open and is tried again with the next ticks: frames are as safe as blocks.
 */
export class Sealing {
  readonly #desks: SealingDesks;
  readonly #timer: NodeJS.Timeout;
  /** Ticks since the last look, and since lanes were last asked for; a store may open with a backlog. */
  #lately = 0;
  #waiting = ASK_EVERY;
  #busy: Promise<unknown> | undefined;
  #stopped = false;

  constructor(desks: SealingDesks) {
    this.#desks = desks;
    this.#timer = setInterval(() => this.#look(), LOOK_EVERY_MS).unref();
  }

  /** To be told of every commit. */
  grew(ticks: number): void {
    this.#lately += ticks;
    this.#waiting += ticks;
  }

  /** Seals what is open now: whole blocks, or with `least` = 1 everything; then pages of bars. @returns ticks that were sealed. */
  async seal(least = BLOCK_TICKS): Promise<number> {
    while (this.#busy !== undefined) await this.#busy;
    return this.#run(least);
  }

  /** Ends sealing; resolves when nothing of it is under way. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearInterval(this.#timer);
    await this.#busy;
  }

  #look(): void {
    const lately = this.#lately;
    this.#lately = 0;
    const quiet = lately < BUSY_TICKS || this.#waiting > MOST_WAITING;
    if (this.#busy !== undefined || this.#waiting < ASK_EVERY || !quiet) return;
    this.#waiting = 0;
    this.#run(BLOCK_TICKS).catch(() => undefined);
  }

  #run(least: number): Promise<number> {
    const run = this.#sealAll(least);
    this.#busy = run
      .catch(() => undefined)
      .finally(() => {
        this.#busy = undefined;
      });
    return run;
  }

  async #sealAll(least: number): Promise<number> {
    let sealed = 0;
    for (const { lane } of await this.#desks.openTails(least)) sealed += await this.#sealLane(lane, least);
    for (let round = 0; round < PAGE_ROUNDS && !this.#stopped && (await this.#desks.makePages()) > 0; round++);
    return sealed;
  }

  async #sealLane(lane: number, least: number): Promise<number> {
    let sealed = 0;
    let next = this.#desks.make(lane, 0, BLOCKS_AT_ONCE, least);
    while (!this.#stopped) {
      const blocks = await next;
      const lastSeq = blocks.at(-1)?.lastSeq;
      if (lastSeq === undefined) return sealed;
      // The keeper packs on while the writer stores.
      next = this.#desks.make(lane, lastSeq, BLOCKS_AT_ONCE, least);
      const [put] = await Promise.all([this.#desks.put(blocks), next]);
      if (put < blocks.length) return sealed;
      sealed += blocks.reduce((sum, block) => sum + block.count, 0);
    }
    await next;
    return sealed;
  }
}
