import type { PaperDeal, PaperOrder } from "../../trade-server/account-state.ts";
import type { Changes } from "../../trade-server/engine/changes.ts";
import type { TradeServer } from "../../trade-server/trade-server.ts";
import { type State, type Trade, withState } from "./trade.ts";

/** An order or deal that only inherited a position's magic was not asked for by the command. */
const ASKED: ReadonlySet<PaperOrder["origin"]> = new Set(["expert", "other"]);
const REJECT = 10_006;
const HALF = 0.5;

/** What orders, history and deals say of a command; kept by magic and ticket, so that looking costs nothing. */
export class TradeEvidence {
  readonly #server: TradeServer;
  readonly #byMagic = new Map<bigint, bigint>();
  readonly #orders = new Map<bigint, PaperOrder>();
  readonly #deals = new Map<bigint, PaperDeal[]>();

  constructor(server: TradeServer) {
    this.#server = server;
    const { orders, history, deals } = server.state();
    this.take({ orders, history, deals });
  }

  take({ orders, history, deals }: Pick<Changes, "orders" | "history" | "deals">): void {
    for (const order of [...orders, ...history]) {
      this.#orders.set(order.ticket, order);
      if (order.magic !== 0n && ASKED.has(order.origin)) this.#byMagic.set(order.magic, order.ticket);
    }
    for (const deal of deals) {
      if (deal.order === 0n) continue;
      const all = this.#deals.get(deal.order);
      if (all === undefined) this.#deals.set(deal.order, [deal]);
      else all.push(deal);
    }
  }

  /** The command as the broker's records show it now. */
  read(trade: Trade): Trade {
    switch (trade.command.action) {
      case "stops":
        return this.#stops(trade);
      case "modify":
        return this.#modified(trade);
      case "remove":
        return this.#removed(trade);
      default:
        return this.#ordered(trade);
    }
  }

  #ordered(trade: Trade): Trade {
    const ticket = trade.state.order === 0n ? this.#byMagic.get(trade.command.magic) : trade.state.order;
    const order = ticket === undefined ? undefined : this.#orders.get(ticket);
    if (order === undefined) return trade;
    const deals = this.#deals.get(order.ticket) ?? [];
    const lots = order.kind === "closeBy" ? deals.slice(0, 1) : deals;
    const volume = round(lots.reduce((sum, deal) => sum + deal.volume, 0));
    const worth = lots.reduce((sum, deal) => sum + deal.volume * deal.price, 0);
    const last = deals.at(-1);
    const found = withState(trade, {
      order: order.ticket,
      deal: last?.ticket ?? 0n,
      position: deals[0]?.position ?? order.position,
      volume,
      price: volume === 0 ? order.price : round(worth / volume),
      ...outcome(order, volume, trade.state.retcode),
    });
    return { ...found, filledMs: trade.filledMs === 0 ? (deals[0]?.timeMs ?? 0) : trade.filledMs };
  }

  #stops(trade: Trade): Trade {
    const { position: identifier, symbol, stopLoss, takeProfit } = trade.command;
    const position = this.#server.positions(symbol).find((each) => each.identifier === identifier);
    const state = { position: identifier };
    if (position === undefined) return withState(trade, { ...state, status: "ended", words: "the position is closed" });
    const same = this.#same(symbol, [position.stopLoss, stopLoss], [position.takeProfit, takeProfit]);
    return same ? withState(trade, { ...state, status: "done" }) : trade;
  }

  #modified(trade: Trade): Trade {
    const { order: ticket, symbol, price, stopLoss, takeProfit, stopLimit, life, expiryMs } = trade.command;
    const order = this.#orders.get(ticket);
    if (order === undefined) return trade;
    if (order.doneMs !== 0) return withState(trade, { order: ticket, status: "ended", words: "the order is closed" });
    const same =
      order.life === life &&
      (life !== "specified" || order.expiryMs === expiryMs) &&
      this.#same(
        symbol,
        [order.price, price],
        [order.stopLoss, stopLoss],
        [order.takeProfit, takeProfit],
        [order.stopLimit, stopLimit],
      );
    return same ? withState(trade, { order: ticket, status: "done", price: order.price }) : trade;
  }

  /** An order that was filled before it could be taken away was not taken away. */
  #removed(trade: Trade): Trade {
    const order = this.#orders.get(trade.command.order);
    if (order === undefined || order.doneMs === 0) return trade;
    const state = { order: order.ticket };
    return order.state === "filled"
      ? withState(trade, { ...state, status: "rejected", words: "the order was filled first" })
      : withState(trade, { ...state, status: "done" });
  }

  #same(symbol: string, ...pairs: readonly (readonly [number, number])[]): boolean {
    const tick = this.#server.spec(symbol)?.tickSize ?? 0;
    return pairs.every(([a, b]) => Math.abs(a - b) < tick * HALF);
  }
}

function outcome(order: PaperOrder, volume: number, retcode: number): Partial<State> {
  switch (order.state) {
    case "filled":
      return { status: "done" };
    case "rejected":
      return volume > 0
        ? { status: "ended" }
        : { status: "rejected", retcode: retcode < 10_004 || isTaken(retcode) ? REJECT : retcode };
    case "cancelled":
    case "expired":
      return { status: "ended" };
    default:
      return { status: volume > 0 ? "partial" : "accepted" };
  }
}

const isTaken = (retcode: number): boolean => retcode >= 10_008 && retcode <= 10_010;
const round = (value: number): number => Math.round(value * 1e8) / 1e8;
