import type { SyncAck, SyncRefusal, SyncWelcome } from "#shared/sync/frames.ts";
import type { LaneAnswer, SyncState } from "#shared/sync/lanes.ts";
import type { CloudParts } from "../parts.ts";
import { Ingest, type Sender } from "./ingest.ts";
import { LossyLanes } from "./lossy-lanes.ts";

/** What became of an account state: its answer, the accounts it named, and when it was written, UTC ms. */
export interface StateTaken {
  readonly answer: LaneAnswer;
  readonly linked?: SyncState["accounts"];
  readonly writtenAt?: number;
}

/**
 * Takes what desktops send up; played by the role `ingest`, in this process or in another. Each call throws where nothing
 * is known of its end: the desktop sends the same again, and what was kept before counts once.
 */
export interface Uplink {
  /** Frames of the durable lane that wait for their commit. */
  readonly waiting: number;
  hello(from: Sender, input: unknown): Promise<SyncWelcome | SyncRefusal>;
  frame(from: Sender, input: unknown): Promise<SyncAck | SyncRefusal>;
  /** @param lastAt UTC ms of this connection's last written state. */
  state(from: Sender, input: unknown, lastAt: number): Promise<StateTaken>;
  blob(from: Sender, input: unknown): Promise<LaneAnswer>;
}

/** The role `ingest` in this process. */
export class LocalUplink implements Uplink {
  readonly #ingest: Ingest;
  readonly #lanes: LossyLanes;

  constructor({ database, clock, bus }: Pick<CloudParts, "database" | "clock" | "bus">) {
    this.#ingest = new Ingest(database, clock, (tenantId) => bus.publish({ about: "sessions", tenantId }));
    this.#lanes = new LossyLanes(database, clock, () => this.#ingest.waiting);
  }

  get waiting(): number {
    return this.#ingest.waiting;
  }

  hello(from: Sender, input: unknown): Promise<SyncWelcome | SyncRefusal> {
    return this.#ingest.hello(from, input);
  }

  frame(from: Sender, input: unknown): Promise<SyncAck | SyncRefusal> {
    return this.#ingest.frame(from, input);
  }

  state(from: Sender, input: unknown, lastAt: number): Promise<StateTaken> {
    return this.#lanes.state(from, input, lastAt);
  }

  blob(from: Sender, input: unknown): Promise<LaneAnswer> {
    return this.#lanes.blob(from, input);
  }
}
