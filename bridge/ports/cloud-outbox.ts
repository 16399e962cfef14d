/** A row that waits for the cloud, or was committed by it in the last days. */
export interface OutboxRow {
  /** Counts up without holes over all epochs. */
  readonly seq: number;
  /** UTC ms. */
  readonly madeMs: number;
  /** Table that it tells of. */
  readonly source: string;
  /** That row then, in the ledger's own JSON. */
  readonly content: string;
}

/** Where the one stream of this profile stands. `base`, `sent`, `acked` and `last` are numbers of rows. */
export interface OutboxState {
  readonly stream: string;
  readonly owner: string;
  readonly epoch: number;
  /** Event n of the epoch is row base + n. */
  readonly base: number;
  /** Last row that may have left. */
  readonly sent: number;
  /** Last row that the cloud has committed. */
  readonly acked: number;
  /** Last row that was written. */
  readonly last: number;
  /** First row that is still kept; last + 1 when none is. */
  readonly first: number;
  /** Whether rows of before the stream are still to be written out. */
  readonly backfilling: boolean;
}

/** The outbox of the cloud in ledger.db. Its rows are written by triggers, in the transaction of what they tell. */
export interface CloudOutbox {
  /** Undefined while no user has ever signed in with this profile. */
  state(): OutboxState | undefined;
  /**
   * Begins a stream, or does nothing when this owner has it. Another owner's rows are dropped. With `backfill` the
   * ledger's history goes up as well.
   */
  begin(owner: string, stream: string, backfill: boolean): void;
  /** Adds what no table of the ledger has (a snapshot of equity); nothing while there is no stream. */
  add(source: string, madeMs: number, content: string): void;
  /** Ends the stream and drops its rows: nothing is written any more. */
  end(): void;
  /** Rows after `seq`, at most `limit`, in order. */
  after(seq: number, limit: number): readonly OutboxRow[];
  /** UTC ms of the oldest row that is not committed; null = none. */
  oldestMs(): number | null;
  /** To be called before rows up to `seq` are sent: it tells a restored backup from a lost acknowledgement. */
  noteSent(seq: number): void;
  noteAcked(seq: number): void;
  /** The cloud has lost what comes after `seq`: it was restored from a backup. */
  takeBack(seq: number): void;
  /**
   * Numbers anew from 1 in a later epoch, whole history first: the cloud lacks what may not be kept here any more. In another
   * stream when one is named: this one has another writer.
   */
  renumber(epoch: number, stream?: string): void;
  /** Writes out the next rows of the ledger's history. @returns false when it is done. */
  backfill(limit: number): boolean;
  /** Drops committed rows made before `beforeMs`. @returns how many. */
  prune(beforeMs: number, limit: number): number;
}
