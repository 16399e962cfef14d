import type { FieldsOf } from "#shared/link/frame.ts";
import type { Clock } from "../../ports/clock.ts";

/** After the program itself stood still, the bridge gets this long to renew what looks lapsed (DESIGN.md section 3). */
const STALL_GRACE_MS = 2_000;
/** A gap between two checks that counts as standing still. */
const STALL_MS = 1_000;

type LeaseStatus = FieldsOf<"LeaseState">["status"];

/** Keeps the lease on this account: who holds it, of which epoch, and whether it has lapsed. */
export class LeaseHolder {
  readonly #clock: Clock;
  readonly #account: { readonly login: bigint; readonly server: string };
  readonly #changed: (state: FieldsOf<"LeaseState">) => void;
  readonly #refused: (noticeCode: string, message: string) => void;
  #status: LeaseStatus = "none";
  #epoch = 0n;
  #renewal = 0n;
  #highest = 0n;
  #endsMs = 0;
  #flattenOnLapse = false;
  #checkedMs: number;

  constructor(
    clock: Clock,
    account: { readonly login: bigint; readonly server: string },
    changed: (state: FieldsOf<"LeaseState">) => void,
    refused: (noticeCode: string, message: string) => void,
  ) {
    this.#clock = clock;
    this.#account = account;
    this.#changed = changed;
    this.#refused = refused;
    this.#checkedMs = clock.monotonicMs();
  }

  get state(): FieldsOf<"LeaseState"> {
    return { status: this.#status, bridgeEpoch: this.#epoch, renewal: this.#renewal, highestEpoch: this.#highest };
  }

  /** Whether the session's positions are to be closed when the lease lapses. */
  get flattenOnLapse(): boolean {
    return this.#flattenOnLapse;
  }

  /** Takes a renewal. One of a lower epoch, or for another account, is refused: the answer says which epoch rules. */
  renew({ bridgeEpoch, login, server, renewal, ttlMs, flattenOnLapse }: FieldsOf<"Lease">): void {
    if (bridgeEpoch < this.#highest) {
      this.#refused("LEASE_STALE_EPOCH", "A lease of an older start of Fairlead was refused.");
      return this.#changed(this.state);
    }
    if (login !== this.#account.login || server !== this.#account.server) {
      this.#refused("LEASE_WRONG_ACCOUNT", "A lease for another account was refused.");
      return this.#changed(this.state);
    }
    const news = this.#status !== "held" || bridgeEpoch !== this.#epoch;
    this.#status = "held";
    this.#epoch = bridgeEpoch;
    this.#highest = bridgeEpoch;
    this.#renewal = renewal;
    this.#flattenOnLapse = flattenOnLapse;
    this.#endsMs = this.#clock.monotonicMs() + ttlMs;
    if (news) this.#changed(this.state);
  }

  /** To be called several times a second. */
  check(): void {
    const now = this.#clock.monotonicMs();
    if (now - this.#checkedMs > STALL_MS) this.#endsMs = Math.max(this.#endsMs, now + STALL_GRACE_MS);
    this.#checkedMs = now;
    if (this.#status !== "held" || now < this.#endsMs) return;
    this.#status = "lapsed";
    this.#changed(this.state);
  }
}
