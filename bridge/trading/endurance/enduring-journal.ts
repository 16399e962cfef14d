import { isDeepStrictEqual } from "node:util";
import { FairleadError } from "#shared/contract/errors.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { IntentId, OrderIntent, OrderRequest } from "#shared/trading/intent/intent.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";
import { isFinal } from "#shared/trading/intent/intent-state.ts";
import { magicOf, volatileCounter } from "#shared/trading/intent/magic.ts";
import type { IntentDraft, IntentJournal, IntentTrace } from "../../ports/intent-journal.ts";
import { isUnwritable, type PendingWrites } from "./pending-writes.ts";

interface Kept {
  record: IntentRecord;
  /** What the ledger has not taken yet, oldest first. */
  readonly traces: IntentTrace[];
  /** The ledger does not know the intent at all. */
  isNew: boolean;
}

/** Orders that can only take risk away: MT5's program executes them as reducing ones or not at all. */
const takesRiskAway = ({ action }: OrderRequest): boolean =>
  action === "close" || action === "closeBy" || action === "remove";

/**
 * The journal over a ledger that is slow, or full. Steps on the way wait for the one that ends their intent, or for a
 * twentieth of a second: an order's answer must not queue behind the commits of the last one. On a full disk what could
 * add risk is refused, for nothing may leave that is not written down; a close leaves all the same, under a magic that no
 * ledger gives out, is journalled by MT5's program, and is written here as soon as the disk takes it.
 */
export class EnduringJournal implements IntentJournal {
  readonly installation: number;
  readonly fault: FairleadError | undefined;
  readonly #journal: IntentJournal;
  readonly #writes: PendingWrites;
  readonly #kept = new Map<IntentId, Kept>();
  #counter = 0n;

  constructor(journal: IntentJournal, writes: PendingWrites) {
    this.#journal = journal;
    this.#writes = writes;
    this.installation = journal.installation;
    this.fault = journal.fault;
  }

  /** @throws FairleadError INTENTS_LOG_DAMAGED or LEDGER_UNWRITABLE for an order that could add risk, INTENT_REUSED, STORE_UNAVAILABLE. */
  begin(
    draft: IntentDraft,
    steps: (intent: OrderIntent) => { readonly record: IntentRecord; readonly traces: readonly IntentTrace[] },
  ): { readonly record: IntentRecord; readonly fresh: boolean } {
    const kept = this.#kept.get(draft.id);
    if (kept !== undefined) return { record: sameOrder(kept.record, draft), fresh: false };
    if (this.fault !== undefined && !takesRiskAway(draft.request) && this.get(draft.id) === undefined) throw this.fault;
    try {
      // The ledger's log of intents has room of its own; but what becomes of an order must find some too.
      if (!takesRiskAway(draft.request) && this.#writes.isStuck) throw new FairleadError("STORE_FULL");
      return this.#journal.begin(draft, steps);
    } catch (cause) {
      if (!isUnwritable(cause)) throw cause;
      this.#writes.tell(cause);
      const known = this.get(draft.id);
      if (known !== undefined) return { record: sameOrder(known, draft), fresh: false };
      if (!takesRiskAway(draft.request)) {
        const store = cause instanceof FairleadError ? cause.code : "INTERNAL";
        throw new FairleadError("LEDGER_UNWRITABLE", undefined, { account: draft.account, store }, { cause });
      }
    }
    const { record, traces } = steps({ ...draft, magic: this.#magic() });
    this.#keep({ record, traces: [...traces], isNew: true });
    return { record, fresh: true };
  }

  advance(record: IntentRecord, traces: readonly IntentTrace[]): void {
    const { id } = record.intent;
    const kept = this.#kept.get(id) ?? { record, traces: [], isNew: false };
    kept.record = record;
    kept.traces.push(...traces);
    this.#keep(kept);
    if (isFinal(record.outcome.state)) this.#writes.flush();
    else this.#writes.soon();
  }

  adopt(record: IntentRecord, traces: readonly IntentTrace[]): void {
    this.#journal.adopt(record, traces);
  }

  /** @throws FairleadError STORE_UNAVAILABLE when nobody can tell: it may have been sent before. */
  get(id: IntentId): IntentRecord | undefined {
    const kept = this.#kept.get(id);
    if (kept !== undefined) return kept.record;
    try {
      return this.#journal.get(id);
    } catch (cause) {
      throw new FairleadError("STORE_UNAVAILABLE", undefined, { intent: id }, { cause });
    }
  }

  byMagic(magic: bigint): IntentRecord | undefined {
    for (const { record } of this.#kept.values()) if (record.intent.magic === magic) return record;
    return this.#journal.byMagic(magic);
  }

  open(): readonly IntentRecord[] {
    return this.#merged(this.#journal.open(), "oldest").filter(({ outcome }) => !isFinal(outcome.state));
  }

  recent(limit: number, account?: AccountId): readonly IntentRecord[] {
    const records = this.#merged(this.#journal.recent(limit, account), "newest");
    return records.filter(({ intent }) => account === undefined || intent.account === account).slice(0, limit);
  }

  traces(id: IntentId): readonly IntentTrace[] {
    return [...this.#journal.traces(id), ...(this.#kept.get(id)?.traces ?? [])];
  }

  /** What the ledger has, as memory knows it better, with what it has not taken yet at its new end. */
  #merged(stored: readonly IntentRecord[], first: "oldest" | "newest"): readonly IntentRecord[] {
    const known = stored.map((record) => this.#kept.get(record.intent.id)?.record ?? record);
    const unknown = [...this.#kept.values()].filter(({ isNew }) => isNew).map(({ record }) => record);
    return first === "oldest" ? [...known, ...unknown] : [...unknown.toReversed(), ...known];
  }

  #keep(kept: Kept): void {
    const { id } = kept.record.intent;
    this.#kept.set(id, kept);
    this.#writes.keep(`intent/${id}`, () => this.#write(id, kept));
  }

  #write(id: IntentId, kept: Kept): void {
    if (kept.isNew) {
      this.#journal.adopt(kept.record, kept.traces);
      kept.isNew = false;
      kept.traces.length = 0;
    }
    if (kept.traces.length > 0) this.#journal.advance(kept.record, kept.traces);
    this.#kept.delete(id);
  }

  #magic(): bigint {
    for (;;) {
      const counter = volatileCounter(Math.floor(Date.now() / 1_000));
      this.#counter = counter > this.#counter ? counter : this.#counter + 1n;
      const magic = magicOf(this.installation, this.#counter);
      if (this.byMagic(magic) === undefined) return magic;
    }
  }
}

/** The same wish under its id again, or the error that names another one. */
function sameOrder(known: IntentRecord, { account, source, request, stopWithinMs, id }: IntentDraft): IntentRecord {
  const { intent } = known;
  const was = { account: intent.account, source: intent.source, request: intent.request, within: intent.stopWithinMs };
  if (isDeepStrictEqual(was, { account, source, request, within: stopWithinMs })) return known;
  throw new FairleadError("INTENT_REUSED", undefined, { intent: id, account });
}
