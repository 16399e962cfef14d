import type { OrderInput } from "#shared/contract/order-input.ts";
import type { ReadOrder } from "#shared/contract/verdict.ts";
import type { Lots, Price, Ticket } from "#shared/market/brands.ts";
import type { InstrumentSpec } from "#shared/market/instrument.ts";
import { type Parsed } from "#shared/trading/input/parse-decimal.ts";
import { parseLots, parsePrice } from "#shared/trading/input/parse-fields.ts";
import type { OrderRequest } from "#shared/trading/intent/intent.ts";
import type { OpenPosition } from "../ports/account-state.ts";

/** What an order is read against. */
export interface OrderContext {
  /** Null: the broker does not offer the symbol. */
  readonly spec: InstrumentSpec | null;
  readonly position: (identifier: bigint) => OpenPosition | undefined;
}

type Typed = string | number;

/** A number that came as a number reads like the decimal it stands for; what has no plain decimal is no order's number. */
const textOf = (typed: Typed): string => (typeof typed === "string" ? typed : plain(typed));
const plain = (value: number): string => (Math.abs(value) < 1e15 ? value.toFixed(8).replace(/\.?0+$/, "") : `${value}`);

/** Collects what can be read of an order and what cannot. */
class Reading {
  readonly problems: ReadOrder["problems"] = [];
  readonly #spec: InstrumentSpec | null;

  constructor(spec: InstrumentSpec | null) {
    this.#spec = spec;
    if (spec === null) this.problem("symbol", "unknownSymbol");
  }

  problem(field: string, code: string, params: Record<string, string | number> = {}): void {
    this.problems.push({ field, code, params });
  }

  lots(field: string, typed: Typed): Lots | null {
    return this.#read(field, typed, parseLots);
  }

  price(field: string, typed: Typed | null): Price | null {
    return typed === null || typed === "" ? null : this.#read(field, typed, parsePrice);
  }

  #read<T>(field: string, typed: Typed, parse: (text: string, spec: InstrumentSpec) => Parsed<T>): T | null {
    if (this.#spec === null) return null;
    const parsed = parse(textOf(typed), this.#spec);
    if (parsed.ok) return parsed.value;
    const { volumeMin, volumeMax, volumeStep, digits } = this.#spec;
    this.problem(field, parsed.problem, { volumeMin, volumeMax, volumeStep, digits });
    return null;
  }
}

/**
 * An order as the bridge understands it. Nothing is guessed: one field that cannot be read, and there is no request.
 * `order` echoes every number as it was read.
 */
export function readOrder(
  input: OrderInput,
  context: OrderContext,
): { readonly request: OrderRequest | null; readonly order: ReadOrder } {
  const reading = new Reading(context.spec);
  const request = requestOf(input, reading, context);
  const numbers = {
    lots: "lots" in request ? request.lots : null,
    price: "price" in request ? request.price : null,
    stopLimit: "stopLimit" in request ? request.stopLimit : null,
    stopLoss: "stopLoss" in request ? request.stopLoss : null,
    takeProfit: "takeProfit" in request ? request.takeProfit : null,
  };
  const { problems } = reading;
  return { request: problems.length > 0 ? null : (request as OrderRequest), order: { ...numbers, problems } };
}

/** A request in which what could not be read is null; it is handed out only when nothing was. */
type Draft = { [A in OrderRequest as A["action"]]: { [K in keyof A]: A[K] | null } }[OrderRequest["action"]];

function requestOf(input: OrderInput, reading: Reading, context: OrderContext): Draft {
  const levels = (of: { stopLoss: Typed | null; takeProfit: Typed | null }) => ({
    stopLoss: reading.price("stopLoss", of.stopLoss),
    takeProfit: reading.price("takeProfit", of.takeProfit),
  });
  const { symbol } = input;
  switch (input.action) {
    case "open": {
      const { action, kind, deviation, holdMs } = input;
      const price = reading.price("price", input.price);
      return {
        action,
        symbol,
        kind,
        lots: reading.lots("lots", input.lots),
        price,
        deviation,
        holdMs,
        ...levels(input),
      };
    }
    case "pending": {
      const { action, kind, lifetime, holdMs } = input;
      const lots = reading.lots("lots", input.lots);
      return { action, symbol, kind, lots, lifetime, holdMs, ...resting(input, reading), ...levels(input) };
    }
    case "close": {
      const { action, side, deviation } = input;
      const position = BigInt(input.position) as Ticket;
      const held = context.position(position);
      if (held === undefined) reading.problem("position", "unknown");
      const lots = input.lots === null ? ((held?.volume ?? null) as Lots | null) : reading.lots("lots", input.lots);
      return { action, symbol, position, side, lots, deviation };
    }
    case "closeBy": {
      const position = BigInt(input.position) as Ticket;
      return { action: "closeBy", symbol, position, positionBy: BigInt(input.positionBy) as Ticket };
    }
    case "stops":
      return { action: "stops", symbol, position: BigInt(input.position) as Ticket, ...levels(input) };
    case "modify": {
      const { action, kind, lifetime } = input;
      const order = BigInt(input.order) as Ticket;
      return { action, symbol, order, kind, lifetime, ...resting(input, reading), ...levels(input) };
    }
    case "remove":
      return { action: "remove", symbol, order: BigInt(input.order) as Ticket, kind: input.kind };
  }
}

function resting(input: { price: Typed; stopLimit: Typed | null }, reading: Reading) {
  const price = reading.price("price", input.price);
  if (price === null && input.price === "") reading.problem("price", "empty");
  return { price, stopLimit: reading.price("stopLimit", input.stopLimit) };
}
