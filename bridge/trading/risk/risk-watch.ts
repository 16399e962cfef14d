import type { AccountId } from "#shared/market/brands.ts";
import type { RiskLimits } from "#shared/trading/rules/risk-limits.ts";
import type { AccountState, AccountStates } from "../../ports/account-state.ts";
import type { Clock } from "../../ports/clock.ts";
import type { DealLedger } from "../../ports/deal-ledger.ts";
import type { EventSink } from "../../ports/event-sink.ts";
import type { KeptDeal } from "../../ports/trade-events.ts";
import type { BrokerClock } from "../broker-clock.ts";
import type { KillSwitch } from "../kill-switch/kill-switch.ts";
import type { LeaseDesk } from "../lease/lease-desk.ts";
import { DayDeals } from "./day-deals.ts";
import { DayStarts } from "./day-start.ts";
import { MoneyBooks } from "./money-books.ts";
import type { OrdersUnderWay } from "./orders-under-way.ts";
import type { RiskDesk } from "./risk-desk.ts";
import { type Standing, standing } from "./standing.ts";

const ROUND_MS = 1_000;
/** Brokers' clocks differ from UTC by whole quarters of an hour. */
const QUARTER_MS = 900_000;

export interface RiskWatchPorts {
  readonly desk: RiskDesk;
  readonly states: AccountStates;
  readonly deals: DealLedger;
  readonly killSwitch: KillSwitch;
  readonly underWay: OrdersUnderWay;
  readonly leases: LeaseDesk;
  readonly clock: Clock;
  readonly brokerClock: BrokerClock;
  readonly events: EventSink;
  readonly accountMs: number;
  /** Told after each look at an account; null = it has no limits. */
  readonly looked: (state: AccountState, standing: Standing | null) => void;
}

/**
 * The risk loop. Each second every connected account is judged by fresh figures: its day goes on, floors go to MT5's
 * guard, a limit that is nearly used up warns, one that is broken flattens. Only then is its lease renewed: a loop that
 * hangs, or an account whose figures are old, is watched by nobody, and MT5 must know.
 */
export class RiskWatch {
  readonly #ports: RiskWatchPorts;
  readonly #warned = new Set<string>();
  readonly #days: DayDeals;
  readonly #books: MoneyBooks;
  readonly #starts = new DayStarts();
  #stop: () => void = () => undefined;

  constructor(ports: RiskWatchPorts) {
    this.#ports = ports;
    this.#days = new DayDeals(ports.deals);
    this.#books = new MoneyBooks(ports);
  }

  start(): void {
    const { clock, states } = this.#ports;
    const rounds = clock.every(ROUND_MS, () => this.round());
    const news = states.subscribe((state, changed) => {
      // A new session's lease need not wait for the next second.
      if (changed === "link" && state.live) this.look(state);
    });
    this.#stop = () => {
      rounds();
      news();
    };
  }

  stop(): void {
    this.#stop();
  }

  round(): void {
    for (const state of this.#ports.states.all()) if (state.live) this.look(state);
  }

  /** A deal was kept: the day's count and the account's books take it in. */
  dealt(kept: KeptDeal): void {
    this.#days.kept(kept);
    this.#books.kept(kept);
  }

  /** One account, by the figures it told last. */
  look(state: AccountState): void {
    const { clock, accountMs, desk, leases, looked, killSwitch } = this.#ports;
    const account = state.account.id;
    if (clock.utcMs() - state.figures.takenAt > accountMs) return;
    try {
      desk.figures(state, this.#unbooked(state));
      const isCounted = this.#count(account, state);
      const risk = desk.risk(account);
      if (risk === null) killSwitch.limit(account, { maxOrderLots: 0, maxTotalLots: 0, equityFloor: 0 });
      const stands = risk === null ? null : this.#stands(state, risk);
      if (risk !== null && stands !== null) this.#enforce(state, risk.limits, stands);
      if (isCounted) leases.watched(account);
      looked(state, stands);
    } catch (fault) {
      this.#fault(account, fault);
    }
  }

  /** 0 with a ledger that cannot be read: then equity is judged as it is, and the day is not counted either. */
  #unbooked(state: AccountState): number {
    try {
      return this.#books.look(state);
    } catch (fault) {
      this.#fault(state.account.id, fault);
      return 0;
    }
  }

  #stands(state: AccountState, risk: NonNullable<ReturnType<RiskDesk["risk"]>>): Standing {
    const { desk, clock } = this.#ports;
    const { exposure } = desk.exposures.of(state);
    return standing({ account: desk.riskAccount(state), exposure, risk, nowMs: clock.utcMs() });
  }

  /**
   * The day by its deals. @returns whether they could be read: without them the account is judged by its equity, which no
   * deal needs, and nobody calls it watched.
   */
  #count(account: AccountId, state: AccountState): boolean {
    const { underWay, deals } = this.#ports;
    try {
      this.#countDay(account, state);
      underWay.counted(account, (magic) => deals.dealsUnder(account, magic).length > 0);
      this.#confirmStart(account, state);
      return true;
    } catch (fault) {
      this.#fault(account, fault);
      return false;
    }
  }

  #enforce(state: AccountState, limits: RiskLimits, { floor, broken, rules }: Standing): void {
    const { killSwitch, desk } = this.#ports;
    const account = state.account.id;
    killSwitch.limit(account, {
      maxOrderLots: limits.orderLots?.lots ?? 0,
      maxTotalLots: limits.totalLots?.lots ?? 0,
      equityFloor: floor === null || floor <= 0 ? 0 : floor / 10 ** state.account.currencyDigits,
    });
    for (const { rule, status } of rules) this.#warn(account, rule, status === "warn");
    if (broken === null || killSwitch.latches(account).flattenAll) return;
    // A payment whose deal has not come, or whose balance has not: nothing new is opened meanwhile, and nothing is closed.
    const awaited = this.#books.awaited(account);
    if (awaited !== 0 && floor !== null && desk.riskAccount(state).equity - awaited > floor) return;
    killSwitch.latch(account, "flattenAll", { cause: broken, words: `The limit ${broken} is broken.` });
  }

  /** Once each time that a limit comes near. */
  #warn(account: AccountId, rule: string, isNear: boolean): void {
    const key = `${account}/${rule}`;
    if (!isNear) return void this.#warned.delete(key);
    if (this.#warned.has(key)) return;
    this.#warned.add(key);
    this.#ports.events.report({
      severity: "warning",
      code: "RISK_NEAR",
      message: `${account} has used at least 80 % of its limit ${rule}. At its end everything is closed or blocked.`,
      details: { account, rule },
    });
  }

  /** The day that the account's figures have reached: the one after it begins with the next figures, not with the clock. */
  #countDay(account: AccountId, { account: { currency, currencyDigits: digits } }: AccountState): void {
    const { desk, brokerClock, clock } = this.#ports;
    const day = desk.risk(account)?.record.day;
    if (day === undefined) return;
    const offsetMs = (brokerClock.now(account) ?? clock.utcMs()) - clock.utcMs();
    // A broker's clock that was put forward or back has moved the day's deals.
    const key = `${day.key} from ${day.startMs} by ${Math.round(offsetMs / QUARTER_MS)}`;
    const [fromMs, toMs] = [day.startMs + offsetMs, day.endMs + offsetMs];
    desk.counted(account, this.#days.count(account, { key, fromMs, toMs, currency, digits }));
  }

  /** Needs the day's deals: while history has not been read into the day, nothing is confirmed. */
  #confirmStart(account: AccountId, state: AccountState): void {
    const { desk, deals, brokerClock, clock } = this.#ports;
    const day = desk.risk(account)?.record.day;
    const nowMs = brokerClock.now(account);
    if (day === undefined || nowMs === null) return;
    const startMs = day.startMs + (nowMs - clock.utcMs());
    if ((deals.read(account)?.toMs ?? 0) < startMs) return;
    const start = this.#starts.confirmed(account, day, desk.riskAccount(state).balance);
    if (start !== null) desk.confirmStart(account, start);
  }

  /** An account that cannot be judged is not watched: its lease is left to lapse. */
  #fault(account: AccountId, fault: unknown): void {
    const why = fault instanceof Error ? fault.message : "no reason given";
    const key = `${account}/fault/${why}`;
    if (this.#warned.has(key)) return;
    this.#warned.add(key);
    this.#ports.events.report({
      severity: "error",
      code: "RISK_FAULT",
      message: `${account} cannot be judged by its limits (${why}). Its lease is not renewed, so MT5 takes no new risk.`,
      details: { account, why },
    });
  }
}
