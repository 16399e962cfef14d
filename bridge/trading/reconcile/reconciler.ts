import type { AccountId } from "#shared/market/brands.ts";
import type { BrokerDeal, ClosedOrder } from "#shared/trading/deals/deal.ts";
import { evidenceOf, hasOwnOrder, type MagicTraces, ordersUnder } from "#shared/trading/intent/evidence.ts";
import type { IntentId } from "#shared/trading/intent/intent.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";
import { isFinal } from "#shared/trading/intent/intent-state.ts";
import { installationOf } from "#shared/trading/intent/magic.ts";
import { stateEvidence } from "#shared/trading/intent/state-evidence.ts";
import type { AccountState, AccountStateChange, AccountStates } from "../../ports/account-state.ts";
import type { Clock } from "../../ports/clock.ts";
import type { DealLedger } from "../../ports/deal-ledger.ts";
import { eventNotice } from "../../ports/event-notice.ts";
import type { EventSink } from "../../ports/event-sink.ts";
import type { HistoryHead, TradeGateway } from "../../ports/trade-gateway.ts";
import type { BrokerClock } from "../broker-clock.ts";
import { isUnwritable } from "../endurance/pending-writes.ts";
import type { Executor } from "../executor/executor.ts";
import { intentBytes, intentIdOf } from "../executor/intent-bytes.ts";
import type { DealBook } from "./deal-book.ts";
import { HistoryAsks, type ReadWindow } from "./history-asks.ts";
import { ProgramAnswers } from "./program-answers.ts";

/** How often accounts are looked at: doubtful intents each time, history of the rest every few times. */
const ROUND_MS = 5_000;
const QUIET_ROUNDS = 6;
/** Each question makes a program look through the broker's records; it has a guard and snapshots to see to as well. */
const QUERIES_A_ROUND = 50;
/** A program that has just been called is not asked what it knows: it says so by itself. */
const ANSWER_DUE_MS = 2_000;
/** Between a hint and the look at history: hints come in bursts. */
const HINT_MS = 200;
/** Programs push what is new by themselves; a window that is read for a hint repeats minutes of it. */
const HINTED_EVERY_MS = 2_000;
/**
 * Each window begins this much before the end of the last one: brokers book late, and their clocks go back an hour each
 * autumn. A hint is at something that has just happened.
 */
const OVERLAP_MS = 2 * 3_600_000;
const HINT_OVERLAP_MS = 15 * 60_000;
const DAY_MS = 86_400_000;

export interface ReconcilerPorts {
  readonly gateway: TradeGateway;
  readonly executor: Executor;
  readonly book: DealBook;
  readonly ledger: DealLedger;
  readonly states: AccountStates;
  readonly clock: Clock;
  readonly brokerClock: BrokerClock;
  readonly events: EventSink;
  readonly installation: number;
  readonly notSentAfterMs: number;
  /** Days of history that are read of an account seen for the first time. */
  readonly historyDays: number;
}

/**
 * Finds out what became of intents, and sees every deal. Trade events are only hints: truth is a window of history that
 * overlaps the last one, and snapshots; both are looked at on hints, on a timer, after each connection and at start.
 */
export class Reconciler {
  readonly #ports: ReconcilerPorts;
  readonly #asks = new HistoryAsks();
  readonly #answers = new ProgramAnswers();
  readonly #hinted = new Map<AccountId, () => void>();
  /** Monotonic ms of the last look for a hint. */
  readonly #hintTaken = new Map<AccountId, number>();
  readonly #doubled = new Set<IntentId>();
  /** Of more doubtful intents than one round asks after: those that have had their turn. */
  readonly #hadTurn = new Map<AccountId, Set<IntentId>>();
  readonly #shapes = new Map<AccountId, string>();
  readonly #others = new Set<string>();
  #round = 0;
  #stop: (() => void)[] = [];

  constructor(ports: ReconcilerPorts) {
    this.#ports = ports;
    ports.gateway.listen({
      ownerReady: (account) => this.#ready(account),
      ownerLost: (account) => this.#lost(account),
      state: (account, role, { fields }) => this.#answers.said(account, intentIdOf(fields.intent), role, fields.status),
      deals: (account, head, deals) => this.#deals(account, head, deals),
      closedOrders: (account, head, orders) => this.#orders(account, head, orders),
    });
  }

  start(): void {
    const { clock, states } = this.#ports;
    this.#stop = [
      states.subscribe((state, changed) => this.#snapshot(state, changed)),
      clock.every(ROUND_MS, () => this.#look()),
    ];
  }

  stop(): void {
    for (const end of [...this.#stop, ...this.#hinted.values()]) end();
    this.#hinted.clear();
  }

  /** Asks what became of what is in doubt, and for the newest history: as after a connection. */
  readAgain(account: AccountId): void {
    this.#queryDoubtful(account);
    this.#askHistory(account);
  }

  #ready(account: AccountId): void {
    this.#answers.forget(account);
    this.#queryDoubtful(account);
    this.#askHistory(account);
  }

  #lost(account: AccountId): void {
    this.#answers.forget(account);
    this.#asks.forget(account);
  }

  #look(): void {
    const { states, executor } = this.#ports;
    this.#round += 1;
    const accounts = new Set([
      ...states.all().map(({ account }) => account.id),
      ...executor.open().map(({ intent }) => intent.account),
    ]);
    for (const account of accounts) {
      const doubtful = this.#queryDoubtful(account, ANSWER_DUE_MS);
      if (doubtful || this.#round % QUIET_ROUNDS === 0) this.#askHistory(account);
    }
  }

  /** @returns whether an intent of the account waits for the broker's side. */
  #queryDoubtful(account: AccountId, sentBeforeMs = 0): boolean {
    const { executor, gateway } = this.#ports;
    const doubtful = executor
      .open(account)
      .filter((record) => isDoubtful(record))
      .filter(({ intent, outcome }) => outcome.state === "unknown" || executor.elapsedMs(intent.id) >= sentBeforeMs);
    for (const { intent } of this.#shareOf(account, doubtful))
      gateway.query(account, intentBytes(intent.id), intent.magic);
    return doubtful.length > 0;
  }

  /** A round's share of what is in doubt: after an outage that may be hundreds, and all have their turn. */
  #shareOf(account: AccountId, doubtful: readonly IntentRecord[]): readonly IntentRecord[] {
    if (doubtful.length <= QUERIES_A_ROUND) return doubtful;
    const hadTurn = this.#hadTurn.get(account) ?? new Set<IntentId>();
    this.#hadTurn.set(account, hadTurn);
    const waiting = doubtful.filter(({ intent }) => !hadTurn.has(intent.id));
    const share = (waiting.length > 0 ? waiting : doubtful).slice(0, QUERIES_A_ROUND);
    if (waiting.length <= QUERIES_A_ROUND) hadTurn.clear();
    else for (const { intent } of share) hadTurn.add(intent.id);
    return share;
  }

  /** A ledger that cannot be read is asked again in the next round: nothing here may end the program that limits need. */
  #askHistory(account: AccountId, overlapMs = OVERLAP_MS): void {
    try {
      this.#ask(account, overlapMs);
    } catch (fault) {
      if (!isUnwritable(fault)) throw fault;
    }
  }

  #ask(account: AccountId, overlapMs: number): void {
    const { gateway, ledger, executor, brokerClock, clock, historyDays } = this.#ports;
    const read = ledger.read(account);
    const news = read === undefined ? brokerClock.atLeast(account) - historyDays * DAY_MS : read.toMs - overlapMs;
    const sends = executor.open(account).flatMap(({ historyFromMs }) => historyFromMs ?? []);
    // To the end of tomorrow: whatever clock the window is cut by, it covers the broker's present.
    const id = gateway.history(
      account,
      Math.floor(Math.min(news, ...sends)),
      Math.ceil(brokerClock.atMost(account) + DAY_MS),
    );
    if (id !== null) this.#asks.asked(id, account, clock.utcMs());
  }

  #hint(account: AccountId): void {
    if (this.#hinted.has(account)) return;
    const { clock } = this.#ports;
    const ask = (): void => {
      this.#hinted.delete(account);
      this.#hintTaken.set(account, clock.monotonicMs());
      this.#askHistory(account, HINT_OVERLAP_MS);
    };
    const sinceMs = clock.monotonicMs() - (this.#hintTaken.get(account) ?? Number.NEGATIVE_INFINITY);
    this.#hinted.set(account, clock.after(Math.max(HINT_MS, HINTED_EVERY_MS - sinceMs), ask));
  }

  #snapshot(state: AccountState, changed: AccountStateChange): void {
    const { executor, ledger, brokerClock } = this.#ports;
    const { id } = state.account;
    if (!state.live) return;
    brokerClock.told(id, Math.max(state.figures.brokerMs, state.positions.brokerMs, state.orders.brokerMs));
    if (changed === "figures") return;
    const shape = shapeOf(state);
    // The same snapshot is told again and again; only what opened, closed or shrank is a hint at new deals.
    if (this.#shapes.get(id) !== shape || changed === "link") this.#hint(id);
    this.#shapes.set(id, shape);
    const held = { positions: state.positions.is, orders: state.orders.is };
    for (const { intent } of executor.open(id)) {
      if (hasOwnOrder(intent)) continue;
      const evidence = stateEvidence(intent, held, (ticket) => ledger.order(id, ticket));
      if (evidence !== null) executor.apply(intent.id, { kind: "broker", atMs: this.#ports.clock.utcMs(), evidence });
    }
    for (const { magic } of state.orders.is) if (this.#isOurs(magic)) this.#judge(id, magic);
    this.#lookForOthers(state);
  }

  #deals(account: AccountId, head: HistoryHead, deals: readonly BrokerDeal[]): void {
    this.#ports.brokerClock.told(account, head.brokerMs);
    if (head.id === 0n) return this.#take(account, deals, []);
    const read = this.#asks.deals(account, head, deals);
    if (read !== null) this.#read(read);
  }

  #orders(account: AccountId, head: HistoryHead, orders: readonly ClosedOrder[]): void {
    if (head.id === 0n) return this.#take(account, [], orders);
    const read = this.#asks.orders(account, head, orders);
    if (read !== null) this.#read(read);
  }

  #read(read: ReadWindow): void {
    const { ledger, executor, clock, notSentAfterMs } = this.#ports;
    const { account } = read;
    const whole = read.toMs >= read.brokerMs;
    if (ledger.read(account) === undefined && whole) ledger.noteRead(account, read.brokerMs, read.fromMs);
    this.#take(account, read.deals, read.orders);
    if (!whole) return;
    if (read.fromMs <= (ledger.read(account)?.toMs ?? 0)) ledger.noteRead(account, read.brokerMs, read.brokerMs);
    const state = this.#ports.states.current(account);
    if (state?.live !== true) return;
    for (const record of executor.open(account)) {
      const { intent } = record;
      if (isSeen(intent.magic, state)) continue;
      if (hasVanished(record, read, state, notSentAfterMs)) this.#vanished(record);
      executor.apply(intent.id, {
        kind: "silent",
        atMs: clock.utcMs(),
        facts: {
          notSentAfterMs,
          elapsedMs: executor.elapsedMs(intent.id),
          connectedForMs: read.connectedForMs,
          coveredFromMs: read.fromMs,
          askedMs: read.askedMs,
          snapshotMs: state.takenAt,
          programs: this.#answers.of(account, intent.id),
          reason: hasOwnOrder(intent) ? "noTraceAtBroker" : "notApplied",
        },
      });
    }
  }

  #take(account: AccountId, deals: readonly BrokerDeal[], orders: readonly ClosedOrder[]): void {
    const magics = this.#ports.book.add(account, deals, orders);
    for (const magic of magics) if (this.#isOurs(magic)) this.#judge(account, magic);
    // What was kept in an earlier run, before its intent could be told of it.
    for (const { intent } of this.#ports.executor.open(account)) {
      if (hasOwnOrder(intent) && !magics.has(intent.magic)) this.#judge(account, intent.magic);
    }
  }

  #judge(account: AccountId, magic: bigint): void {
    const { executor, ledger, states } = this.#ports;
    const state = states.current(account);
    const traces: MagicTraces = {
      deals: ledger.dealsUnder(account, magic),
      closed: ledger.ordersUnder(account, magic),
      pending: state?.live === true ? state.orders.is.filter((order) => order.magic === magic) : [],
    };
    const record = executor.evidence(magic, (intent) =>
      intent.account === account ? evidenceOf(intent, traces) : null,
    );
    if (record === undefined) return;
    if (isFinal(record.outcome.state)) this.#answers.settled(account, record.intent.id);
    this.#checkDoubled(record, ordersUnder(record.intent, traces));
  }

  /** The broker took it and now knows it in no way: an account that was reset, or history that was cleared. */
  #vanished({ intent, outcome }: IntentRecord): void {
    const { order, deals, position, lots, price } = outcome;
    const evidence = { state: "ended" as const, reason: "vanished", order, deals, position, lots, price };
    this.#ports.executor.apply(intent.id, { kind: "broker", atMs: this.#ports.clock.utcMs(), evidence });
  }

  /** Cannot happen; if it does, people must know at once. */
  #checkDoubled({ intent }: IntentRecord, orders: number): void {
    if (orders <= 1 || this.#doubled.has(intent.id)) return;
    this.#doubled.add(intent.id);
    this.#ports.events.report({
      severity: "error",
      code: "ORDER_DOUBLED",
      message: `The broker holds ${orders} orders for one order of yours (${intent.request.symbol}). Look at your positions, and close what is too much.`,
      details: { account: intent.account, intent: intent.id, orders },
    });
  }

  /** Another PC's Fairlead trades the same account: its limits and latches are not ours. */
  #lookForOthers({ account, positions, orders }: AccountState): void {
    for (const { magic } of [...positions.is, ...orders.is]) {
      const installation = installationOf(magic);
      const key = `${account.id}/${installation}`;
      if (installation === null || installation === this.#ports.installation || this.#others.has(key)) continue;
      this.#others.add(key);
      this.#ports.events.report(eventNotice("warning", "OTHER_INSTALLATION", { account: account.id, installation }));
    }
  }

  #isOurs(magic: bigint): boolean {
    return magic !== 0n && installationOf(magic) === this.#ports.installation;
  }
}

const isSeen = (magic: bigint, { positions, orders }: AccountState): boolean =>
  positions.is.some((each) => each.magic === magic) || orders.is.some((each) => each.magic === magic);

/** The proof of the rule of silence, for an order that had a ticket: neither snapshot nor history knows it any more. */
function hasVanished(
  { outcome, sentMs, historyFromMs }: IntentRecord,
  read: ReadWindow,
  state: AccountState,
  afterMs: number,
): boolean {
  if ((outcome.state !== "accepted" && outcome.state !== "partial") || sentMs === null || historyFromMs === null)
    return false;
  if (read.connectedForMs < afterMs || read.fromMs > historyFromMs) return false;
  const sinceMs = Math.max(sentMs, outcome.changedMs) + afterMs;
  return read.askedMs >= sinceMs && state.takenAt >= sinceMs;
}

/** What is held, without prices and profits. */
const shapeOf = ({ positions, orders }: AccountState): string =>
  [
    ...positions.is.map(({ identifier, side, volume }) => `${identifier}${side}${volume}`),
    ...orders.is.map(({ ticket, volumeCurrent }) => `${ticket}/${volumeCurrent}`),
  ].join(" ");

/** Waits for the broker's side: nobody knows, or MT5's word has no ticket yet, or a market order has no end yet. */
function isDoubtful({ outcome, intent }: IntentRecord): boolean {
  if (outcome.state === "unknown") return true;
  if (outcome.state !== "accepted" && outcome.state !== "partial") return false;
  return outcome.order === null || intent.request.action !== "pending";
}
