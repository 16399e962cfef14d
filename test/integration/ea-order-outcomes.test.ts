import { readdirSync, readFileSync, renameSync, truncateSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { type Command, type RoomOptions, type State, TradingRoom } from "#test/fixtures/trading-room.ts";

let room: TradingRoom;
const open = async (options?: RoomOptions): Promise<TradingRoom> => {
  room = await TradingRoom.open(options);
  return room;
};
afterEach(() => room.close());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const fault = (kind: object, nth = 1) => room.server.faults({ requests: [{ when: { nth: [nth] }, fault: kind }] });
const is =
  (status: State["status"]) =>
  (state: State): boolean =>
    state.status === status;
/** Opening orders that the broker ever got. */
async function brokerOrders(): Promise<number> {
  const { orders, history } = await room.server.ledger();
  return orders.length + history.length;
}

/** Rejections are final; timeout, lost connection and a processing error leave it open. */
const REJECTIONS = [
  10_004, 10_006, 10_007, 10_013, 10_014, 10_015, 10_016, 10_017, 10_018, 10_019, 10_020, 10_021, 10_022, 10_023,
  10_024, 10_025, 10_026, 10_027, 10_028, 10_029, 10_030, 10_032, 10_033, 10_034, 10_035, 10_036, 10_038, 10_039,
  10_040, 10_041, 10_042, 10_043, 10_044, 10_045, 10_046,
];

describe.each([["commandService"], ["ea"]] as const)("through the %s", (role) => {
  const roles = role === "ea" ? (["ea"] as const) : (["ea", "commandService"] as const);

  test("every return code that says no is final and never sent again", async () => {
    await open({ roles });
    for (const retcode of REJECTIONS) {
      await fault({ kind: "reject", retcode });
      expect(await room.order()).toMatchObject({ status: "rejected", retcode, refusal: "none" });
    }
    expect(await brokerOrders()).toBe(0);
    expect(await room.order()).toMatchObject({ status: "done" });
    expect(await brokerOrders()).toBe(1);
  });

  test.each([[10_011], [10_012], [10_031]])("code %i says nothing: unknown", async (retcode) => {
    await open({ roles });
    await fault({ kind: "reject", retcode });
    expect(await room.order({}, is("unknown"))).toMatchObject({ retcode });
  });

  test("a lost reply costs nothing: the deal is found by its magic", async () => {
    await open({ roles });
    await room.server.faults({
      requests: [{ when: { nth: [1] }, fault: { kind: "lose", executed: true } }],
      transactions: [{ when: { every: 1 }, fault: { kind: "drop" } }],
    });
    expect(await room.order()).toMatchObject({ status: "done", volume: 0.1, price: 1.1001 });
    expect(await brokerOrders()).toBe(1);
  });

  test("a fill that comes after a timeout is found, once", async () => {
    await open({ roles });
    await fault({ kind: "late", ms: 1_500, as: "timeout" });
    const command = room.send(room.command());
    expect(await room.state(command, is("unknown"))).toMatchObject({ retcode: 10_012 });
    expect(await room.state(command)).toMatchObject({ status: "done", volume: 0.1 });
    expect(await brokerOrders()).toBe(1);
  });

  test("a request that never arrived is accepted by nobody, and becomes unknown rather than a guess", async () => {
    await open({ roles });
    await fault({ kind: "lose", executed: false });
    const command = room.send(room.command());
    expect(await room.state(command, is("accepted"))).toMatchObject({ retcode: 10_008, order: 0n });
    await room.state(command, is("unknown"));
    expect(await room.query(command)).toMatchObject({ status: "unknown" });
    expect(await brokerOrders()).toBe(0);
  });

  test("a partial fill says how much was executed", async () => {
    await open({ roles });
    await room.server.do({ kind: "symbol", symbol: "EURUSD", terms: { fillingFlags: 2 } });
    await room.quote("EURUSD", 1.1, 1.1001);
    await fault({ kind: "partial", fraction: 0.5 });
    expect(await room.order({ volume: 0.2 })).toMatchObject({ status: "ended", volume: 0.1 });
  });

  test("a comment that the broker replaces changes nothing", async () => {
    await open({ roles });
    for (const as of ["truncated", "replaced", "empty"]) {
      await fault({ kind: "comment", as });
      expect(await room.order()).toMatchObject({ status: "done" });
    }
  });

  test("a requote under instant execution is a rejection: another price is another order", async () => {
    await open({ roles });
    await room.server.do({ kind: "symbol", symbol: "EURUSD", terms: { execution: "instant" } });
    await room.quote("EURUSD", 1.1, 1.1001);
    await fault({ kind: "slip", points: 30 });
    expect(await room.order({ price: 1.1001, deviation: 10 })).toMatchObject({ status: "rejected", retcode: 10_004 });
    expect(await room.order({ price: 1.1001, deviation: 10 })).toMatchObject({ status: "done" });
  });
});

describe("the journal", () => {
  test("answers a command that comes twice, and refuses another one under the same intent", async () => {
    await open();
    const command = room.command();
    const first = await room.state(room.send(command));
    room.send(command);
    const mine = (): State[] =>
      room.link
        .all("TradeState")
        .map(({ fields }) => fields)
        .filter(({ magic }) => magic === command.magic);
    const before = mine().length;
    room.send(command);
    await room.bridge.until(() => mine().length > before, "an answer");
    expect(mine().at(-1)).toEqual(first);
    const other = await room.state(room.send({ ...command, volume: 0.2 }), is("refused"));
    expect(other).toMatchObject({ refusal: "reusedIntent" });
    expect(await brokerOrders()).toBe(1);
  });

  test.each([["commandService"], ["ea"]] as const)(
    "of the %s outlives kill -9: what was sent is found, and nothing is sent again",
    async (role) => {
      await open({ roles: role === "ea" ? ["ea"] : ["ea", "commandService"] });
      const before = await room.order();
      expect(before.status).toBe("done");
      await fault({ kind: "late", ms: 1_000, as: "silent" });
      const command = room.command();
      room.send(command);
      await room.state(command, is("accepted"));
      await room.program(role).kill();
      await (role === "ea" ? room.startEa() : room.startService());
      // In doubt until the late fill stands in the broker's records, which a slow start meets already.
      expect(["unknown", "done"]).toContain((await room.query(command)).status);
      await room.giveOwnership();
      room.send(command);
      expect(await room.state(command)).toMatchObject({ status: "done", volume: 0.1 });
      expect(await room.query(before)).toMatchObject({ status: "done", order: before.order });
      expect(await brokerOrders()).toBe(2);
    },
  );

  test("of a program that dies before the broker gets the order says unknown, and it is never sent", async () => {
    await open();
    await fault({ kind: "lose", executed: false });
    const command = room.send(room.command());
    await room.state(command, is("accepted"));
    await room.program("commandService").kill();
    await room.startService();
    await room.giveOwnership();
    const again = await room.query(command);
    expect(again.status).toBe("unknown");
    room.send(command);
    await pause(300);
    expect(await brokerOrders()).toBe(0);
  });

  test("is read by the other role when its program is gone, and read anew once it was written anew", async () => {
    await open();
    const orders = [await room.order()];
    const look = async (): Promise<void> => {
      for (const done of orders)
        expect(await room.query(done, "ea")).toMatchObject({ status: "done", order: done.order, deal: done.deal });
      expect(await room.query(room.command(), "ea")).toMatchObject({ status: "absent" });
    };
    await look();
    orders.push(await room.order());
    await look();
    await room.program("commandService").kill();
    const folder = path.join(room.world.dataDir, "MQL5", "Files", "Fairlead");
    const name = readdirSync(folder).find((file) => file.endsWith("-service.bin")) as string;
    const file = path.join(folder, name);
    const bytes = readFileSync(file);
    const size = bytes.indexOf(bytes.subarray(0, 8), 8);
    const records = Array.from({ length: bytes.length / size }, (_, i) => bytes.subarray(i * size, (i + 1) * size));
    // As when it is compacted: the last of each order, at other places.
    const last = orders.map(
      ({ intent }) => records.findLast((record) => record.includes(Buffer.from(intent))) as Buffer,
    );
    writeFileSync(`${file}.new`, Buffer.concat(last.toReversed()));
    renameSync(`${file}.new`, file);
    await look();
  });

  test("is not called unknown by the other role while the program that sent it awaits the answer", async () => {
    await open();
    await fault({ kind: "late", ms: 1_000, as: "silent" });
    const command = room.send(room.command());
    await room.state(command, is("accepted"));
    expect(await room.query(command, "ea")).toMatchObject({ status: "sending", order: 0n });
    const done = await room.state(command);
    expect(await room.query(command, "ea")).toMatchObject({ status: "done", order: done.order });
  });

  test("with a torn tail loses only the torn record, and goes on", async () => {
    await open();
    const first = await room.order();
    const second = await room.order();
    await room.program("commandService").kill();
    const folder = path.join(room.world.dataDir, "MQL5", "Files", "Fairlead");
    const name = readdirSync(folder).find((file) => file.endsWith("-service.bin")) as string;
    const file = path.join(folder, name);
    truncateSync(file, readFileSync(file).length - 100);
    await room.startService();
    await room.giveOwnership();
    expect(await room.query(first)).toMatchObject({ status: "done" });
    expect(await room.query(second)).toMatchObject({ status: "done", order: second.order });
    const third = await room.order();
    await room.program("commandService").kill();
    await room.startService();
    expect(await room.query(third)).toMatchObject({ status: "done", order: third.order });
  });
});

describe("the account", () => {
  test("that MT5 was switched to never gets an order that was meant for another", async () => {
    await open();
    const service = room.program("commandService");
    const before = room.link;
    const command: Command = room.command();
    await service.set({ account: { ACCOUNT_LOGIN: 777 } });
    room.send(command);
    const link = await room.bridge.link("commandService", before);
    room.links.set("commandService", link);
    expect(link.hello?.login).toBe(777n);
    const told = before.all("TradeState").filter(({ fields }) => fields.magic === command.magic);
    for (const { fields } of told) expect(fields).toMatchObject({ status: "refused", refusal: "wrongAccount" });
    room.send(room.command());
    expect(await room.state(room.send(room.command()))).toMatchObject({ refusal: "wrongAccount" });
    expect(await brokerOrders()).toBe(0);
  });
});

describe("of two programs", () => {
  test("only the one with the highest fence sends, the other refuses what it was still given", async () => {
    await open();
    expect(await room.order()).toMatchObject({ status: "done" });
    const late = room.command();
    const service = room.links.get("commandService");
    await room.giveOwnership("ea");
    service?.send("TradeCommand", late);
    expect(await room.state(late, undefined, service)).toMatchObject({ refusal: "notOwner" });
    expect(await room.order()).toMatchObject({ status: "done" });
    expect(await brokerOrders()).toBe(2);
  });

  test("neither takes a lower fence than one has seen, also after a restart", async () => {
    await open();
    const { fence } = room;
    await room.giveOwnership("ea");
    expect(await room.giveOwnership("commandService", { fence })).toBe(false);
    await room.program("ea").kill();
    await room.startEa();
    expect(await room.giveOwnership("ea", { fence: room.fence - 2n })).toBe(false);
  });
});
