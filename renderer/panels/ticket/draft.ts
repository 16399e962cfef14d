import type { OrderInput } from "#shared/contract/order-input.ts";

export const ORDER_TYPES = ["market", "limit", "stop", "stopLimit"] as const;
export type OrderType = (typeof ORDER_TYPES)[number];
export const SIZES = ["lots", "money", "riskPercent"] as const;
export type SizeBy = (typeof SIZES)[number];
export type Lifetime = "gtc" | "day" | "specified";
export type Side = "buy" | "sell";

/** The ticket as it stands in its fields: text as typed, read by the bridge alone. */
export interface Draft {
  readonly type: OrderType;
  readonly sizeBy: SizeBy;
  readonly amount: string;
  readonly price: string;
  readonly stopLimit: string;
  readonly stopLoss: string;
  readonly takeProfit: string;
  readonly lifetime: Lifetime;
  /** `2026-11-21T14:00`, a wall clock of the broker. */
  readonly expiry: string;
  /** Minutes. */
  readonly hold: string;
  /** Points. */
  readonly deviation: string;
}

export const EMPTY_DRAFT: Draft = {
  type: "market",
  sizeBy: "lots",
  amount: "0.10",
  price: "",
  stopLimit: "",
  stopLoss: "",
  takeProfit: "",
  lifetime: "gtc",
  expiry: "",
  hold: "",
  deviation: "",
};

export interface FieldProblem {
  readonly field: string;
  readonly code: string;
  readonly params?: Readonly<Record<string, string | number>>;
}

const MINUTE = 60_000;
const MOST = { holdMs: 30 * 24 * 60, deviation: 100_000 } as const;

const maybe = (typed: string): string | null => (typed.trim() === "" ? null : typed);

/** Whole minutes and points are the window's own to read: the contract takes them as integers. */
function whole(field: "holdMs" | "deviation", typed: string): number | null | FieldProblem {
  const text = typed.trim();
  if (text === "") return null;
  if (!/^\d{1,9}$/.test(text)) return { field, code: "whole" };
  const value = Number(text);
  if (value > MOST[field]) return { field, code: "aboveMaximum" };
  return field === "holdMs" && value === 0 ? { field, code: "notPositive" } : value;
}

const isProblem = (value: unknown): value is FieldProblem => typeof value === "object" && value !== null;

const KINDS = {
  limit: { buy: "buyLimit", sell: "sellLimit" },
  stop: { buy: "buyStop", sell: "sellStop" },
  stopLimit: { buy: "buyStopLimit", sell: "sellStopLimit" },
} as const;

/**
 * The order that a draft asks for on one side, its numbers as typed; or the field that the contract cannot carry.
 * @param lots as typed, or as the bridge has sized them.
 * @param seen the price on screen: with a deviation it bounds the fill of a market order.
 */
export function orderOf(
  draft: Draft,
  side: Side,
  symbol: string,
  lots: string | number,
  seen: number | undefined,
): OrderInput | FieldProblem {
  const hold = whole("holdMs", draft.hold);
  if (isProblem(hold)) return hold;
  const holdMs = hold === null ? null : hold * MINUTE;
  const levels = { stopLoss: maybe(draft.stopLoss), takeProfit: maybe(draft.takeProfit) };
  if (draft.type === "market") {
    const deviation = whole("deviation", draft.deviation);
    if (isProblem(deviation)) return deviation;
    const price = deviation === null ? null : (seen ?? null);
    return { action: "open", symbol, kind: side, lots, price, deviation, holdMs, ...levels };
  }
  const lifetime = lifetimeOf(draft);
  if ("field" in lifetime) return lifetime;
  const stopLimit = draft.type === "stopLimit" ? maybe(draft.stopLimit) : null;
  const kind = KINDS[draft.type][side];
  return { action: "pending", symbol, kind, lots, price: draft.price, stopLimit, lifetime, holdMs, ...levels };
}

type Lifetimes = Extract<OrderInput, { action: "pending" }>["lifetime"];

function lifetimeOf({ lifetime, expiry }: Draft): Lifetimes | FieldProblem {
  if (lifetime !== "specified") return { kind: lifetime };
  const at = Date.parse(`${expiry}Z`);
  return Number.isFinite(at) ? { kind: "specified", expiryMs: at } : { field: "expiry", code: "empty" };
}
