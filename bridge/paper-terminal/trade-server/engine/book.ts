import type { AccountState, AccountTerms, PaperDeal, PaperOrder, PaperPosition } from "../account-state.ts";
import { roundMoney } from "../valuation.ts";
import {
  type Changes,
  dealTransaction,
  orderTransaction,
  positionTransaction,
  type TradeTransaction,
} from "./changes.ts";
import type { OrderState } from "./trade-request.ts";

/**
 * The account as it stands: positions, orders, history, deals, money. Every change is recorded until `take` hands it
 * out, so that one operation is told, and kept, as a whole. Records are replaced, never altered.
 */
export class Book {
  readonly terms: AccountTerms;
  readonly #positions = new Map<bigint, PaperPosition>();
  readonly #bySymbol = new Map<string, Map<bigint, PaperPosition>>();
  readonly #orders = new Map<bigint, PaperOrder>();
  readonly #history: PaperOrder[];
  readonly #deals: PaperDeal[];
  #balance: number;
  #credit: number;
  #nextOrder: bigint;
  #nextDeal: bigint;
  #rolledMs: number;
  #touchedPositions = new Set<bigint>();
  #touchedOrders = new Set<bigint>();
  #closedOrders: PaperOrder[] = [];
  #newDeals: PaperDeal[] = [];
  #transactions: TradeTransaction[] = [];
  #changed = false;
  #version = 0;

  constructor(state: AccountState) {
    this.terms = state.terms;
    this.#balance = state.balance;
    this.#credit = state.credit;
    this.#nextOrder = state.nextOrder;
    this.#nextDeal = state.nextDeal;
    this.#rolledMs = state.rolledMs;
    this.#history = [...state.history];
    this.#deals = [...state.deals];
    for (const position of state.positions) this.#setPosition(position);
    for (const order of state.orders) this.#orders.set(order.ticket, order);
  }

  /** Another number whenever positions or money changed. */
  get version(): number {
    return this.#version;
  }

  get balance(): number {
    return this.#balance;
  }

  get credit(): number {
    return this.#credit;
  }

  /** Broker ms up to which nights were charged. */
  get rolledMs(): number {
    return this.#rolledMs;
  }

  get positions(): ReadonlyMap<bigint, PaperPosition> {
    return this.#positions;
  }

  get orders(): ReadonlyMap<bigint, PaperOrder> {
    return this.#orders;
  }

  get history(): readonly PaperOrder[] {
    return this.#history;
  }

  get deals(): readonly PaperDeal[] {
    return this.#deals;
  }

  /** Symbols with open positions, and those positions, oldest first. */
  get symbols(): ReadonlyMap<string, ReadonlyMap<bigint, PaperPosition>> {
    return this.#bySymbol;
  }

  on(symbol: string): Iterable<PaperPosition> {
    return this.#bySymbol.get(symbol)?.values() ?? [];
  }

  orderTicket(): bigint {
    this.#changed = true;
    return this.#nextOrder++;
  }

  dealTicket(): bigint {
    this.#changed = true;
    return this.#nextDeal++;
  }

  /** An order arrives; `placed` says whether it rests in the book already. */
  addOrder(order: PaperOrder): void {
    this.#setOrder(order);
    this.#transactions.push(orderTransaction("orderAdd", order));
  }

  changeOrder(order: PaperOrder): void {
    this.#setOrder(order);
    this.#transactions.push(orderTransaction("orderUpdate", order));
  }

  /** An order leaves for the history. */
  closeOrder(order: PaperOrder, state: OrderState, doneMs: number): PaperOrder {
    const closed = { ...order, state, doneMs };
    this.#orders.delete(order.ticket);
    this.#touchedOrders.add(order.ticket);
    this.#history.push(closed);
    this.#closedOrders.push(closed);
    this.#transactions.push(orderTransaction("orderDelete", closed), orderTransaction("historyAdd", closed));
    this.#changed = true;
    return closed;
  }

  /** A deal is concluded: its money is booked. */
  addDeal(deal: PaperDeal): void {
    const { currencyDigits } = this.terms;
    const credit = deal.kind === "credit";
    const amount = deal.profit + deal.swap + deal.commission + deal.fee;
    if (credit) this.#credit = roundMoney(this.#credit + amount, currencyDigits);
    else this.#balance = roundMoney(this.#balance + amount, currencyDigits);
    this.#version += 1;
    this.#deals.push(deal);
    this.#newDeals.push(deal);
    this.#transactions.push(dealTransaction(deal));
    this.#changed = true;
  }

  /** A deal made or changed a position: MT5 tells of the deal only. */
  setPosition(position: PaperPosition): void {
    this.#setPosition(position);
    this.#touchedPositions.add(position.ticket);
    this.#changed = true;
  }

  /** A position changed without a deal. */
  movePosition(position: PaperPosition): void {
    this.setPosition(position);
    this.#transactions.push(positionTransaction(position));
  }

  dropPosition(position: PaperPosition): void {
    this.#version += 1;
    this.#positions.delete(position.ticket);
    const group = this.#bySymbol.get(position.symbol);
    group?.delete(position.ticket);
    if (group?.size === 0) this.#bySymbol.delete(position.symbol);
    this.#touchedPositions.add(position.ticket);
    this.#changed = true;
  }

  rolled(toMs: number): void {
    this.#rolledMs = toMs;
    this.#changed = true;
  }

  /** What changed since the last call; null = nothing. */
  take(): Changes | null {
    if (!this.#changed) return null;
    const positions = split(this.#touchedPositions, this.#positions);
    const orders = split(this.#touchedOrders, this.#orders);
    const changes: Changes = {
      balance: this.#balance,
      credit: this.#credit,
      nextOrder: this.#nextOrder,
      nextDeal: this.#nextDeal,
      rolledMs: this.#rolledMs,
      positions: positions.present,
      positionsGone: positions.gone,
      orders: orders.present,
      ordersGone: orders.gone,
      history: this.#closedOrders,
      deals: this.#newDeals,
      transactions: this.#transactions,
    };
    this.#touchedPositions = new Set();
    this.#touchedOrders = new Set();
    this.#closedOrders = [];
    this.#newDeals = [];
    this.#transactions = [];
    this.#changed = false;
    return changes;
  }

  state(): AccountState {
    return {
      terms: this.terms,
      balance: this.#balance,
      credit: this.#credit,
      positions: [...this.#positions.values()],
      orders: [...this.#orders.values()],
      history: [...this.#history],
      deals: [...this.#deals],
      nextOrder: this.#nextOrder,
      nextDeal: this.#nextDeal,
      rolledMs: this.#rolledMs,
    };
  }

  #setOrder(order: PaperOrder): void {
    this.#orders.set(order.ticket, order);
    this.#touchedOrders.add(order.ticket);
    this.#changed = true;
  }

  #setPosition(position: PaperPosition): void {
    this.#version += 1;
    this.#positions.set(position.ticket, position);
    let group = this.#bySymbol.get(position.symbol);
    if (group === undefined) this.#bySymbol.set(position.symbol, (group = new Map()));
    group.set(position.ticket, position);
  }
}

function split<T>(tickets: ReadonlySet<bigint>, all: ReadonlyMap<bigint, T>): { present: T[]; gone: bigint[] } {
  const present: T[] = [];
  const gone: bigint[] = [];
  for (const ticket of tickets) {
    const row = all.get(ticket);
    if (row === undefined) gone.push(ticket);
    else present.push(row);
  }
  return { present, gone };
}
