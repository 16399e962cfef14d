import type { AccountState } from "../account-state.ts";
import { balanceDeal } from "../account-state.ts";
import type { QuoteBook } from "../quote-book.ts";
import { answer } from "./answers.ts";
import { Book } from "./book.ts";
import type { Changes } from "./changes.ts";
import { accept, deal, dealLater } from "./deal-action.ts";
import { type Conditions, Dealing, FAIR, type Listing } from "./dealing.ts";
import { passTime } from "./nights.ts";
import { checkModify, checkPending, checkRemove, modify, pending, remove } from "./pending-actions.ts";
import { checkCloseBy, checkMoveStops, closeBy, moveStops } from "./position-actions.ts";
import { Retcode } from "./retcode.ts";
import { stopOut } from "./stop-out.ts";
import type { Origin, TradeRequest, TradeResult } from "./trade-request.ts";
import { trigger } from "./triggers.ts";

/**
 * The deterministic core: requests, quotes and the passing of time go in, one after the other; results and changes come
 * out. It knows no clock, no client and no randomness: the same inputs give the same account.
 */
export class Engine {
  readonly dealing: Dealing;

  constructor(state: AccountState, quotes: QuoteBook, listings: ReadonlyMap<string, Listing>) {
    this.dealing = new Dealing(new Book(state), quotes, listings);
  }

  get book(): Book {
    return this.dealing.book;
  }

  /** Executes a request at broker time `nowMs`. `later`: a market order is taken, and waits in the book for `release`. */
  request(request: TradeRequest, origin: Origin, nowMs: number, conditions: Conditions, later = false): TradeResult {
    this.#at(nowMs, conditions);
    const result = this.#execute(request, origin, later);
    stopOut(this.dealing);
    return result;
  }

  /** The verdict on a request that is not executed: a return code, or null when it would be accepted. */
  check(request: TradeRequest, nowMs: number): number | null {
    this.#at(nowMs, FAIR);
    switch (request.action) {
      case "deal": {
        const verdict = accept(this.dealing, request);
        return typeof verdict === "number" ? verdict : null;
      }
      case "pending":
        return checkPending(this.dealing, request);
      case "stops":
        return checkMoveStops(this.dealing, request);
      case "modify":
        return checkModify(this.dealing, request);
      case "remove":
        return checkRemove(this.dealing, request);
      case "closeBy":
        return checkCloseBy(this.dealing, request);
      default:
        return Retcode.invalid;
    }
  }

  /** A quote came: what it sets off, with the conditions of the moment. */
  quote(symbol: string, bid: number, ask: number, nowMs: number, conditions: Conditions): void {
    this.dealing.quotes.set(symbol, bid, ask);
    if (this.book.positions.size === 0 && this.book.orders.size === 0) return;
    this.#at(nowMs, conditions);
    trigger(this.dealing, symbol);
    if (this.book.positions.size > 0) stopOut(this.dealing);
  }

  /** Time passed without anything else. */
  time(nowMs: number): void {
    this.#at(nowMs, FAIR);
  }

  /** The counterparty of an order that was taken for later has come. */
  release(ticket: bigint, nowMs: number, conditions: Conditions): void {
    this.#at(nowMs, conditions);
    this.dealing.held.delete(ticket);
    const order = this.book.orders.get(ticket);
    if (order !== undefined) trigger(this.dealing, order.symbol);
    stopOut(this.dealing);
  }

  /** Money paid in or out. */
  deposit(amount: number, comment: string, nowMs: number): void {
    this.#at(nowMs, FAIR);
    this.book.addDeal(balanceDeal(this.book.dealTicket(), amount, nowMs, comment));
    stopOut(this.dealing);
  }

  take(): Changes | null {
    return this.book.take();
  }

  #at(nowMs: number, conditions: Conditions): void {
    this.dealing.nowMs = nowMs;
    this.dealing.conditions = conditions;
    passTime(this.dealing);
  }

  #execute(request: TradeRequest, origin: Origin, later: boolean): TradeResult {
    const { dealing } = this;
    switch (request.action) {
      case "deal":
        return later ? dealLater(dealing, request, origin) : deal(dealing, request, origin);
      case "pending":
        return pending(dealing, request, origin);
      case "stops":
        return moveStops(dealing, request);
      case "modify":
        return modify(dealing, request);
      case "remove":
        return remove(dealing, request);
      case "closeBy":
        return closeBy(dealing, request, origin);
      default:
        return answer(dealing, request, Retcode.invalid);
    }
  }
}
