import { randomBytes } from "node:crypto";
import type { FieldsOf } from "#shared/link/frame.ts";
import type { AccountId, UtcMs } from "#shared/market/brands.ts";
import type { AccountState, AccountStates } from "../../ports/account-state.ts";
import type { Clock } from "../../ports/clock.ts";
import type { EventSink } from "../../ports/event-sink.ts";
import type { SafetyBook } from "../../ports/safety-book.ts";
import type { TradeGateway } from "../../ports/trade-gateway.ts";
import {
  beginProgress,
  type FlattenProgress,
  isEmptyAfter,
  newRun,
  provedFlat,
  withProgram,
  withSnapshot,
} from "./flatten-run.ts";

/** The same id asked again is only answered with the state, so asking often is harmless. */
const ASK_AGAIN_MS = 2_000;

export interface FlattenerPorts {
  readonly book: SafetyBook;
  readonly gateway: TradeGateway;
  readonly states: AccountStates;
  readonly clock: Clock;
  readonly events: EventSink;
  readonly changed: (progress: FlattenProgress) => void;
}

/**
 * Flattens accounts through the program in MT5, which sends all closing requests at once, and follows each run to its
 * proof: the program found nothing left, and then a snapshot of our own did. A run survives restarts of either side.
 */
export class Flattener {
  readonly #ports: FlattenerPorts;
  readonly #runs = new Map<AccountId, FlattenProgress>();
  /** UTC ms at which the program said that nothing is left. */
  readonly #programFlat = new Map<AccountId, UtcMs>();
  #stop: (() => void)[] = [];

  constructor(ports: FlattenerPorts) {
    this.#ports = ports;
    for (const run of ports.book.flattens()) {
      this.#runs.set(run.account, beginProgress(run, ports.states.current(run.account)));
    }
  }

  start(): void {
    const { clock, states } = this.#ports;
    this.#stop = [
      clock.every(ASK_AGAIN_MS, () => this.#askAgain()),
      states.subscribe((state) => this.#snapshot(state)),
    ];
  }

  stop(): void {
    for (const end of this.#stop) end();
  }

  all(): readonly FlattenProgress[] {
    return [...this.#runs.values()];
  }

  /** Every account is asked before anything else is done about any of them. */
  begin(accounts: readonly AccountId[], cause: string): void {
    const { book, states, clock } = this.#ports;
    const begun = accounts.filter((account) => !this.#isUnderWay(account));
    const runs = begun.map((account) => newRun(randomBytes(16).toString("hex"), account, cause, clock.utcMs()));
    for (const run of runs) book.putFlatten(run);
    for (const run of runs) {
      this.#programFlat.delete(run.account);
      this.#runs.set(run.account, beginProgress(run, states.current(run.account)));
      this.#ask(run.account);
    }
    for (const run of runs) this.#tell(run.account);
  }

  /** The latch was reset: what is not flat yet is not followed any more. */
  end(account: AccountId): void {
    const progress = this.#runs.get(account);
    if (progress === undefined || !this.#isUnderWay(account)) return;
    const run = { ...progress.run, endedMs: this.#ports.clock.utcMs() };
    this.#ports.book.putFlatten(run);
    this.#runs.set(account, { ...progress, run });
    this.#tell(account);
  }

  met(account: AccountId): void {
    if (this.#isUnderWay(account)) this.#ask(account);
  }

  told(account: AccountId, state: FieldsOf<"FlattenState">, causeWords: string): void {
    const id = Buffer.from(state.id).toString("hex");
    const { book, states, clock } = this.#ports;
    let progress = this.#runs.get(account);
    if (progress?.run.id !== id) {
      // Only a whole-account run of the program's own is a run of ours as well.
      if (state.scope !== "account" || state.cause === "command" || this.#isUnderWay(account)) return;
      const run = newRun(id, account, causeWords, clock.utcMs());
      book.putFlatten(run);
      progress = beginProgress(run, states.current(account));
    }
    this.#runs.set(account, withProgram(progress, state));
    if (state.stage === "flat") this.#programFlat.set(account, clock.utcMs());
    else this.#programFlat.delete(account);
    this.#tell(account);
  }

  #snapshot(state: AccountState): void {
    const account = state.account.id;
    const progress = this.#runs.get(account);
    if (progress === undefined || !this.#isUnderWay(account) || !state.live) return;
    const seen = withSnapshot(progress, state);
    this.#runs.set(account, seen);
    const flatMs = this.#programFlat.get(account);
    if (flatMs !== undefined && isEmptyAfter(state, flatMs)) this.#prove(account, seen, state.takenAt);
    this.#tell(account);
  }

  #prove(account: AccountId, progress: FlattenProgress, flatMs: UtcMs): void {
    const proved = provedFlat(progress, flatMs);
    this.#ports.book.putFlatten(proved.run);
    this.#runs.set(account, proved);
    const time = new Date(flatMs).toISOString().slice(11, 19);
    this.#ports.events.report({
      severity: "info",
      code: "FLAT_CONFIRMED",
      message: `${account} was confirmed flat at ${time} UTC: MT5 and our own look found neither position nor order.`,
      details: { account, flatMs, positions: proved.positions.length },
    });
  }

  #askAgain(): void {
    for (const account of this.#runs.keys()) if (this.#isUnderWay(account)) this.#ask(account);
  }

  #ask(account: AccountId): void {
    const progress = this.#runs.get(account);
    if (progress === undefined) return;
    const id = new Uint8Array(Buffer.from(progress.run.id, "hex"));
    const sent = this.#ports.gateway.flatten(account, { id, scope: "account" });
    const stage = sent ? (progress.stage === "unreachable" ? "asked" : progress.stage) : "unreachable";
    if (stage === progress.stage) return;
    this.#runs.set(account, { ...progress, stage });
    this.#tell(account);
  }

  #isUnderWay(account: AccountId): boolean {
    const run = this.#runs.get(account)?.run;
    return run !== undefined && run.flatMs === null && run.endedMs === null;
  }

  #tell(account: AccountId): void {
    const progress = this.#runs.get(account);
    if (progress !== undefined) this.#ports.changed(progress);
  }
}
