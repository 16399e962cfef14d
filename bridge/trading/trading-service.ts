import { FairleadError } from "#shared/contract/errors.ts";
import type { AccountId, UtcMs } from "#shared/market/brands.ts";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import type { IntentId, IntentSource, OrderIntent, OrderRequest } from "#shared/trading/intent/intent.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";
import { isFinal } from "#shared/trading/intent/intent-state.ts";
import type { Verdict } from "#shared/trading/verdict/verdict-types.ts";
import type { AccountState, AccountStates } from "../ports/account-state.ts";
import type { Clock } from "../ports/clock.ts";
import type { DealLedger } from "../ports/deal-ledger.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { IntentDraft, IntentJournal } from "../ports/intent-journal.ts";
import type { RiskBook } from "../ports/risk-book.ts";
import type { SafetyBook } from "../ports/safety-book.ts";
import type { TradeEventListener } from "../ports/trade-events.ts";
import type { TradeGateway } from "../ports/trade-gateway.ts";
import { BrokerClock } from "./broker-clock.ts";
import { EnduringJournal } from "./endurance/enduring-journal.ts";
import { enduringRisk } from "./endurance/enduring-risk.ts";
import { EnduringSafety } from "./endurance/enduring-safety.ts";
import { isUnwritable, PendingWrites } from "./endurance/pending-writes.ts";
import { Executor } from "./executor/executor.ts";
import type { FlattenProgress } from "./kill-switch/flatten-run.ts";
import { KillSwitch } from "./kill-switch/kill-switch.ts";
import type { LeaseDesk } from "./lease/lease-desk.ts";
import { PositionDuties } from "./position-duties.ts";
import { DealBook } from "./reconcile/deal-book.ts";
import { Reconciler } from "./reconcile/reconciler.ts";
import type { AccountMarkets } from "./risk/account-markets.ts";
import { ChargeBook } from "./risk/charge-book.ts";
import { OrdersUnderWay } from "./risk/orders-under-way.ts";
import { RiskDesk } from "./risk/risk-desk.ts";
import { RiskWatch } from "./risk/risk-watch.ts";
import type { Standing } from "./risk/standing.ts";
import type { TradingSettings } from "./settings.ts";
import { TradeListeners } from "./trade-listeners.ts";

export interface TradingPorts {
  readonly settings: TradingSettings;
  readonly ledger: {
    readonly intents: IntentJournal;
    readonly deals: DealLedger;
    readonly safety: SafetyBook;
    readonly risk: RiskBook;
  };
  readonly gateway: TradeGateway;
  readonly states: AccountStates;
  readonly markets: AccountMarkets;
  readonly leases: LeaseDesk;
  readonly clock: Clock;
  readonly events: EventSink;
  /** Accounts of earlier runs. */
  readonly knownAccounts: readonly AccountId[];
  readonly latchesChanged: (account: AccountId) => void;
  readonly flattenChanged: (progress: FlattenProgress) => void;
  readonly looked: (state: AccountState, standing: Standing | null) => void;
  /** Refuses an order that would open new risk where the plan allows none. @throws FairleadError PLAN_BLOCKS. */
  readonly assertMayOpen?: (account: AccountId) => void;
}

/** An order that somebody wants. */
export interface Wish {
  readonly id: IntentId;
  readonly account: AccountId;
  readonly source: IntentSource;
  readonly request: OrderRequest;
  readonly stopWithinMs: number | null;
}

/**
 * Trading as the rest of the bridge uses it: judge an order, place it, hear what becomes of it, stop everything. Every
 * way to the broker leads through `place`, and so through the verdict; only what a guard closes does not need one.
 */
export class TradingService {
  readonly killSwitch: KillSwitch;
  readonly risk: RiskDesk;
  readonly #ports: TradingPorts;
  readonly #writes: PendingWrites;
  readonly #journal: IntentJournal;
  readonly #executor: Executor;
  readonly #reconciler: Reconciler;
  readonly #duties: PositionDuties;
  readonly #underWay = new OrdersUnderWay((account) => this.#executor.open(account));
  readonly #watch: RiskWatch;
  readonly #listeners: TradeListeners;
  readonly #waiting = new Map<IntentId, Set<(record: IntentRecord) => void>>();

  constructor(ports: TradingPorts) {
    this.#ports = ports;
    const { ledger, clock, settings, events, states, gateway } = ports;
    const brokerClock = new BrokerClock(clock);
    const shared = { gateway, states, clock, brokerClock, events };
    this.#listeners = new TradeListeners(events);
    this.#writes = new PendingWrites({ clock, events });
    this.#journal = new EnduringJournal(ledger.intents, this.#writes);
    const safety = new EnduringSafety(ledger.safety, this.#writes);
    this.#executor = new Executor({
      ...shared,
      journal: this.#journal,
      answerMs: settings.answerMs,
      changed: (record) => this.#changed(record),
    });
    const { installation } = ledger.intents;
    const book = new DealBook({
      ledger: ledger.deals,
      byMagic: (magic) => this.byMagic(magic),
      installation,
      kept: (kept, fresh) => {
        this.#watch.dealt(kept);
        this.#listeners.deal(kept, fresh);
      },
      closed: (closure) => this.#listeners.closed(closure),
    });
    this.#reconciler = new Reconciler({
      ...shared,
      executor: this.#executor,
      book,
      ledger: ledger.deals,
      installation,
      notSentAfterMs: settings.notSentAfterMs,
      historyDays: settings.historyDays,
    });
    this.killSwitch = new KillSwitch({ ...ports, book: safety, accounts: () => this.accounts() });
    const { quoteMs, accountMs, slippagePoints } = settings;
    const charges = new ChargeBook({ deals: ledger.deals, brokerClock, clock, slippagePoints });
    this.risk = new RiskDesk({
      ...ports,
      book: enduringRisk(ledger.risk, this.#writes),
      brokerClock,
      latches: (account) => this.killSwitch.latches(account),
      freshness: { quoteMs, accountMs },
      charges: (account, symbol) => charges.of(account, symbol),
      underWay: this.#underWay,
    });
    this.#watch = new RiskWatch({
      ...shared,
      desk: this.risk,
      deals: ledger.deals,
      killSwitch: this.killSwitch,
      underWay: this.#underWay,
      leases: ports.leases,
      accountMs,
      looked: ports.looked,
    });
    this.#duties = new PositionDuties({
      book: safety,
      states,
      clock,
      events,
      place: (draft) => this.#executor.place(draft),
      open: (account) => this.#executor.open(account),
      filledMs: (record) => this.#filledMs(record, brokerClock),
      lots: {
        intent: (id) => this.#readable(() => this.#journal.get(id)) ?? undefined,
        byMagic: (magic) => this.byMagic(magic),
        dealsOf: (account, position) => this.#readable(() => ledger.deals.dealsOf(account, position)),
        readToMs: (account) => this.#readable(() => ledger.deals.read(account))?.toMs ?? null,
        spec: (account, symbol) => ports.markets.spec(account, symbol),
      },
    });
  }

  /** To be called before the link starts: what an earlier run left open is in doubt from the first moment on. */
  start(): void {
    this.#writes.start();
    this.#executor.resume();
    this.#reconciler.start();
    this.#duties.start();
    this.killSwitch.start();
    this.#watch.start();
  }

  stop(): void {
    this.#watch.stop();
    this.killSwitch.stop();
    this.#duties.stop();
    this.#reconciler.stop();
    this.#writes.stop();
  }

  listen(listener: TradeEventListener): () => void {
    return this.#listeners.add(listener);
  }

  /** Looks anew at every account, and reads its history again: after a sleep nobody knows what was missed. */
  readAgain(): void {
    for (const account of this.accounts()) {
      this.lookAgain(account);
      this.#reconciler.readAgain(account);
    }
  }

  /** Accounts that are or were connected. */
  accounts(): readonly AccountId[] {
    return [...new Set([...this.#ports.knownAccounts, ...this.#ports.states.all().map(({ account }) => account.id)])];
  }

  /** Judges an account at once, as when its limits were changed. */
  lookAgain(account: AccountId): void {
    const state = this.#ports.states.current(account);
    if (state?.live === true) this.#watch.look(state);
  }

  /** What would be said of an order now. Changes nothing. */
  preview(account: AccountId, request: OrderRequest, source: IntentSource): Verdict {
    return this.risk.verdict(account, request, source.kind === "session");
  }

  /**
   * Judges an order, journals it and sends it once. The same wish again returns where it stands, whatever the verdict
   * would be by now.
   * @returns the intent as far as it has come. @throws FairleadError RISK_BLOCKED, ORDER_INVALID, LINK_DOWN,
   * INTENT_REUSED, BAD_REQUEST, LEDGER_UNWRITABLE, INTENTS_LOG_DAMAGED, PLAN_BLOCKS: nothing was sent then. What only closes is sent without the ledger too.
   */
  place(wish: Wish): IntentRecord {
    const known = this.#journal.get(wish.id);
    const createdMs = this.#ports.clock.utcMs();
    const validUntilMs = (createdMs + this.#ports.settings.orderValidMs) as UtcMs;
    const draft: IntentDraft = { ...wish, createdMs, validUntilMs };
    const opens = wish.request.action === "open" || wish.request.action === "pending";
    if (known === undefined && opens) this.#ports.assertMayOpen?.(wish.account);
    if (known === undefined && wish.source.kind !== "guard")
      assertAllowed(this.preview(wish.account, wish.request, wish.source));
    return this.#executor.place(draft);
  }

  intent(id: IntentId): IntentRecord | undefined {
    return this.#journal.get(id);
  }

  byMagic(magic: bigint): IntentRecord | undefined {
    return this.#journal.byMagic(magic);
  }

  /** Intents of an account that are not over, oldest first. */
  open(account: AccountId): readonly IntentRecord[] {
    return this.#executor.open(account);
  }

  /** The newest intents, newest first. */
  recent(limit: number): readonly IntentRecord[] {
    return this.#journal.recent(limit);
  }

  /** The intent once it is over, or in doubt, or rests at the broker; or as it stands after `withinMs`. */
  answered(id: IntentId, withinMs: number): Promise<IntentRecord> {
    const now = this.intent(id);
    if (now === undefined) return Promise.reject(new FairleadError("NOT_FOUND"));
    if (isAnswer(now)) return Promise.resolve(now);
    return new Promise((resolve) => {
      const waiting = this.#waiting.get(id) ?? new Set();
      this.#waiting.set(id, waiting);
      const done = (record: IntentRecord): void => {
        cancel();
        waiting.delete(done);
        if (waiting.size === 0) this.#waiting.delete(id);
        resolve(record);
      };
      const cancel = this.#ports.clock.after(withinMs, () => done(this.intent(id) ?? now));
      waiting.add(done);
    });
  }

  #changed(record: IntentRecord): void {
    this.#underWay.changed(record);
    // A duty is written down first, with an fsync: who waits for the broker's word need not wait for that.
    this.#listeners.intent(record);
    this.#duties.changed(record);
    if (!isAnswer(record)) return;
    const waiting = this.#waiting.get(record.intent.id);
    // Each one that is told leaves the set.
    if (waiting !== undefined) for (const done of waiting) done(record);
  }

  /** Null for what a ledger at fault cannot tell; people are told of that. */
  #readable<T>(read: () => T): T | null {
    try {
      return read();
    } catch (fault) {
      if (!isUnwritable(fault)) throw fault;
      this.#writes.tell(fault);
      return null;
    }
  }

  #filledMs({ intent, outcome }: IntentRecord, brokerClock: BrokerClock): UtcMs {
    const nowMs = this.#ports.clock.utcMs();
    const broker = brokerClock.now(intent.account);
    const first = this.#dealsUnder(intent).find(({ ticket }) =>
      outcome.deals.includes(ticket as (typeof outcome.deals)[number]),
    );
    if (broker === null || first === undefined) return outcome.changedMs;
    return (nowMs - Math.max(0, broker - first.timeMs)) as UtcMs;
  }

  /** None where the ledger cannot be read: what waits for the end of an order must not wait for a disk. */
  #dealsUnder({ account, magic }: OrderIntent): readonly BrokerDeal[] {
    try {
      return this.#ports.ledger.deals.dealsUnder(account, magic);
    } catch (fault) {
      this.#writes.tell(fault);
      return [];
    }
  }
}

/** Whether a person who waits has something to read: an end, a doubt, or an order that rests. */
function isAnswer({ intent, outcome }: IntentRecord): boolean {
  if (isFinal(outcome.state) || outcome.state === "unknown") return true;
  return intent.request.action === "pending" && outcome.state === "accepted" && outcome.order !== null;
}

function assertAllowed({ allowed, blocking, rules }: Verdict): void {
  if (allowed || blocking === null) return;
  const result = rules.find(({ rule }) => rule === blocking);
  const details = { rule: blocking, message: result?.message ?? blocking };
  if (blocking === "link.live") throw new FairleadError("LINK_DOWN", undefined, details);
  const code = blocking.startsWith("order.") ? "ORDER_INVALID" : "RISK_BLOCKED";
  throw new FairleadError(code, undefined, details);
}
