import { afterEach, describe, expect, test } from "vitest";
import { type RoomOptions, TradingRoom } from "#test/fixtures/trading-room.ts";

let room: TradingRoom;
const open = async (options?: RoomOptions): Promise<TradingRoom> => {
  room = await TradingRoom.open(options);
  return room;
};
afterEach(() => room.close());

describe.each([["commandService"], ["ea"]] as const)("orders through the %s", (role) => {
  const roles = role === "ea" ? (["ea"] as const) : (["ea", "commandService"] as const);

  test("a market order opens a position with its stop, and closing it leaves nothing", async () => {
    await open({ roles });
    const opened = await room.order({ stopLoss: 1.09, takeProfit: 1.12 });
    expect(opened).toMatchObject({ status: "done", refusal: "none", retcode: 10_009, volume: 0.1, price: 1.1001 });
    const { positions } = await room.server.ledger();
    expect(positions).toHaveLength(1);
    expect(positions[0]).toMatchObject({ POSITION_SL: 1.09, POSITION_TP: 1.12, POSITION_VOLUME: 0.1 });
    expect(String(positions[0]?.["POSITION_IDENTIFIER"])).toBe(opened.position.toString());
    const closed = await room.order({ kind: "sell", position: opened.position, reduceOnly: true });
    expect(closed).toMatchObject({
      status: "done",
      retcode: 10_009,
      volume: 0.1,
      price: 1.1,
      position: opened.position,
    });
    expect((await room.server.ledger()).positions).toHaveLength(0);
  });
});
