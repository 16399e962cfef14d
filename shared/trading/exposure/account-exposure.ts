import type { MinorUnits } from "../../market/brands.ts";
import { asMinor } from "../valuation/minor-units.ts";
import type { Side } from "../valuation/spec.ts";
import { lotUnits } from "../volume/volume-grid.ts";
import {
  type HeldOrder,
  type HeldPosition,
  type LineTerms,
  orderKey,
  orderLine,
  positionKey,
  positionLine,
  type RiskLine,
} from "./risk-line.ts";

/** Lots of one symbol in whole lot units (volume-grid.ts), open and pending. */
export interface SymbolLots {
  readonly open: Readonly<Record<Side, number>>;
  readonly pending: Readonly<Record<Side, number>>;
}

interface MutableLots {
  open: Record<Side, number>;
  pending: Record<Side, number>;
}

const NO_LOTS: SymbolLots = { open: { buy: 0, sell: 0 }, pending: { buy: 0, sell: 0 } };

/**
 * What an account has at risk, kept as sums of its lines. Sums are whole numbers, so setting and removing lines one by
 * one leaves exactly what counting them all anew would give.
 */
export class AccountExposure {
  readonly #lines = new Map<bigint, RiskLine>();
  readonly #unlimited = new Set<bigint>();
  readonly #symbols = new Map<string, MutableLots>();
  readonly #currencies = new Map<string, number>();
  #drop = 0;
  #risk = 0;
  #units = 0;
  #pending = 0;

  /** Fall of equity when every stop is hit, those of pending orders too. Lines without a stop are not in it: see `unlimited`. */
  get dropToStops(): MinorUnits {
    return asMinor(this.#drop);
  }

  /** Sum of what lines lose at their stops against their entries; a stop in profit gives nothing back. */
  get riskAtStops(): MinorUnits {
    return asMinor(this.#risk);
  }

  /** How many lines have no stop, or no known worth. */
  get unlimited(): number {
    return this.#unlimited.size;
  }

  /** One of them, to be named. */
  get firstUnlimited(): RiskLine | null {
    for (const key of this.#unlimited) return this.#lines.get(key) ?? null;
    return null;
  }

  /** All lots, in lot units. */
  get lotUnits(): number {
    return this.#units;
  }

  get positions(): number {
    return this.#lines.size - this.#pending;
  }

  get orders(): number {
    return this.#pending;
  }

  /** Net worth in a currency: bought less sold. */
  net(currency: string): MinorUnits {
    return asMinor(this.#currencies.get(currency) ?? 0);
  }

  lotsOf(symbol: string): SymbolLots {
    return this.#symbols.get(symbol) ?? NO_LOTS;
  }

  position(identifier: bigint): RiskLine | null {
    return this.#lines.get(positionKey(identifier)) ?? null;
  }

  order(ticket: bigint): RiskLine | null {
    return this.#lines.get(orderKey(ticket)) ?? null;
  }

  /** The one position of a symbol on a netting account. */
  netPosition(symbol: string): RiskLine | null {
    for (const line of this.#lines.values()) if (!line.pending && line.symbol === symbol) return line;
    return null;
  }

  /** Adds a line, or puts it in the place of the one with its key. */
  set(line: RiskLine): void {
    this.remove(line.key);
    this.#lines.set(line.key, line);
    if (line.dropToStop === null || line.lossAtStop === null) this.#unlimited.add(line.key);
    this.#count(line, 1);
  }

  remove(key: bigint): void {
    const line = this.#lines.get(key);
    if (line === undefined) return;
    this.#lines.delete(key);
    this.#unlimited.delete(key);
    this.#count(line, -1);
  }

  #count(line: RiskLine, times: 1 | -1): void {
    const units = times * lotUnits(line.lots);
    this.#drop += times * (line.dropToStop ?? 0);
    this.#risk += times * (line.lossAtStop ?? 0);
    this.#units += units;
    if (line.pending) this.#pending += times;
    this.#lotsFor(line.symbol)[line.pending ? "pending" : "open"][line.side] += units;
    if (line.base === line.quoted) return;
    this.#currencies.set(line.base, this.net(line.base) + times * line.worth);
    this.#currencies.set(line.quoted, this.net(line.quoted) - times * line.worth);
  }

  #lotsFor(symbol: string): MutableLots {
    let lots = this.#symbols.get(symbol);
    if (lots === undefined) {
      lots = { open: { buy: 0, sell: 0 }, pending: { buy: 0, sell: 0 } };
      this.#symbols.set(symbol, lots);
    }
    return lots;
  }
}

/** What lines of a symbol are counted with; null while its specification is not known. */
export type TermsOf = (symbol: string) => LineTerms | null;

/** A line of which nothing is known but its lots: it has no worst case. */
function unknownLine(held: HeldPosition): RiskLine {
  const { identifier: id, symbol, side, volume: lots, priceOpen: open } = held;
  const key = positionKey(id);
  const none = { lossAtStop: null, dropToStop: null, worth: asMinor(0), base: "", quoted: "" };
  return { key, id, pending: false, symbol, side, lots, open, stop: null, ...none };
}

function unknownOrder(held: HeldOrder): RiskLine | null {
  if (held.position !== 0n || held.kind === "closeBy") return null;
  const side = held.kind.startsWith("sell") ? "sell" : "buy";
  const { ticket, symbol, volumeCurrent: volume, price: priceOpen } = held;
  const line = unknownLine({ identifier: ticket, symbol, side, volume, priceOpen, stopLoss: 0, profit: 0, swap: 0 });
  return { ...line, key: orderKey(ticket), pending: true };
}

/** Counts a whole account. Once per snapshot (and when conversion rates have moved) is enough: verdicts only read it. */
export function exposureOf(
  positions: Iterable<HeldPosition>,
  orders: Iterable<HeldOrder>,
  termsOf: TermsOf,
): AccountExposure {
  const exposure = new AccountExposure();
  for (const held of positions) {
    const terms = termsOf(held.symbol);
    exposure.set(terms === null ? unknownLine(held) : positionLine(held, terms));
  }
  for (const held of orders) {
    const terms = termsOf(held.symbol);
    const line = terms === null ? unknownOrder(held) : orderLine(held, terms);
    if (line !== null) exposure.set(line);
  }
  return exposure;
}
