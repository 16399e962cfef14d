import { afterEach, describe, expect, test } from "vitest";
import type { ItemOf } from "#shared/link/frame.ts";
import { LOGIN, type RoomOptions, SERVER, TradingRoom } from "#test/fixtures/trading-room.ts";

type Deal = ItemOf<"TradeDeals">;
type ClosedOrder = ItemOf<"TradeOrders">;

let room: TradingRoom;
const open = async (options?: RoomOptions): Promise<TradingRoom> => {
  room = await TradingRoom.open(options);
  return room;
};
afterEach(() => room.close());

const EVENTS_LOST = { transactions: [{ when: { every: 1 }, fault: { kind: "drop" } }] };
const deals = (): Deal[] => room.link.all("TradeDeals").flatMap(({ items }) => [...items]);
const orders = (): ClosedOrder[] => room.link.all("TradeOrders").flatMap(({ items }) => [...items]);

async function deal(fits: (deal: Deal) => boolean, what: string): Promise<Deal> {
  await room.bridge.until(() => deals().some(fits), what);
  return deals().find(fits) as Deal;
}

const position = async (): Promise<string> => String((await room.server.ledger()).positions[0]?.["POSITION_TICKET"]);

describe.each([["ea"], ["commandService"]] as const)("with every trade event lost, the %s sees", (role) => {
  const roles = role === "ea" ? (["ea"] as const) : (["ea", "commandService"] as const);

  test("a closing by stop loss, by target and by stop-out", async () => {
    await open({ roles });
    await room.server.faults(EVENTS_LOST);
    const stopped = await room.order({ stopLoss: 1.0995 });
    await room.quote("EURUSD", 1.0994, 1.0995);
    const loss = await deal(({ entry }) => entry === "out", "the stop loss");
    expect(loss).toMatchObject({ origin: "stopLoss", position: stopped.position, kind: "sell", volume: 0.1 });
    const won = await room.order({ stopLoss: 1.09, takeProfit: 1.1 });
    await room.quote("EURUSD", 1.1001, 1.1002);
    await deal(({ origin, position: of }) => origin === "takeProfit" && of === won.position, "the target");
    const carried = await room.order({ stopLoss: 0, volume: 8 });
    await room.quote("EURUSD", 1.08, 1.0801);
    await deal(({ origin, position: of }) => origin === "stopOut" && of === carried.position, "the stop-out");
  });

  test("what a hand, a phone and another EA do: whole, in part, and by close-by", async () => {
    await open({ roles });
    await room.server.faults(EVENTS_LOST);
    const market = { action: "TRADE_ACTION_DEAL", symbol: "EURUSD", type_filling: "ORDER_FILLING_FOK" };
    const buy = { ...market, type: "ORDER_TYPE_BUY" };
    const sell = { ...market, type: "ORDER_TYPE_SELL" };
    await room.server.trade("client", { ...buy, volume: 0.5 });
    await deal(({ origin, volume }) => origin === "client" && volume === 0.5, "the hand's deal");
    const mine = await position();
    await room.server.trade("mobile", { ...sell, volume: 0.2, position: mine });
    await deal(({ origin, entry, volume }) => origin === "mobile" && entry === "out" && volume === 0.2, "the part");
    await room.server.trade("expert", { ...sell, volume: 0.3, magic: "4711" });
    await deal(({ magic, origin }) => magic === 4_711n && origin === "expert", "the other EA's deal");
    const other = (await room.server.ledger()).positions.find((row) => row["POSITION_TICKET"] !== mine);
    const closeBy = {
      action: "TRADE_ACTION_CLOSE_BY",
      position: mine,
      position_by: String(other?.["POSITION_TICKET"]),
    };
    await room.server.trade("client", { ...closeBy, symbol: "EURUSD" });
    await room.bridge.until(() => deals().filter(({ entry }) => entry === "outBy").length === 2, "both closing deals");
    const { deals: ledger } = await room.server.ledger();
    const seen = new Set(deals().map(({ ticket }) => ticket.toString()));
    expect(new Set(ledger.map((row) => String(row["DEAL_TICKET"])))).toEqual(seen);
  });

  test("each deal and each closed order once in a session, and all of them anew in the next", async () => {
    await open({ roles });
    for (let i = 0; i < 5; i++) await room.order();
    await room.bridge.until(() => orders().length === 5 && deals().length === 6, "five orders and their deals");
    const tickets = deals().map(({ ticket }) => ticket);
    expect(new Set(tickets).size).toBe(tickets.length);
    await room.program(role).kill();
    await (role === "ea" ? room.startEa() : room.startService());
    await room.bridge.until(() => orders().length === 5 && deals().length === 6, "the same in the new session");
  });

  test("an order that rested for long and is cancelled by hand", async () => {
    await open({ roles });
    const resting = await room.order({ action: "pending", kind: "buyLimit", price: 1.09 }, ({ order }) => order !== 0n);
    await room.server.faults(EVENTS_LOST);
    await room.server.trade("client", { action: "TRADE_ACTION_REMOVE", order: resting.order.toString() });
    await room.bridge.until(() => orders().some(({ ticket }) => ticket === resting.order), "the cancelled order");
    expect(orders().find(({ ticket }) => ticket === resting.order)).toMatchObject({ state: "cancelled" });
  });
});

describe("a question about the history", () => {
  test("is answered whole, in its window, with how long the broker has been connected", async () => {
    await open({ roles: ["ea"] });
    for (let i = 0; i < 3; i++) await room.order();
    const { deals: ledger } = await room.server.ledger();
    const ask = async (id: bigint, fromMs: number, toMs: number) => {
      room.link.send("TradeHistoryRequest", { id, login: LOGIN, server: SERVER, fromMs, toMs });
      const answer = await room.link.next("TradeDeals", ({ fields }) => fields.id === id);
      await room.link.next("TradeOrders", ({ fields }) => fields.id === id);
      return answer;
    };
    const all = await ask(1n, 0, Date.now() + 86_400_000);
    expect(all.items.map(({ ticket }) => ticket.toString())).toEqual(ledger.map((row) => String(row["DEAL_TICKET"])));
    expect(all.fields.connectedForMs).toBeGreaterThan(0);
    expect((await ask(2n, 0, 1_000)).items).toEqual([]);
    const at = Number(ledger.at(-1)?.["DEAL_TIME_MSC"]);
    const one = await ask(3n, at, at);
    expect(one.items.every(({ timeMs }) => timeMs === at)).toBe(true);
    expect(one.items.length).toBeGreaterThan(0);
    await room.program("ea").setConnected(false);
    expect((await ask(4n, 0, 1_000)).fields.connectedForMs).toBe(0);
  });
});
