import type { FieldsOf } from "#shared/link/frame.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { Latches } from "#shared/trading/verdict/verdict-input.ts";
import type { AccountStates } from "../../ports/account-state.ts";
import type { Clock } from "../../ports/clock.ts";
import type { EventSink } from "../../ports/event-sink.ts";
import type { Latch, LatchVerb, SafetyBook } from "../../ports/safety-book.ts";
import type { TradeGateway } from "../../ports/trade-gateway.ts";
import type { FlattenProgress } from "./flatten-run.ts";
import { Flattener } from "./flattener.ts";
import { GuardKeeper, type GuardLimits } from "./guard-keeper.ts";
import { LatchSet } from "./latches.ts";

/** Why something was latched, and in whose words. */
export interface LatchCause {
  readonly cause: string;
  readonly words: string;
}

export interface KillSwitchPorts {
  readonly book: SafetyBook;
  readonly gateway: TradeGateway;
  readonly states: AccountStates;
  readonly clock: Clock;
  readonly events: EventSink;
  /** Every account that is known, connected or not. */
  readonly accounts: () => readonly AccountId[];
  readonly latchesChanged: (account: AccountId) => void;
  readonly flattenChanged: (progress: FlattenProgress) => void;
}

/**
 * Pause entries, stop automation, flatten all: three verbs that latch on disk before they act, hold in the verdict and
 * in MT5 alike, and are taken back by a person only.
 */
export class KillSwitch {
  readonly #ports: KillSwitchPorts;
  readonly #latches: LatchSet;
  readonly #guards: GuardKeeper;
  readonly #flattener: Flattener;

  constructor(ports: KillSwitchPorts) {
    this.#ports = ports;
    this.#latches = new LatchSet(ports.book);
    this.#guards = new GuardKeeper({ ...ports, changed: ports.latchesChanged });
    this.#flattener = new Flattener({ ...ports, changed: ports.flattenChanged });
    ports.gateway.listen({
      programMet: (account) => this.#met(account),
      guardState: (account, { fields }) => this.#guardTold(account, fields),
      flattenState: (account, { fields }) => this.#flattener.told(account, fields, fields.cause),
    });
  }

  start(): void {
    this.#guards.start();
    this.#flattener.start();
  }

  stop(): void {
    this.#guards.stop();
    this.#flattener.stop();
  }

  latches(account: AccountId): Latches {
    return this.#latches.verdictInput(account);
  }

  /** Latches in words for people, and whether MT5 has told that it enforces them. */
  view(account: AccountId): { readonly latches: readonly Latch[]; readonly confirmed: boolean } {
    return { latches: this.#latches.of(account), confirmed: this.#guards.confirmed(account) };
  }

  flattens(): readonly FlattenProgress[] {
    return this.#flattener.all();
  }

  /**
   * Latches a verb for an account, or for all (null), and acts. A flatten that is latched already is asked for again.
   * @returns the accounts that it holds for now. @throws FairleadError STORE_*: nothing was done.
   */
  latch(scope: AccountId | null, verb: LatchVerb, { cause, words }: LatchCause): readonly AccountId[] {
    const setMs = this.#ports.clock.utcMs();
    const news = this.#latches.set([{ account: scope, verb, cause, words, setMs }]);
    const accounts = scope === null ? this.#ports.accounts() : [scope];
    // First what closes positions, then what the programs enforce from now on.
    if (verb === "flattenAll") this.#flattener.begin(accounts, cause);
    for (const account of accounts) this.#enforce(account);
    for (const latch of news) this.#report(latch);
    return accounts;
  }

  /** Only for a person. @returns whether it was latched. */
  reset(scope: AccountId | null, verb: LatchVerb, by: string): boolean {
    const was = this.#latches.reset(scope, verb, by, this.#ports.clock.utcMs());
    for (const account of scope === null ? this.#ports.accounts() : [scope]) {
      if (!this.#latches.verdictInput(account).flattenAll) this.#flattener.end(account);
      this.#enforce(account);
    }
    if (was) {
      const details = { verb, account: scope ?? "all", by };
      this.#ports.events.report({
        severity: "warning",
        code: "LATCH_RESET",
        message: `${WORDS[verb]} was taken back for ${scope ?? "all accounts"}.`,
        details,
      });
    }
    return was;
  }

  /** The hard limits that the programs enforce by themselves. */
  limit(account: AccountId, limits: GuardLimits): void {
    this.#guards.limited(account, limits);
  }

  #met(account: AccountId): void {
    this.#enforce(account);
    this.#guards.met(account);
    if (this.#latches.verdictInput(account).flattenAll) this.#flattener.met(account);
    this.#ports.latchesChanged(account);
  }

  #enforce(account: AccountId): void {
    this.#guards.latched(account, this.#terms(account));
    this.#ports.latchesChanged(account);
  }

  #terms(account: AccountId): { entriesPaused: boolean; automationStopped: boolean; flattened: boolean } {
    const { pauseEntries, stopAutomation, flattenAll } = this.#latches.verdictInput(account);
    return {
      entriesPaused: pauseEntries || flattenAll,
      automationStopped: stopAutomation || flattenAll,
      flattened: flattenAll,
    };
  }

  /** A program that latched by itself, or that a lost ledger had latched, is right until a person resets it here. */
  #guardTold(account: AccountId, state: FieldsOf<"GuardState">): void {
    if (!this.#guards.told(account, state)) return;
    const verbs: LatchVerb[] = [];
    if (state.flattened) verbs.push("flattenAll");
    else {
      if (state.entriesPaused) verbs.push("pauseEntries");
      if (state.automationStopped) verbs.push("stopAutomation");
    }
    const cause = state.ownLatch ? state.cause : "earlierProfile";
    const words = state.ownLatch ? "MT5 latched it by its own guard." : "MT5 had it latched by an earlier profile.";
    const setMs = this.#ports.clock.utcMs();
    const news = this.#latches.set(verbs.map((verb) => ({ account, verb, cause, words, setMs })));
    this.#guards.outbid(account, state.version, this.#terms(account));
    for (const latch of news) this.#report(latch);
    this.#ports.latchesChanged(account);
  }

  #report({ account, verb, cause, words }: Latch): void {
    this.#ports.events.report({
      severity: "warning",
      code: "LATCHED",
      message: `${WORDS[verb]} is latched for ${account ?? "all accounts"}: ${words} It stays until you reset it.`,
      details: { verb, cause, account: account ?? "all" },
    });
  }
}

const WORDS: Readonly<Record<LatchVerb, string>> = {
  pauseEntries: "Pause entries",
  stopAutomation: "Stop automation",
  flattenAll: "Flatten all",
};
