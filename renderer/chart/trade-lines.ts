import type { PendingOrder, Position } from "#shared/contract/accounts.ts";
import type { Instrument } from "#shared/contract/market.ts";

export type LineRole = "entry" | "price" | "stopLimit" | "stopLoss" | "takeProfit";
export type LineSubject =
  | { readonly kind: "position"; readonly position: Position }
  | { readonly kind: "order"; readonly order: PendingOrder };

/** One line of a position or a pending order; `price` undefined: the level is not set at the broker. */
export interface TradeLine {
  readonly key: string;
  readonly role: LineRole;
  readonly price: number | undefined;
  readonly side: "buy" | "sell";
  readonly lots: number;
  readonly symbol: string;
  readonly subject: LineSubject;
}

type Grid = Pick<Instrument, "tickSize" | "digits">;

const isShown = (line: TradeLine): boolean => line.price !== undefined;

/** A level of what a line belongs to, whether it is set or not. */
export function levelOf(subject: LineSubject, role: LineRole): TradeLine {
  if (subject.kind === "position") {
    const { id, side, volume: lots, symbol, priceOpen, stopLoss, takeProfit } = subject.position;
    const price = role === "stopLoss" ? stopLoss : role === "takeProfit" ? takeProfit : priceOpen;
    return { key: `position ${id} ${role}`, role, price, side, lots, symbol, subject };
  }
  const { id, kind, volumeCurrent: lots, symbol } = subject.order;
  const price = role === "entry" ? undefined : subject.order[role];
  const side = kind.startsWith("buy") ? "buy" : "sell";
  return { key: `order ${id} ${role}`, role, price, side, lots, symbol, subject };
}

/** What is drawn on a symbol's chart: entries and pending prices with their stops and targets. */
export function linesOf(
  symbol: string,
  positions: readonly Position[],
  orders: readonly PendingOrder[],
): readonly TradeLine[] {
  const held = positions.filter((position) => position.symbol === symbol);
  const resting = orders.filter((order) => order.symbol === symbol);
  return [
    ...held.flatMap((position) =>
      (["entry", "stopLoss", "takeProfit"] as const).map((role) => levelOf({ kind: "position", position }, role)),
    ),
    ...resting.flatMap((order) =>
      (["price", "stopLimit", "stopLoss", "takeProfit"] as const).map((role) =>
        levelOf({ kind: "order", order }, role),
      ),
    ),
  ].filter(isShown);
}

/** The tick nearest to a price, never below the first one; written with the instrument's digits, so that it compares equal. */
export function snapped(price: number, { tickSize, digits }: Grid): number {
  const tick = tickSize > 0 ? tickSize : 10 ** -digits;
  return Number((Math.max(1, Math.round(price / tick)) * tick).toFixed(digits));
}

/** A price some ticks further. */
export function nudged(price: number, ticks: number, grid: Grid): number {
  const tick = grid.tickSize > 0 ? grid.tickSize : 10 ** -grid.digits;
  return snapped(price + ticks * tick, grid);
}

/** Whether two prices are the same tick. */
export const samePrice = (a: number | undefined, b: number | undefined, { digits }: Pick<Grid, "digits">): boolean =>
  a === undefined || b === undefined ? a === b : a.toFixed(digits) === b.toFixed(digits);

/** Where a position or an order opens, and the stop it has. */
export function openingOf(subject: LineSubject): {
  readonly entry: number | undefined;
  readonly stop: number | undefined;
} {
  if (subject.kind === "position") return { entry: subject.position.priceOpen, stop: subject.position.stopLoss };
  const { stopLimit, price, stopLoss } = subject.order;
  return { entry: stopLimit ?? price, stop: stopLoss };
}

/**
 * A price as a multiple of what was risked: (price - entry) / (entry - stop), the same for buys and sells. Undefined
 * without a stop, and for a stop that risks nothing any more.
 */
export function rAt(line: Pick<TradeLine, "side" | "subject">, price: number): number | undefined {
  const { entry, stop } = openingOf(line.subject);
  if (entry === undefined || stop === undefined) return undefined;
  const risk = line.side === "buy" ? entry - stop : stop - entry;
  if (!(risk > 0)) return undefined;
  return (line.side === "buy" ? price - entry : entry - price) / risk;
}

/** Half of a handle's height and a hair; at the top below the legend. */
const EDGE_PX = { top: 38, bottom: 15 } as const;

export interface Placed {
  readonly y: number;
  /** How far the handle is off its line, so that all of it stays in the plot. */
  readonly shift: number;
  /** Which way the price is out of sight. */
  readonly off: "up" | "down" | "";
}

/** Where a line is drawn in a plot of this height; out of sight its handle stays at the edge, and says which way. */
export function placed(y: number | undefined, height: number): Placed {
  const at = Math.min(height, Math.max(0, y ?? 0));
  const inside = Math.min(height - EDGE_PX.bottom, Math.max(EDGE_PX.top, at));
  const off = y === undefined || y < 0 ? "up" : y > height ? "down" : "";
  return { y: at, shift: inside - at, off };
}

/** How far apart the middles of two labels are at least: a label's height and a hair. */
const APART_PX = 22;

/**
 * Where labels go that would stand at `ys`, so that none covers another and its buttons: in the order of their prices,
 * each as near to its own place as the others let it. More than fit stand closer, so that a part of each shows.
 */
export function apart(ys: readonly number[], height: number): readonly number[] {
  const room = Math.max(0, height - EDGE_PX.bottom - EDGE_PX.top);
  const gap = Math.min(APART_PX, room / Math.max(1, ys.length - 1));
  const order = ys.map((_, index) => index).toSorted((a, b) => (ys[a] ?? 0) - (ys[b] ?? 0));
  const placedYs = [...ys];
  let least = Number.NEGATIVE_INFINITY;
  for (const index of order) {
    const at = Math.max(ys[index] ?? 0, least);
    placedYs[index] = at;
    least = at + gap;
  }
  let most = height - EDGE_PX.bottom;
  for (const index of order.toReversed()) {
    const at = Math.min(placedYs[index] ?? 0, most);
    placedYs[index] = at;
    most = at - gap;
  }
  return placedYs;
}
