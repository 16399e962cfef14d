import type { FieldsOf } from "#shared/link/frame.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { Clock } from "../../ports/clock.ts";
import type { GuardTerms, SafetyBook } from "../../ports/safety-book.ts";
import type { TradeGateway } from "../../ports/trade-gateway.ts";

/** Between two sendings of a guard that nobody has confirmed. */
const RESEND_MS = 2_000;
/** A floor that follows the equity's peak moves all the time; MT5 need not hear of every cent at once. */
const LIMITS_AT_MOST_EVERY_MS = 10_000;

export interface GuardLimits {
  readonly maxOrderLots: number;
  readonly maxTotalLots: number;
  readonly equityFloor: number;
}

type LatchTerms = Pick<GuardTerms, "entriesPaused" | "automationStopped" | "flattened">;

interface Kept {
  version: bigint;
  terms: GuardTerms;
  confirmed: boolean;
  limitsAtMs: number;
}

const FREE: GuardTerms = {
  maxOrderLots: 0,
  maxTotalLots: 0,
  equityFloor: 0,
  entriesPaused: false,
  automationStopped: false,
  flattened: false,
};

/**
 * Sees to it that the programs in MT5 enforce the same latches and hard limits as the bridge: every change is a new
 * version in the ledger, sent at once, at each meeting, and again until the program has told that it holds it.
 */
export class GuardKeeper {
  readonly #book: SafetyBook;
  readonly #gateway: TradeGateway;
  readonly #clock: Clock;
  readonly #kept = new Map<AccountId, Kept>();
  readonly #changed: (account: AccountId) => void;
  readonly #accounts: () => readonly AccountId[];
  #stop: () => void = () => undefined;

  constructor(ports: {
    readonly book: SafetyBook;
    readonly gateway: TradeGateway;
    readonly clock: Clock;
    /** Every account that is known, connected or not. */
    readonly accounts: () => readonly AccountId[];
    readonly changed: (account: AccountId) => void;
  }) {
    this.#book = ports.book;
    this.#gateway = ports.gateway;
    this.#clock = ports.clock;
    this.#changed = ports.changed;
    this.#accounts = ports.accounts;
  }

  start(): void {
    // Read while the ledger can be read: a guard that is not known would be sent without its limits.
    for (const account of this.#accounts()) this.#book.guard(account);
    this.#stop = this.#clock.every(RESEND_MS, () => {
      for (const [account, { confirmed }] of this.#kept) if (!confirmed) this.#send(account);
    });
  }

  stop(): void {
    this.#stop();
  }

  confirmed(account: AccountId): boolean {
    return this.#kept.get(account)?.confirmed ?? false;
  }

  latched(account: AccountId, latches: LatchTerms): void {
    this.#put(account, { ...this.#of(account).terms, ...latches });
  }

  limited(account: AccountId, limits: GuardLimits): void {
    const kept = this.#of(account);
    const { maxOrderLots, maxTotalLots, equityFloor } = kept.terms;
    const floorOnly = maxOrderLots === limits.maxOrderLots && maxTotalLots === limits.maxTotalLots;
    if (floorOnly && equityFloor === limits.equityFloor) return;
    const nowMs = this.#clock.monotonicMs();
    // One that falls follows a payment, or another day: MT5 waits for it, and closes when it does not come.
    const isFollowing = equityFloor > 0 && limits.equityFloor > equityFloor;
    if (floorOnly && isFollowing && nowMs - kept.limitsAtMs < LIMITS_AT_MOST_EVERY_MS) return;
    kept.limitsAtMs = nowMs;
    this.#put(account, { ...kept.terms, ...limits });
  }

  /** A program has come: it hears the guard, known or new, whatever it has on its own disk. */
  met(account: AccountId): void {
    this.#of(account).confirmed = false;
    this.#send(account);
  }

  /**
   * What a program enforces.
   * @returns true when it knows a version that this ledger does not: an older profile's, or its own latch. The caller
   * then takes its latches over, on disk, before it calls `outbid`: a guard under a higher version ends the program's own.
   */
  told(account: AccountId, state: FieldsOf<"GuardState">): boolean {
    const kept = this.#of(account);
    const isOurs = state.version === kept.version && holds(state, kept.terms);
    if (state.ownLatch || state.version > kept.version) return true;
    if (isOurs !== kept.confirmed) {
      kept.confirmed = isOurs;
      this.#changed(account);
    }
    return false;
  }

  /** Sends these latches under a version above the program's. */
  outbid(account: AccountId, version: bigint, latches: LatchTerms): void {
    const kept = this.#of(account);
    const terms = { ...kept.terms, ...latches };
    kept.version = this.#book.putGuard(account, terms, version > kept.version ? version : kept.version);
    kept.terms = terms;
    kept.confirmed = false;
    this.#send(account);
  }

  #of(account: AccountId): Kept {
    const known = this.#kept.get(account);
    if (known !== undefined) return known;
    const stored = this.#book.guard(account);
    const made: Kept = {
      version: stored?.version ?? 0n,
      terms: stored?.terms ?? FREE,
      confirmed: false,
      limitsAtMs: 0,
    };
    if (stored === undefined) made.version = this.#book.putGuard(account, FREE, 0n);
    this.#kept.set(account, made);
    return made;
  }

  #put(account: AccountId, terms: GuardTerms): void {
    const kept = this.#of(account);
    if (sameTerms(terms, kept.terms)) return this.#send(account);
    kept.version = this.#book.putGuard(account, terms, kept.version);
    kept.terms = terms;
    kept.confirmed = false;
    this.#send(account);
  }

  #send(account: AccountId): void {
    const { version, terms } = this.#of(account);
    this.#gateway.guard(account, { version, ...terms });
  }
}

const KEYS = [
  "maxOrderLots",
  "maxTotalLots",
  "equityFloor",
  "entriesPaused",
  "automationStopped",
  "flattened",
] as const satisfies readonly (keyof GuardTerms)[];

/** 0 = no limit. The inputs of the EA may be stricter than the bridge's limits: then they are what it tells. */
const atMost = (told: number, wanted: number): boolean => wanted === 0 || (told > 0 && told <= wanted);

/** Whether a program enforces these terms, or stricter ones of its user's. */
const holds = (state: FieldsOf<"GuardState">, terms: GuardTerms): boolean =>
  atMost(state.maxOrderLots, terms.maxOrderLots) &&
  atMost(state.maxTotalLots, terms.maxTotalLots) &&
  state.equityFloor >= terms.equityFloor &&
  state.entriesPaused === terms.entriesPaused &&
  state.automationStopped === terms.automationStopped &&
  state.flattened === terms.flattened;

const sameTerms = (a: GuardTerms, b: GuardTerms): boolean => KEYS.every((key) => a[key] === b[key]);
