import type { ItemOf } from "../../link/frame.ts";
import type { Lots, Price, Ticket } from "../../market/brands.ts";
import { type BrokerDeal, type ClosedOrder, isServerClose, sumLots } from "../deals/deal.ts";
import type { OrderIntent } from "./intent.ts";
import type { BrokerEvidence } from "./intent-record.ts";

type PendingOrder = Readonly<ItemOf<"OrdersSnapshot">>;

/** What the broker's records hold under one magic. */
export interface MagicTraces {
  readonly deals: readonly BrokerDeal[];
  readonly closed: readonly ClosedOrder[];
  readonly pending: readonly PendingOrder[];
}

/** Whether an intent makes an order that carries its magic; others are answered from the state that they change. */
export const hasOwnOrder = ({ request }: Pick<OrderIntent, "request">): boolean =>
  request.action === "open" ||
  request.action === "pending" ||
  request.action === "close" ||
  request.action === "closeBy";

/**
 * What the broker's records show of an intent, or null when they show nothing. Found by magic; deals and orders that
 * only inherit the magic (stop loss, take profit, stop-out, somebody else closing the position) are not the intent's own.
 */
export function evidenceOf(intent: OrderIntent, traces: MagicTraces): BrokerEvidence | null {
  if (!hasOwnOrder(intent)) return null;
  const deals = traces.deals.filter((deal) => deal.magic === intent.magic && isOwnDeal(intent, deal));
  const closed = traces.closed.find((order) => order.magic === intent.magic && isOwnOrder(intent, order));
  const pending = traces.pending.find((order) => order.magic === intent.magic && isOwnOrder(intent, order));
  if (deals.length === 0 && closed === undefined && pending === undefined) return null;
  const executed = sumLots(deals.map(({ volume }) => volume));
  const told = closed === undefined ? 0 : sumLots([closed.volumeInitial, -closed.volumeCurrent]);
  const lots = Math.max(executed, closed?.state === "filled" || executed > 0 ? told : 0);
  const found = {
    order: ticket(closed?.ticket ?? pending?.ticket ?? deals[0]?.order),
    deals: deals.map((deal) => deal.ticket as Ticket),
    position: ticket(deals[0]?.position ?? closed?.position),
    lots: lots as Lots,
    price: average(deals),
  };
  return { ...found, ...stateOf(intent, closed, pending !== undefined, lots) };
}

/** Orders at the broker under the intent's magic. More than one means that it was sent twice. */
export function ordersUnder(intent: OrderIntent, traces: MagicTraces): number {
  const own = [
    ...traces.deals.filter((deal) => deal.magic === intent.magic && isOwnDeal(intent, deal)).map(({ order }) => order),
    ...traces.closed.filter((order) => order.magic === intent.magic && isOwnOrder(intent, order)).map((o) => o.ticket),
    ...traces.pending.filter((order) => order.magic === intent.magic && isOwnOrder(intent, order)).map((o) => o.ticket),
  ];
  return new Set(own).size;
}

const ticket = (value: bigint | undefined): Ticket | null =>
  value === undefined || value === 0n ? null : (value as Ticket);

const SIDES = {
  buy: "buy",
  sell: "sell",
  buyLimit: "buy",
  sellLimit: "sell",
  buyStop: "buy",
  sellStop: "sell",
  buyStopLimit: "buy",
  sellStopLimit: "sell",
} as const;

/** The side of the deals that the intent's order makes; null where either may come (close-by). */
export function dealSide({ request }: OrderIntent): "buy" | "sell" | null {
  if (request.action === "open" || request.action === "pending") return SIDES[request.kind];
  if (request.action === "close") return request.side === "buy" ? "sell" : "buy";
  return null;
}

function isOwnDeal(intent: OrderIntent, deal: BrokerDeal): boolean {
  if (isServerClose(deal)) return false;
  const side = dealSide(intent);
  if (side === null) return deal.entry === "outBy";
  return deal.kind === side && deal.entry !== "outBy";
}

function isOwnOrder(intent: OrderIntent, order: Pick<ClosedOrder, "origin" | "kind">): boolean {
  if (isServerClose(order)) return false;
  const { request } = intent;
  switch (request.action) {
    case "closeBy":
      return order.kind === "closeBy";
    case "pending":
      // A stop-limit order becomes a limit order once its stop price is touched, under the same ticket and magic.
      return order.kind !== "closeBy" && order.kind !== "other" && SIDES[order.kind] === dealSide(intent);
    default:
      return order.kind === dealSide(intent);
  }
}

function average(deals: readonly BrokerDeal[]): Price | null {
  const lots = deals.reduce((sum, { volume }) => sum + volume, 0);
  if (lots <= 0) return null;
  return (deals.reduce((sum, { volume, price }) => sum + volume * price, 0) / lots) as Price;
}

function stateOf(
  { request }: OrderIntent,
  closed: ClosedOrder | undefined,
  isPending: boolean,
  lots: number,
): Pick<BrokerEvidence, "state" | "reason"> {
  switch (closed?.state) {
    case "filled":
      return { state: "done", reason: null };
    case "cancelled":
    case "expired":
      return { state: "ended", reason: closed.state };
    case "partial":
      return { state: "ended", reason: "partlyFilled" };
    case "rejected":
      return lots > 0 ? { state: "ended", reason: "rejected" } : { state: "rejected", reason: "rejected" };
    default:
  }
  if (isPending) return { state: lots > 0 ? "partial" : "accepted", reason: null };
  if (lots === 0) return { state: "accepted", reason: null };
  const asked = "lots" in request ? request.lots : lots;
  return { state: lots >= asked - 1e-9 ? "done" : "partial", reason: null };
}
