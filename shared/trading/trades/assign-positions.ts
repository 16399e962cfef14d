import type { BrokerDeal } from "../deals/deal.ts";
import { NO_LOTS } from "./open-position.ts";
import { byTime } from "./trades-of.ts";

/** A closed position as a report lists it: which exit ended it, and when. */
export interface KnownClose {
  readonly position: bigint;
  readonly symbol: string;
  readonly closeMs: number;
  readonly closePrice: number;
  /** Profit of the whole position. */
  readonly profit: number;
}

const HALF_CENT = 0.005;

interface Open {
  readonly position: bigint;
  readonly kind: BrokerDeal["kind"];
  lots: number;
}

export interface AssignedDeals {
  readonly deals: readonly BrokerDeal[];
  /** Exits whose entry was worked out, not told. */
  readonly worked: ReadonlySet<bigint>;
}

/**
 * Gives deals of a report their position: reports do not print DEAL_POSITION_ID. On a hedging account a position's number
 * is that of the order that opened it. An exit belongs to the position that the report's own list says ended then and
 * there; else to the oldest open one of its symbol, of the other side, with exactly its lots, else to the oldest. On a
 * netting account a symbol has one position at a time.
 */
export function assignPositions(
  deals: readonly BrokerDeal[],
  closes: readonly KnownClose[],
  netting: boolean,
): AssignedDeals {
  const told = new Map<string, KnownClose[]>();
  for (const close of closes) {
    const key = placeOf(close.symbol, close.closeMs, close.closePrice);
    told.set(key, [...(told.get(key) ?? []), close]);
  }
  const open = new Map<string, Open[]>();
  const entered = new Set(deals.filter(({ entry }) => entry === "in").map(numberOf));
  const ended = new Set<bigint>();
  const worked = new Set<bigint>();
  const assigned = deals.toSorted(byTime).map((deal): BrokerDeal => {
    if (deal.kind !== "buy" && deal.kind !== "sell") return deal;
    const ofSymbol = open.get(deal.symbol) ?? [];
    open.set(deal.symbol, ofSymbol);
    if (netting) return { ...deal, position: netted(ofSymbol, deal) };
    if (deal.entry === "in") return { ...deal, position: opened(ofSymbol, deal) };
    const others = ofSymbol.filter(({ kind }) => kind !== deal.kind);
    const candidates = told.get(placeOf(deal.symbol, deal.timeMs, deal.price)) ?? [];
    // Exits of one moment and price are told apart by their profit; several exits of one position have none in common.
    const alike = candidates.filter(({ profit }) => Math.abs(profit - deal.profit) <= HALF_CENT);
    // A position whose entry is not there was opened before the report begins.
    const older = (list: readonly KnownClose[]): KnownClose | undefined =>
      list.find(({ position }) => !entered.has(position) && !ended.has(position));
    const among = (list: readonly KnownClose[]): Open | undefined =>
      others.find(({ position }) => list.some((close) => close.position === position));
    const before =
      among(alike) === undefined ? (older(alike) ?? (among(candidates) ? undefined : older(candidates))) : undefined;
    if (before !== undefined) {
      ended.add(before.position);
      return { ...deal, position: before.position };
    }
    const known = among(alike) ?? among(candidates);
    const chosen = known ?? others.find(({ lots }) => Math.abs(lots - deal.volume) <= NO_LOTS) ?? others[0];
    if (known === undefined) worked.add(deal.ticket);
    // Its entry is older than the report: a position of its own, whose entry stays unknown.
    if (chosen === undefined) return { ...deal, position: deal.order === 0n ? deal.ticket : deal.order };
    chosen.lots -= deal.volume;
    if (chosen.lots <= NO_LOTS) ofSymbol.splice(ofSymbol.indexOf(chosen), 1);
    return { ...deal, position: chosen.position };
  });
  return { deals: assigned, worked };
}

const placeOf = (symbol: string, timeMs: number, price: number): string => `${symbol} ${timeMs} ${price}`;

const numberOf = ({ order, ticket }: BrokerDeal): bigint => (order === 0n ? ticket : order);

function opened(ofSymbol: Open[], deal: BrokerDeal): bigint {
  const position = numberOf(deal);
  const same = ofSymbol.find((one) => one.position === position);
  // An order that was filled in parts opens one position.
  if (same !== undefined) same.lots += deal.volume;
  else ofSymbol.push({ position, kind: deal.kind, lots: deal.volume });
  return position;
}

function netted(ofSymbol: Open[], deal: BrokerDeal): bigint {
  const held = ofSymbol[0];
  if (held === undefined) {
    const position = numberOf(deal);
    if (deal.entry === "in") ofSymbol.push({ position, kind: deal.kind, lots: deal.volume });
    return position;
  }
  if (deal.entry === "in") held.lots += deal.volume;
  else if (deal.entry === "inOut") {
    ofSymbol[0] = { position: held.position, kind: deal.kind, lots: deal.volume - held.lots };
  } else {
    held.lots -= deal.volume;
    if (held.lots <= NO_LOTS) ofSymbol.length = 0;
  }
  return held.position;
}
