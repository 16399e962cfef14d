/** Bytes a board; a frame of 64 ticks has some 1,600. */
const BOARD_BYTES = 65_536;
/** Boards that wait for the next answer: what a request of a backfill needs. */
const MOST_SPARE = 16;

/**
 * Keeps the bytes of frames until their answer is whole, end to end on boards that later answers use again. A buffer of
 * its own for each frame outlives the collector of young objects by its answer's length: of all that a backfill leaves
 * behind, that made the bridge look through its whole heap most often.
 */
export class PayloadShelf {
  readonly #spare: Uint8Array<ArrayBuffer>[] = [];

  /** A place for the bytes of one answer. */
  open(): ShelfPlace {
    return new ShelfPlace(
      (bytes) => (bytes > BOARD_BYTES ? new Uint8Array(bytes) : (this.#spare.pop() ?? new Uint8Array(BOARD_BYTES))),
      (boards) => {
        const wanted = boards.filter(({ length }) => length === BOARD_BYTES);
        this.#spare.push(...wanted.slice(0, Math.max(0, MOST_SPARE - this.#spare.length)));
      },
    );
  }
}

/** Where the bytes of one answer lie. */
export class ShelfPlace {
  readonly #take: (bytes: number) => Uint8Array<ArrayBuffer>;
  readonly #give: (boards: readonly Uint8Array<ArrayBuffer>[]) => void;
  #boards: Uint8Array<ArrayBuffer>[] = [];
  #used = 0;

  constructor(
    take: (bytes: number) => Uint8Array<ArrayBuffer>,
    give: (boards: readonly Uint8Array<ArrayBuffer>[]) => void,
  ) {
    this.#take = take;
    this.#give = give;
  }

  /** A copy of `bytes` that stays as it is until {@link clear}. */
  keep(bytes: Uint8Array): Uint8Array {
    let board = this.#boards.at(-1);
    if (board === undefined || board.length - this.#used < bytes.length) {
      board = this.#take(bytes.length);
      this.#boards.push(board);
      this.#used = 0;
    }
    const kept = board.subarray(this.#used, this.#used + bytes.length);
    kept.set(bytes);
    this.#used += bytes.length;
    return kept;
  }

  /** Gives the memory back: nothing that was kept may be read any more. */
  clear(): void {
    this.#give(this.#boards);
    this.#boards = [];
    this.#used = 0;
  }
}
