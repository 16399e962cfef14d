import type { MinorUnits } from "../../market/brands.ts";
import type { InstrumentSpec } from "../../market/instrument.ts";
import { asMinor, ceilMinor } from "../valuation/minor-units.ts";
import { profitOfMove } from "../valuation/profit.ts";
import { converted, type Rates } from "../valuation/rates.ts";
import type { Side } from "../valuation/spec.ts";
import type { Charges } from "./charges.ts";

/** A position as the link's snapshots tell it: MT5's own figures, 0 = no stop. */
export interface HeldPosition {
  readonly identifier: bigint;
  readonly symbol: string;
  readonly side: Side;
  readonly volume: number;
  readonly priceOpen: number;
  readonly stopLoss: number;
  readonly profit: number;
  readonly swap: number;
}

/** A pending order as the link's snapshots tell it. */
export interface HeldOrder {
  readonly ticket: bigint;
  readonly symbol: string;
  readonly kind: string;
  readonly volumeCurrent: number;
  readonly price: number;
  readonly stopLimit: number;
  readonly stopLoss: number;
  /** Position that it closes; 0 = none. */
  readonly position: bigint;
}

/** What an instrument's lines are counted with. */
export interface LineTerms {
  readonly spec: InstrumentSpec;
  readonly quote: { readonly bid: number; readonly ask: number } | null;
  readonly charges: Charges;
  readonly currency: string;
  readonly digits: number;
  readonly rates: Rates;
}

/** What a position or a pending order puts at risk. Money in minor units of the account's currency. */
export interface RiskLine {
  readonly key: bigint;
  readonly id: bigint;
  readonly pending: boolean;
  readonly symbol: string;
  readonly side: Side;
  readonly lots: number;
  readonly open: number;
  readonly stop: number | null;
  /** Lost against the entry when the stop is hit, swap and charges included, never below 0; null = no stop, no end. */
  readonly lossAtStop: MinorUnits | null;
  /** By how much equity falls from now on when the stop is hit; null as above. */
  readonly dropToStop: MinorUnits | null;
  /** Worth of the contracts, positive when bought; 0 with a currency that nothing converts. */
  readonly worth: MinorUnits;
  /** Bought in `base`, sold in `quoted`; equal for what has no currency legs (an index). */
  readonly base: string;
  readonly quoted: string;
}

/** Tickets are positive: a position's key is its identifier, an order's its ticket below nothing, so that none is both. */
export const positionKey = (identifier: bigint): bigint => identifier;
export const orderKey = (ticket: bigint): bigint => -ticket;

const sideOfKind = (kind: string): Side | null =>
  kind.startsWith("buy") ? "buy" : kind.startsWith("sell") ? "sell" : null;

const spreadOf = ({ quote }: LineTerms): number => (quote === null ? 0 : Math.max(0, quote.ask - quote.bid));

/** Profit when lots that were opened at `open` meet their stop, slipped as assumed, the closing commission paid; null = unknown. */
export function profitAtStop(
  entry: { readonly side: Side; readonly lots: number; readonly open: number; readonly stop: number },
  terms: LineTerms,
): number | null {
  const slip = terms.charges.slippagePoints * terms.spec.point;
  const close = entry.side === "buy" ? entry.stop - slip : entry.stop + slip;
  const { side, lots, open } = entry;
  const profit = profitOfMove(
    terms.spec,
    { side, lots, open, close },
    { currency: terms.currency, rates: terms.rates, spread: spreadOf(terms) },
  );
  return profit === null ? null : profit - terms.charges.commissionOut * lots;
}

/** Worth of some lots at a price, in minor units; 0 when nothing converts the profit currency. */
export function worthOf(lots: number, price: number, { spec, currency, digits, rates }: LineTerms): MinorUnits {
  const worth = converted(lots * spec.contractSize * price, spec.currencyProfit, currency, rates) ?? 0;
  const minor = Math.round(worth * 10 ** digits);
  return asMinor(Number.isSafeInteger(minor) ? minor : 0);
}

/** An open position as a line of risk: by its stop, or without an end. */
export function positionLine(held: HeldPosition, terms: LineTerms): RiskLine {
  const { identifier, symbol, side, volume: lots, priceOpen: open } = held;
  const stop = held.stopLoss > 0 ? held.stopLoss : null;
  const floating = held.profit + held.swap;
  const raw = stop === null ? null : profitAtStop({ side, lots, open, stop }, terms);
  // A stop that the market has jumped past closes at the market, not at the better price.
  const ends = raw === null ? null : Math.min(raw + held.swap, floating);
  return {
    key: positionKey(identifier),
    id: identifier,
    pending: false,
    symbol,
    side,
    lots,
    open,
    stop,
    lossAtStop: ends === null ? null : ceilMinor(Math.max(0, -ends), terms.digits),
    dropToStop: ends === null ? null : ceilMinor(floating - ends, terms.digits),
    worth: signedWorth(side, lots, terms.quote?.bid ?? open, terms),
    base: terms.spec.currencyBase,
    quoted: terms.spec.currencyProfit,
  };
}

/** Null for orders that open nothing: close-by, and those that close a position. */
export function orderLine(held: HeldOrder, terms: LineTerms): RiskLine | null {
  const side = sideOfKind(held.kind);
  if (side === null || held.position !== 0n) return null;
  const lots = held.volumeCurrent;
  const limited = held.kind.endsWith("StopLimit") && held.stopLimit > 0;
  // A market order on its way has no price yet.
  const market = (side === "buy" ? terms.quote?.ask : terms.quote?.bid) ?? 0;
  const open = limited ? held.stopLimit : held.price > 0 ? held.price : market;
  const stop = held.stopLoss > 0 ? held.stopLoss : null;
  const risk = entryRisk({ side, lots, open, stop, slips: !held.kind.endsWith("Limit") }, terms);
  return {
    key: orderKey(held.ticket),
    id: held.ticket,
    pending: true,
    symbol: held.symbol,
    side,
    lots,
    open,
    stop,
    lossAtStop: risk,
    dropToStop: risk,
    worth: signedWorth(side, lots, open, terms),
    base: terms.spec.currencyBase,
    quoted: terms.spec.currencyProfit,
  };
}

/** An order that will open lots at `open`; `slips`: its fill may be worse than that by the assumed slippage. */
export interface Entry {
  readonly side: Side;
  readonly lots: number;
  readonly open: number;
  readonly stop: number | null;
  readonly slips: boolean;
}

/** What an entry loses at its stop, slippage and both commissions included; null = no stop, or not to be valued. */
export function entryRisk(entry: Entry, terms: LineTerms): MinorUnits | null {
  const loss = entryLoss(entry, terms);
  return loss === null ? null : ceilMinor(loss, terms.digits);
}

/** The same in account currency, unrounded. */
export function entryLoss({ side, lots, open, stop, slips }: Entry, terms: LineTerms): number | null {
  if (stop === null) return null;
  const slip = slips ? terms.charges.slippagePoints * terms.spec.point : 0;
  const filled = side === "buy" ? open + slip : open - slip;
  const profit = profitAtStop({ side, lots, open: filled, stop }, terms);
  return profit === null ? null : Math.max(0, terms.charges.commissionIn * lots - profit);
}

function signedWorth(side: Side, lots: number, price: number, terms: LineTerms): MinorUnits {
  const worth = worthOf(lots, price, terms);
  return side === "buy" ? worth : asMinor(0 - worth);
}
