import { FairleadError } from "#shared/contract/errors.ts";
import type { AccountId, UtcMs } from "#shared/market/brands.ts";
import type { FlattenRun, GuardTerms, Latch, LatchVerb, PositionDuty, SafetyBook } from "../../ports/safety-book.ts";
import { isUnwritable, type PendingWrites } from "./pending-writes.ts";

interface KeptGuard {
  readonly version: bigint;
  readonly terms: GuardTerms;
}

const latchKey = ({ account, verb }: Pick<Latch, "account" | "verb">): string => `latch/${account ?? "*"}/${verb}`;
const dutyKey = ({ account, position, kind, intent }: PositionDuty): string =>
  `duty/${account}/${position}/${kind}/${intent}`;

/**
 * The safety book over a ledger that may be full: a latch, a guard, a flatten and a duty hold from the moment on in
 * which they are set, on disk where it takes them and in memory until then. Only to take a latch back needs the disk.
 */
export class EnduringSafety implements SafetyBook {
  readonly #book: SafetyBook;
  readonly #writes: PendingWrites;
  #latches: readonly Latch[];
  /** As they stand, on disk or not yet: nobody else writes this ledger. */
  readonly #guards = new Map<AccountId, KeptGuard>();
  readonly #duties = new Set<string>();

  constructor(book: SafetyBook, writes: PendingWrites) {
    this.#book = book;
    this.#writes = writes;
    this.#latches = book.latches();
  }

  latches(): readonly Latch[] {
    return this.#latches;
  }

  setLatches(latches: readonly Latch[]): readonly Latch[] {
    const set = new Set(this.#latches.map(latchKey));
    const news = latches.filter((latch) => !set.has(latchKey(latch)));
    if (news.length === 0) return news;
    this.#latches = [...this.#latches, ...news];
    this.#writes.attempt(news.map(latchKey).join(" "), () => this.#book.setLatches(news));
    return news;
  }

  /** @throws FairleadError LEDGER_UNWRITABLE: nothing is taken back that the next start would find again. */
  resetLatch(account: AccountId | null, verb: LatchVerb, by: string, atMs: UtcMs): boolean {
    if (!this.#writes.flush()) throw new FairleadError("LEDGER_UNWRITABLE");
    const was = this.#book.resetLatch(account, verb, by, atMs);
    this.#latches = this.#book.latches();
    return was;
  }

  /** From memory once it was read: what is enforced does not depend on a disk that can still be read. */
  guard(account: AccountId): KeptGuard | undefined {
    const known = this.#guards.get(account);
    if (known !== undefined) return known;
    try {
      const stored = this.#book.guard(account);
      if (stored !== undefined) this.#guards.set(account, stored);
      return stored;
    } catch (fault) {
      if (!isUnwritable(fault)) throw fault;
      this.#writes.tell(fault);
      return undefined;
    }
  }

  putGuard(account: AccountId, terms: GuardTerms, above: bigint): bigint {
    const known = this.guard(account)?.version ?? 0n;
    const least = above > known ? above : known;
    const stored = this.#writes.attempt(`guard/${account}`, () => this.#book.putGuard(account, terms, least));
    const version = stored ?? this.#putLater(account, terms, least);
    this.#guards.set(account, { version, terms });
    return version;
  }

  #putLater(account: AccountId, terms: GuardTerms, least: bigint): bigint {
    // As the ledger counts: above every earlier one, also above those that a lost ledger gave out.
    const seconds = BigInt(Math.floor(Date.now() / 1_000));
    const version = (least > seconds ? least : seconds) + 1n;
    this.#writes.keep(`guard/${account}`, () => void this.#book.putGuard(account, terms, version - 1n));
    return version;
  }

  flattens(): readonly FlattenRun[] {
    return this.#book.flattens();
  }

  putFlatten(run: FlattenRun): void {
    this.#writes.attempt(`flatten/${run.id}/${run.account}`, () => this.#book.putFlatten(run));
  }

  duties(): readonly PositionDuty[] {
    return this.#book.duties();
  }

  putDuty(duty: PositionDuty): boolean {
    const key = dutyKey(duty);
    if (this.#duties.has(key)) return false;
    const isNew = this.#writes.attempt(key, () => this.#book.putDuty(duty));
    if (isNew === null) this.#duties.add(key);
    return isNew ?? true;
  }

  endDuty(duty: PositionDuty, how: string): void {
    this.#writes.attempt(`end ${dutyKey(duty)}`, () => this.#book.endDuty(duty, how));
  }
}
