import type { SessionEvent } from "#bridge/ports/session-store.ts";
import type { SignalTaker } from "#bridge/trading/signals/signal-desk.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { UtcMs } from "#shared/market/brands.ts";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";
import { isWithinHours } from "#shared/trading/rules/trading-hours.ts";
import type { SessionConfig } from "#shared/trading/session/config.ts";
import { firedRule } from "#shared/trading/session/fired-rule.ts";
import { closesTrades, withPhase } from "#shared/trading/session/phase.ts";
import { minorUnits } from "#shared/trading/session/result.ts";
import type { PauseReason, SessionState, SessionTrade, StopReason } from "#shared/trading/session/session-state.ts";
import { dealBooked, marked, netRevised, tradeBegun, tradeChanged } from "#shared/trading/session/trades.ts";
import type { Delivery, DeliveryState, Signal } from "#shared/trading/signals/signal.ts";
import { filterSignal } from "#shared/trading/signals/signal-filter.ts";
import { SignalQueue } from "#shared/trading/signals/signal-queue.ts";
import { CloseDesk } from "./close-desk.ts";
import { newTrade } from "./new-trade.ts";
import { nextOrder } from "./open-request.ts";
import { netOfDeals, ownDeal } from "./own-deals.ts";
import { SessionClock } from "./session-clock.ts";
import type { SessionAccount, SessionParts } from "./session-parts.ts";
import { SessionRecord } from "./session-record.ts";
import { floatingOf } from "./session-worth.ts";
import { entryEnd } from "./trade-end.ts";

type Note = Pick<SessionEvent, "code" | "details">;
/** Wall clock and age drift apart by less than this, or somebody has set the clock. */
const CLOCK_SET_MS = 2_000;

/**
 * One session at work. Decisions are pure functions of its state (shared/trading/session); this class keeps the state on
 * disk before it acts on it, and acts through the executor, which never sends twice.
 */
export class SessionRun implements SignalTaker {
  readonly #parts: SessionParts;
  readonly #queue: SignalQueue;
  readonly #closes: CloseDesk;
  readonly #record: SessionRecord;
  readonly #clock: SessionClock;
  #state: SessionState;

  constructor(parts: SessionParts, state: SessionState) {
    this.#parts = parts;
    this.#state = state;
    this.#queue = new SignalQueue(parts.queueBound());
    this.#closes = new CloseDesk(parts);
    this.#record = new SessionRecord(parts);
    const time = { upMs: parts.upMs, utcMs: () => parts.clock.utcMs() };
    this.#clock = new SessionClock(time, () => this.#account()?.brokerMs ?? null, state.age);
  }

  get id(): SessionId {
    return this.#state.id;
  }

  get state(): SessionState {
    return this.#state;
  }

  take(signal: Signal): Delivery<SessionId> {
    const { config, phase } = this.#state;
    const stopped = filterSignal(signal, config.signals, config, this.#now());
    if (stopped !== null) return this.#say(stopped);
    if (signal.type === "info") return this.#say("informed");
    if (phase.name !== "running") return this.#say("notRunning", phase.name);
    if (!this.#busy()) return this.#open(signal, signal.type);
    return this.#queue.offer(signal) ? this.#say("queued") : this.#say("queueFull");
  }

  /**
   * Arms a draft or a paused session; it runs as soon as link, hours and (netting) a flat symbol allow.
   * @throws FairleadError LEDGER_UNWRITABLE: a session whose trades no disk would hold takes no risk.
   */
  arm(): void {
    if (!this.#keep(this.#state, [])) throw new FairleadError("LEDGER_UNWRITABLE");
    this.#phase({ name: "armed", waitsFor: "link" }, { code: "ARMED", details: {} });
    this.second();
  }

  pause(reason: PauseReason): void {
    if (this.#state.phase.name === "paused" || this.#state.phase.name === "draft") return;
    this.#phase({ name: "paused", reason }, { code: "PAUSED", details: { reason } });
    this.#refuseQueue();
  }

  stop(reason: StopReason, rule: string | null = null): void {
    if (closesTrades(this.#state) || this.#state.phase.name === "stopped") return;
    const details = rule === null ? { reason } : { reason, rule };
    this.#phase({ name: "stopping", reason, rule }, { code: "RULE_FIRED", details });
    this.#refuseQueue();
    this.#act();
  }

  /** @param currencyDigits of the account that `config` names: a draft may move to another. */
  edit(config: SessionConfig, currencyDigits: number): void {
    this.#keep({ ...this.#state, config, currencyDigits }, [{ code: "EDITED", details: {} }]);
    this.#act();
  }

  /** After a restart nothing goes on silently: a session that was at work is paused, and asks. */
  recover(): void {
    const { phase } = this.#state;
    if (phase.name === "running" || phase.name === "armed") this.pause("restart");
    for (const trade of this.#state.live) {
      const record = this.#parts.orders.intent(trade.intent);
      if (record === undefined) this.#change(trade, { state: "failed", reason: "neverJournalled" });
      else this.#learn(trade, record);
    }
    this.#act();
  }

  /** Something was learnt of an intent that names this session. */
  intent(record: IntentRecord): void {
    const { request, id } = record.intent;
    if (request.action !== "open") this.#closes.told(record);
    else {
      const trade = this.#state.live.find((one) => one.intent === id) ?? this.#revived(record);
      if (trade !== undefined) this.#learn(trade, record);
    }
    this.#act();
  }

  /** A deal on the session's account; most are not its own. `revised`: the broker has changed one that it told before. */
  deal(deal: BrokerDeal, revised: boolean): void {
    if (revised && this.#revise(deal)) return this.#act();
    const asked = deal.magic === 0n ? undefined : this.#parts.orders.byMagic(deal.magic)?.intent.id;
    const trade = this.#state.live.find((one) => one.intent === asked || one.position === deal.position);
    const entersForUs = trade !== undefined && trade.intent === asked;
    if (trade !== undefined && (entersForUs || deal.entry !== "in")) this.#book(trade, deal);
    if ((deal.entry === "in" && !entersForUs) || deal.entry === "inOut") this.#foreign(deal);
    this.#act();
  }

  /** A new quote of one of its symbols: the result moves, and with it its limits. */
  quote(symbol: string): void {
    const { live, phase } = this.#state;
    if (phase.name === "stopped" || !live.some((trade) => trade.symbol === symbol)) return;
    this.#closes.quoted(symbol);
    this.#mark();
    this.#act();
  }

  /** Called every second: hours, durations, and what has to be tried again. */
  second(): void {
    const { phase, config } = this.#state;
    const open = config.schedule === null || isWithinHours(config.schedule, this.#now());
    if (phase.name === "running" && !open)
      this.#phase({ name: "armed", waitsFor: "schedule" }, { code: "WAITING", details: { for: "schedule" } });
    else if (phase.name === "armed") this.#tryToRun(open);
    if (this.#state.live.length > 0) this.#mark();
    if (this.#record.isOwing || this.#isClockSet()) this.#keep(this.#state, []);
    this.#act();
  }

  /** What is shown of the duration, and what a restart counts from, follows a wall clock that was set. */
  #isClockSet(): boolean {
    const { age, endedMs } = this.#state;
    const ms = this.#clock.age();
    if (age === undefined || ms === null || endedMs !== null) return false;
    return Math.abs(ms - age.ms - (this.#now() - age.utcMs)) > CLOCK_SET_MS;
  }

  #tryToRun(open: boolean): void {
    const account = this.#account();
    const waitsFor = this.#obstacle(open, account);
    if (waitsFor === null) this.#phase({ name: "running" }, { code: "RUNNING", details: {} });
    else if (this.#state.phase.name === "armed" && this.#state.phase.waitsFor !== waitsFor)
      this.#phase({ name: "armed", waitsFor }, { code: "WAITING", details: { for: waitsFor } });
  }

  #obstacle(open: boolean, account: SessionAccount | null): "link" | "schedule" | "flat" | null {
    if (account === null || !account.connected) return "link";
    if (!open) return "schedule";
    const mine = this.#state.live.length > 0;
    const foreign = account.netting && !mine && this.#state.config.symbols.some((symbol) => account.lotsOn(symbol) > 0);
    return foreign ? "flat" : null;
  }

  #busy(): boolean {
    const { live, config } = this.#state;
    return live.length >= config.maxConcurrent || live.some(({ state }) => state === "unknown");
  }

  #open(signal: Signal, side: "buy" | "sell"): Delivery<SessionId> {
    const { config, tally, live } = this.#state;
    // What was blocked or refused was no trade: it does not use the number up.
    if (config.maxTrades !== null && tally.closed + live.length >= config.maxTrades)
      return this.#say("blocked", "maxTrades");
    const account = this.#account();
    const terms = this.#parts.market.terms(config.account, signal.symbol);
    if (account === null || terms === null) return this.#say("blocked", "noQuote");
    if (account.netting && account.lotsOn(signal.symbol) > 0) {
      this.pause("externalPosition");
      return this.#say("blocked", "externalPosition");
    }
    const order = nextOrder(this.#state, signal.symbol, side, account.balance, terms);
    if (!order.ok) return this.#say("blocked", order.reason);
    const intent = this.#parts.orders.newId();
    const trade = newTrade(this.#state, signal, { side, lots: order.request.lots, intent });
    // The trade is on disk before its order: a restart in between finds an intent that was never journalled.
    const begun = this.#keep(tradeBegun(this.#state, trade), [
      { code: "SIGNAL_TAKEN", details: { trade: trade.number, source: signal.source, symbol: signal.symbol, side } },
    ]);
    if (!begun) {
      this.#change(trade, { state: "failed", reason: "unwritable" });
      return this.#say("failed", "STORE_UNAVAILABLE");
    }
    return this.#place(trade, order.request);
  }

  #place(trade: SessionTrade, request: Parameters<SessionParts["orders"]["place"]>[2]): Delivery<SessionId> {
    const { config, id } = this.#state;
    try {
      this.#parts.orders.place(config.account, trade.intent, request, {
        kind: "session",
        session: id,
        trade: trade.number,
      });
      return this.#say("traded");
    } catch (fault) {
      if (!(fault instanceof FairleadError)) throw fault;
      const rule = fault.details["rule"];
      const reason = typeof rule === "string" ? rule : fault.code;
      this.#change(trade, { state: "failed", reason });
      return this.#say(fault.code === "RISK_BLOCKED" ? "blocked" : "failed", reason);
    }
  }

  /** What an entry's intent tells, and every deal that the ledger holds for it. */
  #learn(trade: SessionTrade, record: IntentRecord): void {
    const { orders } = this.#parts;
    const { account, magic } = record.intent;
    const position = record.outcome.position ?? trade.position;
    const deals = [
      ...orders.dealsUnder(account, magic),
      ...(position === null ? [] : orders.dealsOf(account, position)),
    ];
    for (const deal of deals) {
      if (deal.entry !== "in" || deal.magic === magic) this.#book(trade, deal);
    }
    const now = this.#state.live.find(({ number }) => number === trade.number);
    const change = now && entryEnd(now, record.outcome);
    if (now && change) this.#change(now, change);
  }

  /** A fill that nobody believed in any more: the trade is this session's again, also when the session is over. */
  #revived(record: IntentRecord): SessionTrade | undefined {
    if (record.outcome.lots <= 0) return undefined;
    const kept = this.#parts.store.trades(this.id).find(({ intent }) => intent === record.intent.id);
    if (kept?.state !== "failed") return undefined;
    const trade: SessionTrade = { ...kept, state: "opening", reason: "lateFill" };
    const { phase } = this.#state;
    const again: SessionState = { ...this.#state, live: [...this.#state.live, trade] };
    const over =
      phase.name === "stopped" ? { ...again, phase: { ...phase, name: "stopping" as const }, endedMs: null } : again;
    this.#keep(over, [{ code: "LATE_FILL", details: { trade: trade.number } }]);
    return trade;
  }

  #book(trade: SessionTrade, deal: BrokerDeal): void {
    const { orders } = this.#parts;
    const magic = orders.intent(trade.intent)?.intent.magic ?? 0n;
    const around = orders.dealsOf(this.#state.config.account, deal.position);
    const now = this.#state.live.find(({ number }) => number === trade.number) ?? trade;
    const own = ownDeal(deal, { trade: now, magic, around, atMs: this.#now() });
    if (own === null) return;
    const open = dealBooked(this.#state, trade.number, own);
    if (open === this.#state) return;
    // Marked by what is open after the deal: what it closed must not count as open too.
    const floating = floatingOf(open, this.#parts.market) ?? open.floating;
    const next = dealBooked({ ...this.#state, floating }, trade.number, own);
    const closed = next.tally.closed > this.#state.tally.closed ? next.tally.last : null;
    const net = closed === null ? 0 : minorUnits(closed.net, next.currencyDigits);
    this.#keep(
      next,
      closed === null ? [] : [{ code: "TRADE_CLOSED", details: { trade: closed.number, netMinor: net } }],
    );
  }

  /** The broker corrected a deal's money: the trade's result, and with it the session's, is what the deals add up to now. */
  #revise({ ticket, position }: BrokerDeal): boolean {
    const { live, config } = this.#state;
    const has = ({ deals }: SessionTrade): boolean => deals.some((known) => known === ticket);
    const trade = live.find(has) ?? this.#parts.store.trades(this.id).find(has);
    if (trade === undefined) return false;
    const net = netOfDeals(trade, this.#parts.orders.dealsOf(config.account, position));
    if (net === null || net === trade.net) return true;
    const { number } = trade;
    const netMinor = minorUnits(net, this.#state.currencyDigits);
    const note = { code: "TRADE_REVISED", details: { trade: number, netMinor } };
    this.#keep(netRevised(this.#state, trade, net), [note], [{ ...trade, net }]);
    return true;
  }

  #change(trade: SessionTrade, change: Parameters<typeof tradeChanged>[2]): void {
    const next = tradeChanged(this.#state, trade.number, change);
    const failed = change.state === "failed";
    const details = { trade: trade.number, reason: change.reason ?? "" };
    this.#keep(next, failed ? [{ code: "TRADE_FAILED", details }] : [], failed ? [{ ...trade, ...change }] : []);
  }

  #foreign(deal: BrokerDeal): void {
    const { config, phase } = this.#state;
    const watched = phase.name === "running" || phase.name === "armed";
    const netting = this.#account()?.netting ?? false;
    if (!watched || !netting || !config.symbols.includes(deal.symbol)) return;
    this.pause("externalPosition");
  }

  #mark(): void {
    const floating = floatingOf(this.#state, this.#parts.market);
    if (floating === null || floating === this.#state.floating) return;
    this.#state = marked(this.#state, floating);
    this.#parts.changed(this.#state, []);
  }

  /** What follows from the state as it is now. */
  #act(): void {
    const rule = firedRule(this.#state, this.#clock.age());
    if (rule !== null) this.stop(rule);
    this.#closes.close(this.#state, this.#toClose());
    const { phase, live } = this.#state;
    if (phase.name === "stopping" && live.length === 0)
      this.#phase({ ...phase, name: "stopped" }, { code: "STOPPED", details: { reason: phase.reason } });
    this.#drain();
  }

  /** A flatten closes what it meets; a fill that comes after the flatten was taken back is this session's to close. */
  #toClose(): readonly SessionTrade[] {
    const { live, phase } = this.#state;
    if (closesTrades(this.#state)) return live;
    const isLeft = phase.name === "stopping" && phase.reason !== "user" && this.#account()?.flattened !== true;
    return isLeft ? live.filter(({ reason }) => reason === "lateFill") : [];
  }

  #drain(): void {
    while (this.#state.phase.name === "running" && this.#queue.length > 0 && !this.#busy()) {
      const { signal, late } = this.#queue.next(this.#now());
      for (const one of late) this.#parts.delivered(one, this.#say("lateInQueue"));
      if (signal === null || signal.type === "info") return;
      this.#parts.delivered(signal, this.#open(signal, signal.type));
    }
  }

  #refuseQueue(): void {
    for (const signal of this.#queue.clear()) {
      this.#parts.delivered(signal, this.#say("notRunning", this.#state.phase.name));
    }
  }

  #phase(phase: SessionState["phase"], note: Note): void {
    const next = withPhase(this.#state, phase, this.#now());
    if (next === this.#state) return;
    if (next.startedMs !== null) this.#clock.begin();
    this.#keep(next, [note]);
  }

  /** Takes the new state and writes it down. @returns false when it is not on disk. */
  #keep(next: SessionState, notes: readonly Note[], also: readonly SessionTrade[] = []): boolean {
    const before = this.#state;
    // The age of a session that is over stays.
    const age = before.endedMs === null ? this.#clock.stamp() : undefined;
    this.#state = age === undefined ? next : { ...next, age };
    const trades = [...also, ...next.live.filter((trade) => !before.live.includes(trade))];
    if (next.tally.last !== null && next.tally.last !== before.tally.last) trades.push(next.tally.last);
    return this.#record.save(this.#state, trades, notes);
  }

  #account(): SessionAccount | null {
    return this.#parts.market.account(this.#state.config.account);
  }

  #say(state: DeliveryState, reason: string | null = null): Delivery<SessionId> {
    return { session: this.id, state, reason };
  }

  #now(): UtcMs {
    return this.#parts.clock.utcMs();
  }
}
