import type { ConnectionState } from "#shared/rpc/client-connection.ts";
import { Cell } from "../stores/cell.ts";

/** Why a dial failed when the host answers, but not to this window: no pause and no retry mends that. */
export const REFUSED = "the host does not know this window";

/** How the window stands with its bridge. Times are `performance.now()`. */
export interface BridgeStatus {
  readonly phase: ConnectionState["phase"];
  /** Failed tries since the connection was lost. */
  readonly tries: number;
  /** The transport's words for why, for the log; not for a person. */
  readonly problem: string | undefined;
  /** Since when there is no connection; undefined while there is one. */
  readonly downSinceMs: number | undefined;
  /** Since when there is one; undefined while there is none. */
  readonly upSinceMs: number | undefined;
  /** Grows with each connection: what must be asked anew after a reconnect hangs on it. */
  readonly generation: number;
}

/** Follows the connection and keeps when it was lost. */
export class BridgeStatusCell extends Cell<BridgeStatus> {
  readonly #now: () => number;

  constructor(now: () => number = () => performance.now()) {
    super({
      phase: "connecting",
      tries: 0,
      problem: undefined,
      downSinceMs: now(),
      upSinceMs: undefined,
      generation: 0,
    });
    this.#now = now;
  }

  readonly take = (state: ConnectionState): void => {
    const before = this.get();
    const open = state.phase === "open";
    this.set({
      phase: state.phase,
      tries: state.phase === "connecting" ? state.tries : 0,
      problem: state.phase === "open" ? undefined : state.problem,
      downSinceMs: open ? undefined : (before.downSinceMs ?? this.#now()),
      upSinceMs: open ? (before.upSinceMs ?? this.#now()) : undefined,
      generation: before.generation + (open ? 1 : 0),
    });
  };
}
