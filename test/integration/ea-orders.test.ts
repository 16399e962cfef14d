import { afterEach, describe, expect, test } from "vitest";
import { type RoomOptions, type State, TradingRoom } from "#test/fixtures/trading-room.ts";

let room: TradingRoom;
const open = async (options?: RoomOptions): Promise<TradingRoom> => {
  room = await TradingRoom.open(options);
  return room;
};
afterEach(() => room.close());

const resting = ({ status, order }: State): boolean => status === "accepted" && order !== 0n;

describe.each([["commandService"], ["ea"]] as const)("orders through the %s", (role) => {
  const roles = role === "ea" ? (["ea"] as const) : (["ea", "commandService"] as const);

  test.each([["hedging"], ["netting"], ["exchange"]] as const)(
    "on a %s account a market order opens a position with its stop, and closing it leaves nothing",
    async (margin) => {
      await open({ roles, margin });
      const opened = await room.order({ stopLoss: 1.09, takeProfit: 1.12 });
      expect(opened).toMatchObject({ status: "done", refusal: "none", retcode: 10_009, volume: 0.1, price: 1.1001 });
      const { positions } = await room.server.ledger();
      expect(positions).toHaveLength(1);
      expect(positions[0]).toMatchObject({ POSITION_SL: 1.09, POSITION_TP: 1.12, POSITION_VOLUME: 0.1 });
      expect(String(positions[0]?.["POSITION_IDENTIFIER"])).toBe(opened.position.toString());
      const close = { kind: "sell", position: opened.position, reduceOnly: true } as const;
      expect(await room.order({ ...close, volume: 0.04 })).toMatchObject({ status: "done", volume: 0.04, price: 1.1 });
      expect((await room.server.ledger()).positions[0]).toMatchObject({ POSITION_VOLUME: 0.06 });
      expect(await room.order({ ...close, volume: 0.06 })).toMatchObject({ status: "done", position: opened.position });
      expect((await room.server.ledger()).positions).toHaveLength(0);
    },
  );

  test("a pending order of each kind rests, is changed, and is taken away", async () => {
    await open({ roles });
    const kinds = [
      { kind: "buyLimit", price: 1.09, to: 1.0905, stopLoss: 1.08 },
      { kind: "sellLimit", price: 1.11, to: 1.1105, stopLoss: 1.12 },
      { kind: "buyStop", price: 1.11, to: 1.1105, stopLoss: 1.1 },
      { kind: "sellStop", price: 1.09, to: 1.0895, stopLoss: 1.1 },
      { kind: "buyStopLimit", price: 1.11, to: 1.1105, stopLimit: 1.105, stopLoss: 1.1 },
      { kind: "sellStopLimit", price: 1.09, to: 1.0895, stopLimit: 1.095, stopLoss: 1.1 },
    ] as const;
    for (const { to, ...wish } of kinds) {
      const pending = room.command({ action: "pending", ...wish });
      const placed = await room.state(room.send(pending), resting);
      expect(placed).toMatchObject({ status: "accepted", retcode: 10_009, price: wish.price });
      const modify = { action: "modify", ...wish, order: placed.order, price: to, volume: 0 } as const;
      expect(await room.order(modify)).toMatchObject({ status: "done", order: placed.order, price: to });
      const [order] = (await room.server.ledger()).orders;
      expect(order).toMatchObject({ ORDER_PRICE_OPEN: to, ORDER_SL: wish.stopLoss });
      const remove = { action: "remove", kind: wish.kind, order: placed.order, volume: 0 } as const;
      expect(await room.order(remove)).toMatchObject({ status: "done", order: placed.order });
      expect((await room.server.ledger()).orders).toHaveLength(0);
      expect(await room.state(pending)).toMatchObject({ status: "ended", order: placed.order, volume: 0 });
    }
  });

  test("a pending order that the market reaches is followed to its fill", async () => {
    await open({ roles });
    const command = room.command({ action: "pending", kind: "buyLimit", price: 1.095, stopLoss: 1.09 });
    const placed = await room.state(room.send(command), resting);
    await room.quote("EURUSD", 1.0948, 1.0949);
    const filled = await room.state(command);
    expect(filled).toMatchObject({ status: "done", order: placed.order, volume: 0.1 });
    expect(filled.position).not.toBe(0n);
  });

  test("stops are moved and taken off, and the answer is read from the position", async () => {
    await open({ roles });
    const { position } = await room.order();
    const stops = { action: "stops", kind: "buy", position, volume: 0 } as const;
    expect(await room.order({ ...stops, stopLoss: 1.095, takeProfit: 1.13 })).toMatchObject({
      status: "done",
      position,
    });
    expect((await room.server.ledger()).positions[0]).toMatchObject({ POSITION_SL: 1.095, POSITION_TP: 1.13 });
    expect(await room.order({ ...stops, stopLoss: 0, takeProfit: 0 })).toMatchObject({ status: "done" });
    expect((await room.server.ledger()).positions[0]).toMatchObject({ POSITION_SL: 0, POSITION_TP: 0 });
  });

  test("two opposite positions close each other; on a netting account that is refused unsent", async () => {
    await open({ roles });
    const buy = await room.order({ volume: 0.3 });
    const sell = await room.order({ kind: "sell", volume: 0.1 });
    const closeBy = { action: "closeBy", kind: "closeBy", volume: 0 } as const;
    const done = await room.order({ ...closeBy, position: buy.position, positionBy: sell.position });
    expect(done).toMatchObject({ status: "done", volume: 0.1 });
    expect((await room.server.ledger()).positions).toMatchObject([{ POSITION_VOLUME: 0.2 }]);
    await room.close();
    await open({ roles, margin: "netting" });
    const { position } = await room.order();
    const refused = await room.order({ ...closeBy, position, positionBy: position + 1n });
    expect(refused).toMatchObject({ status: "refused", refusal: "kindUnsupported" });
  });

  test("on a netting account a second order in the same direction grows the one position", async () => {
    await open({ roles, margin: "netting" });
    const first = await room.order();
    const second = await room.order({ volume: 0.2 });
    expect(second).toMatchObject({ status: "done", position: first.position, volume: 0.2 });
    expect((await room.server.ledger()).positions).toMatchObject([{ POSITION_VOLUME: 0.3 }]);
  });

  test("a change is seen in the snapshots at once", async () => {
    await open({ roles });
    const opened = await room.order();
    const has = ({ items }: { items: readonly { identifier: bigint }[] }): boolean =>
      items.some(({ identifier }) => identifier === opened.position);
    await room.link.next("PositionsSnapshot", has, 150);
  });
});
