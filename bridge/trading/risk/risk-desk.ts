import type { AccountId, MinorUnits } from "#shared/market/brands.ts";
import { moneyFromDouble } from "#shared/market/money.ts";
import {
  confirmDayStart,
  type DayCount,
  firstRecord,
  onAccount,
  onDayStart,
  withCount,
} from "#shared/trading/day/risk-day.ts";
import type { RiskRecord } from "#shared/trading/day/risk-record.ts";
import { AccountExposure } from "#shared/trading/exposure/account-exposure.ts";
import type { OrderRequest } from "#shared/trading/intent/intent.ts";
import type { RiskLimits } from "#shared/trading/rules/risk-limits.ts";
import { verdict } from "#shared/trading/verdict/verdict.ts";
import type {
  Freshness,
  Latches,
  RiskAccount,
  RiskInstrument,
  VerdictInput,
} from "#shared/trading/verdict/verdict-input.ts";
import type { Verdict } from "#shared/trading/verdict/verdict-types.ts";
import type { AccountState, AccountStates } from "../../ports/account-state.ts";
import type { Clock } from "../../ports/clock.ts";
import type { RiskBook } from "../../ports/risk-book.ts";
import type { TradeGateway } from "../../ports/trade-gateway.ts";
import type { BrokerClock } from "../broker-clock.ts";
import type { AccountMarkets } from "./account-markets.ts";
import { type ChargesOf, Exposures } from "./exposures.ts";
import type { OrdersUnderWay } from "./orders-under-way.ts";

/** Equity moves with every tick; a record that differs in nothing else is written this often. */
const FIGURES_EVERY_MS = 10_000;

export interface RiskDeskPorts {
  readonly book: RiskBook;
  readonly states: AccountStates;
  readonly markets: AccountMarkets;
  readonly gateway: TradeGateway;
  readonly latches: (account: AccountId) => Latches;
  readonly clock: Clock;
  readonly brokerClock: BrokerClock;
  readonly freshness: Freshness;
  readonly charges: ChargesOf;
  readonly underWay: OrdersUnderWay;
}

type Lease = "held" | "lapsed" | "none";

/** Gathers what the verdict asks about an account, the same for ticket, session and guard; keeps limits and day records. */
export class RiskDesk {
  readonly exposures: Exposures;
  readonly #ports: RiskDeskPorts;
  readonly #limits = new Map<AccountId, RiskLimits | null>();
  readonly #records = new Map<AccountId, RiskRecord>();
  readonly #written = new Map<AccountId, { readonly record: RiskRecord; readonly atMs: number }>();
  readonly #leases = new Map<AccountId, Lease>();

  constructor(ports: RiskDeskPorts) {
    this.#ports = ports;
    this.exposures = new Exposures(ports.markets, ports.clock, ports.charges, ports.underWay);
    ports.gateway.listen({
      leaseState: (account, { fields }) => void this.#leases.set(account, fields.status),
      ownerLost: (account) => void this.#leases.delete(account),
    });
  }

  verdict(account: AccountId, request: OrderRequest, automated: boolean): Verdict {
    return verdict(this.input(account, request, automated));
  }

  input(account: AccountId, request: OrderRequest, automated: boolean): VerdictInput {
    const { states, latches, clock, brokerClock, freshness } = this.#ports;
    const state = states.current(account);
    const counted = state === undefined ? null : this.exposures.of(state);
    const { symbol } = request;
    return {
      request,
      automated,
      nature: natureOf(state),
      account: state === undefined ? null : this.riskAccount(state),
      exposure: counted?.exposure ?? new AccountExposure(),
      instrument: this.#instrument(account, symbol),
      rates: counted?.rates ?? (() => null),
      risk: this.#riskNow(account),
      latches: latches(account),
      link: this.link(account),
      // A build with `entitlements: local`: the terminal itself is unlocked.
      entitlement: { liveTrading: true, maxConcurrentTrades: null },
      freshness,
      nowMs: clock.utcMs(),
      brokerMs: brokerClock.now(account),
    };
  }

  limits(account: AccountId): RiskLimits | null {
    const known = this.#limits.get(account);
    if (known !== undefined) return known;
    const kept = this.#ports.book.limits(account);
    this.#limits.set(account, kept);
    return kept;
  }

  /** On disk when it returns; a new day's record begins with the account's figures of now when it has none. */
  setLimits(account: AccountId, limits: RiskLimits | null): void {
    this.#ports.book.putLimits(account, limits);
    this.#limits.set(account, limits);
    const state = this.#ports.states.current(account);
    if (limits !== null && state !== undefined) this.figures(state);
  }

  /** Limits with the day they are judged by; null without limits, or before the account has told its figures. */
  risk(account: AccountId): { readonly limits: RiskLimits; readonly record: RiskRecord } | null {
    const limits = this.limits(account);
    if (limits === null) return null;
    const record = this.#record(account);
    if (record !== null) return { limits, record };
    // Limits hold from the first moment on: an account that nobody has looked at yet begins its day here.
    const state = this.#ports.states.current(account);
    return state === undefined ? null : this.figures(state);
  }

  /** As an order meets it: with the trades of today that no deal has counted yet. */
  #riskNow(account: AccountId): ReturnType<RiskDesk["risk"]> {
    const risk = this.risk(account);
    const more = risk === null ? 0 : this.#ports.underWay.uncounted(account);
    if (risk === null || more === 0) return risk;
    const { limits, record } = risk;
    return { limits, record: { ...record, day: { ...record.day, trades: record.day.trades + more } } };
  }

  riskAccount(state: AccountState): RiskAccount {
    const { figures, account } = state;
    const { utcMs } = { utcMs: this.#ports.clock.utcMs() };
    return {
      currency: account.currency,
      digits: account.currencyDigits,
      marginMode: account.marginMode,
      leverage: figures.is.leverage,
      balance: minor(figures.is.balance, state),
      equity: minor(figures.is.equity, state),
      margin: minor(figures.is.margin, state),
      ageMs: Math.max(0, utcMs - figures.takenAt),
    };
  }

  /**
   * The account's figures of now go into its day. @returns the risk they are judged by.
   * @param unbooked of the balance, minor units, what no deal tells of yet.
   */
  figures(state: AccountState, unbooked = 0): ReturnType<RiskDesk["risk"]> {
    const limits = this.limits(state.account.id);
    if (limits === null) return null;
    const { balance, equity } = this.riskAccount(state);
    const credit = minor(state.figures.is.credit, state);
    const now = { balance, equity, credit, atMs: state.figures.takenAt };
    const known = this.#record(state.account.id);
    const record = known === null ? firstRecord(limits, now) : onAccount(known, limits, now, unbooked);
    this.#keep(state.account.id, record);
    return { limits, record };
  }

  /** What the day's deals add up to, counted from all of them, so that none counts twice. */
  counted(account: AccountId, count: DayCount): void {
    this.amend(account, (record) => withCount(record, count));
  }

  /** Changes what the account's limits remember, where they remember something. */
  amend(account: AccountId, change: (record: RiskRecord) => RiskRecord): void {
    const record = this.#record(account);
    if (record === null) return;
    const changed = change(record);
    if (changed !== record) this.#keep(account, changed);
  }

  /** The balance at the day's start, once the broker's history tells it. */
  confirmStart(account: AccountId, balance: MinorUnits): void {
    const record = this.#record(account);
    if (record !== null) this.#keep(account, confirmDayStart(record, balance, null));
  }

  /** The day's record as it stands at this moment; null while there is none. */
  dayNow(account: AccountId): RiskRecord | null {
    const limits = this.limits(account);
    const record = this.#record(account);
    return limits === null || record === null ? null : onDayStart(record, limits, this.#ports.clock.utcMs());
  }

  #record(account: AccountId): RiskRecord | null {
    const known = this.#records.get(account) ?? this.#ports.book.record(account);
    if (known !== null) this.#records.set(account, known);
    return known;
  }

  #keep(account: AccountId, record: RiskRecord): void {
    this.#records.set(account, record);
    const written = this.#written.get(account);
    const nowMs = this.#ports.clock.monotonicMs();
    const isNews = written === undefined || newsIn(written.record, record) || nowMs - written.atMs >= FIGURES_EVERY_MS;
    if (!isNews) return;
    this.#ports.book.putRecord(account, record);
    this.#written.set(account, { record, atMs: nowMs });
  }

  #instrument(account: AccountId, symbol: string): RiskInstrument | null {
    const { markets, brokerClock, charges } = this.#ports;
    const spec = markets.spec(account, symbol);
    if (spec === null) return null;
    const quote = markets.quote(account, symbol);
    const nowMs = brokerClock.now(account);
    // Nobody can say how old a quote is before the broker's clock is known.
    const ageMs = quote === null || nowMs === null ? Number.POSITIVE_INFINITY : Math.max(0, nowMs - quote.timeMs);
    return {
      spec,
      quote: quote === null ? null : { bid: quote.bid, ask: quote.ask, ageMs },
      market: markets.market(account, symbol, nowMs),
      charges: charges(account, symbol),
      marginRate: null,
    };
  }

  /** The way to the broker as it stands now. */
  link(account: AccountId): VerdictInput["link"] {
    const state = this.#ports.states.current(account);
    const live = this.#ports.gateway.owner(account) !== null && state?.live === true;
    const lease = this.#leases.get(account) ?? "none";
    return {
      live,
      tradeAllowed: state !== undefined && state.figures.is.tradeAllowed && state.figures.is.expertAllowed,
      reduceOnly: false,
      // A program that has not heard of a lease yet refuses new risk just as one whose lease has lapsed.
      lease: live && lease === "none" ? "lapsed" : lease,
    };
  }
}

const minor = (value: number, { account }: AccountState): MinorUnits =>
  moneyFromDouble(value, account.currency, account.currencyDigits).minor;

function natureOf(state: AccountState | undefined): VerdictInput["nature"] {
  if (state === undefined) return "live";
  if (state.kind === "paper") return "paper";
  return state.account.tradeMode === "real" ? "live" : state.account.tradeMode;
}

/** What must not be lost with the power: the day, its counts, and the peaks that floors follow. */
const newsIn = (a: RiskRecord, b: RiskRecord): boolean =>
  a.day.key !== b.day.key ||
  a.day.trades !== b.day.trades ||
  a.day.realised !== b.day.realised ||
  a.day.paid !== b.day.paid ||
  a.day.other !== b.day.other ||
  a.books?.paid !== b.books?.paid ||
  a.day.startBalance !== b.day.startBalance ||
  a.day.startEquity !== b.day.startEquity ||
  a.day.confirmed !== b.day.confirmed ||
  a.peakEquity !== b.peakEquity ||
  a.peakDayEndBalance !== b.peakDayEndBalance;
