import { afterEach, describe, expect, test } from "vitest";
import { type RoomOptions, TradingRoom } from "#test/fixtures/trading-room.ts";

let room: TradingRoom;
const open = async (options?: RoomOptions): Promise<TradingRoom> => {
  room = await TradingRoom.open(options);
  return room;
};
afterEach(() => room.close());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const positions = async () => (await room.server.ledger()).positions;
const flat = (cause: string) =>
  room.link.next("FlattenState", ({ fields }) => fields.stage === "flat" && fields.cause === cause);

async function gone(): Promise<void> {
  while ((await positions()).length > 0) await pause(50);
}

describe.each([["commandService"], ["ea"]] as const)("the %s", (role) => {
  const roles = role === "ea" ? (["ea"] as const) : (["ea", "commandService"] as const);

  test("closes a position whose stop the broker has not accepted in time, and says so", async () => {
    await open({ roles });
    const opened = await room.order({ automated: true, stopLoss: 0, stopWithinMs: 600 });
    const state = await flat("noStop");
    expect(await positions()).toEqual([]);
    expect(state.fields.positionsLeft).toBe(0);
    const notice = await room.link.next("Notice", ({ fields }) => fields.noticeCode === "STOP_MISSING");
    expect(notice.fields.severity).toBe("error");
    const [entry, exit] = (await room.server.ledger()).deals.slice(-2);
    expect(exit).toMatchObject({ DEAL_ENTRY: "DEAL_ENTRY_OUT", DEAL_POSITION_ID: opened.position.toString() });
    expect(Number(exit?.["DEAL_TIME_MSC"]) - Number(entry?.["DEAL_TIME_MSC"])).toBeGreaterThanOrEqual(500);
  });

  test("leaves a position alone once its stop was there", async () => {
    await open({ roles });
    await room.order({ automated: true, stopWithinMs: 300 });
    const late = await room.order({ automated: true, stopLoss: 0, stopWithinMs: 2_000 });
    const stops = { action: "stops", position: late.position, stopLoss: 1.09, volume: 0 } as const;
    expect(await room.order(stops)).toMatchObject({ status: "done" });
    await pause(2_300);
    expect(await positions()).toHaveLength(2);
    expect(await room.order({ ...stops, stopLoss: 0 })).toMatchObject({ status: "done" });
    await pause(200);
    expect(await positions()).toHaveLength(2);
  });

  test("closes a position when its time is over, at the market's price", async () => {
    await open({ roles });
    const began = Date.now();
    await room.order({ holdMs: 800 });
    await flat("timedClose");
    expect(Date.now() - began).toBeGreaterThanOrEqual(700);
    expect(await positions()).toEqual([]);
  });

  test("closes in time and for want of a stop after kill -9, with no bridge to remind it", async () => {
    await open({ roles });
    await room.order({ holdMs: 2_000 });
    await room.order({ stopLoss: 0, automated: true, stopWithinMs: 2_000 });
    await room.program(role).kill();
    room.bridge.deaf = true;
    const program = await room.world.start(role, { tradeServer: room.server.path });
    room.programs.set(role, program);
    await program.ready;
    await room.quote("EURUSD", 1.1, 1.1001);
    await gone();
    const { deals } = await room.server.ledger();
    const [entry, , exit] = deals.slice(-4).map((row) => Number(row["DEAL_TIME_MSC"]));
    // The broker's clock is read in whole seconds.
    expect(Number(exit) - Number(entry)).toBeGreaterThanOrEqual(1_000);
  });

  test("of a netting position closes its own part alone", async () => {
    await open({ roles, margin: "netting" });
    await room.order({ volume: 0.3 });
    await room.order({ volume: 0.2, holdMs: 500 });
    await flat("timedClose");
    expect(await positions()).toMatchObject([{ POSITION_VOLUME: 0.3 }]);
  });

  test("of a netting position leaves what the order's session has closed of it, and takes the rest", async () => {
    await open({ roles, margin: "netting" });
    const { position } = await room.order({ volume: 0.3 });
    const timed = room.send(room.command({ volume: 0.2, holdMs: 1_500, automated: true }));
    // At once, so that the program has them long before the time is over, however slow the machine is.
    const close = { kind: "sell", position, automated: true } as const;
    const own = room.send(room.command({ ...close, volume: 0.1, closesFor: timed.magic }));
    const nobodys = room.send(room.command({ ...close, volume: 0.05 }));
    for (const command of [timed, own, nobodys]) expect(await room.state(command)).toMatchObject({ status: "done" });
    await flat("timedClose");
    expect(await positions()).toMatchObject([{ POSITION_VOLUME: 0.25 }]);
  });

  test("tries again when the broker says no", async () => {
    await open({ roles });
    await room.order({ holdMs: 400 });
    await room.server.faults({ requests: [{ when: { nth: [1, 2] }, fault: { kind: "reject", retcode: 10_021 } }] });
    await gone();
  });
});
