import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { LOGIN, type RoomOptions, SERVER, type State, TradingRoom } from "#test/fixtures/trading-room.ts";

let room: TradingRoom;
const open = async (options?: RoomOptions): Promise<TradingRoom> => {
  room = await TradingRoom.open(options);
  return room;
};
afterEach(() => room.close());

type Role = "ea" | "commandService";
const accepted = ({ status }: State): boolean => status === "accepted";
/** From now on no file of the program may grow, or they may again: what a full disk does to it. */
function disk(role: Role, state: "full" | "free"): void {
  const limit = state === "full" ? "0:" : "unlimited:";
  execFileSync("prlimit", [`--pid=${room.program(role).pid}`, `--fsize=${limit}`]);
}
const folder = () => path.join(room.world.dataDir, "MQL5", "Files", "Fairlead");
function journal(): string {
  const name = readdirSync(folder()).find((file) => file.endsWith("-service.bin"));
  if (name === undefined) throw new Error("the service has no journal");
  return path.join(folder(), name);
}
const stage = (role: Role, wanted: string) =>
  room.links.get(role)?.next("FlattenState", ({ fields }) => fields.stage === wanted);
const outs = async () =>
  (await room.server.ledger()).deals
    .filter((row) => row["DEAL_ENTRY"] !== "DEAL_ENTRY_IN")
    .map((row) => [row["DEAL_ENTRY"], row["DEAL_VOLUME"]]);

describe.each([["commandService"], ["ea"]] as const)("with the disk full, the %s", (role) => {
  const roles = role === "ea" ? (["ea"] as const) : (["ea", "commandService"] as const);

  test("takes no new risk, closes all the same, keeps its files whole, and goes on when there is room again", async () => {
    await open({ roles });
    const { position } = await room.order();
    await room.order();
    const before = new Map(readdirSync(folder()).map((name) => [name, statSync(path.join(folder(), name)).size]));
    disk(role, "full");
    expect(await room.order()).toMatchObject({ refusal: "journalUnwritable", calledUs: 0n });
    expect(await room.order({ action: "pending", kind: "buyLimit", price: 1.09, stopLoss: 1.08 })).toMatchObject({
      refusal: "journalUnwritable",
    });
    expect(await room.order({ kind: "sell", position })).toMatchObject({ status: "done" });
    const guard = { maxOrderLots: 0, maxTotalLots: 0, equityFloor: 0, entriesPaused: false, automationStopped: false };
    room.link.send("Guard", { bridgeEpoch: 5n, version: 3n, login: LOGIN, server: SERVER, flattened: false, ...guard });
    await room.link.next("Notice", ({ fields }) => fields.noticeCode === "GUARD_NOT_KEPT");
    const id = new Uint8Array(16).fill(4);
    room.link.send("Flatten", { id, bridgeEpoch: 5n, login: LOGIN, server: SERVER, scope: "account" });
    await stage(role, "flat");
    expect((await room.server.ledger()).positions).toEqual([]);
    for (const [name, size] of before)
      expect(statSync(path.join(folder(), name)).size, name).toBeGreaterThanOrEqual(size);
    disk(role, "free");
    const again = await room.order();
    expect(again).toMatchObject({ status: "done" });
    await room.program(role).kill();
    await (role === "ea" ? room.startEa() : room.startService());
    expect(await room.query(again)).toMatchObject({ status: "done", order: again.order });
  });

  test("never turns a netting position over, not after its own death either", async () => {
    await open({ roles, margin: "netting" });
    const { position } = await room.order({ volume: 0.2 });
    await room.server.faults({ requests: [{ when: { nth: [1] }, fault: { kind: "late", ms: 2_500, as: "silent" } }] });
    disk(role, "full");
    const close = room.send(room.command({ kind: "sell", position, volume: 0.2 }));
    await room.state(close, accepted);
    await room.program(role).kill();
    await (role === "ea" ? room.startEa() : room.startService());
    await room.giveOwnership();
    const again = room.command({ kind: "sell", position, volume: 0.2 });
    const second = await room.state(room.send(again));
    expect(second).toMatchObject({ status: "refused", calledUs: 0n });
    // On a machine that is slow enough the first has been executed by now.
    expect(["wouldReverse", "positionGone"]).toContain(second.refusal);
    const id = new Uint8Array(16).fill(4);
    room.links.get("ea")?.send("Flatten", { id, bridgeEpoch: 5n, login: LOGIN, server: SERVER, scope: "account" });
    await stage("ea", "flat");
    expect(await outs()).toEqual([["DEAL_ENTRY_OUT", 0.2]]);
  });
});

describe("with a slow disk, what has changed by the time the order is written down", () => {
  /** The service stands still while it writes its next order, so long. */
  async function slow(ms: number): Promise<void> {
    await open({ roles: ["ea"] });
    await room.startService({ stallAt: { point: "flushed", nth: 1, ms } });
    await room.giveOwnership("commandService");
  }
  const refusedBy = (refusal: string) => ({ status: "refused", refusal, calledUs: 0n });

  test("counts: the button on the chart, pressed meanwhile", async () => {
    await slow(3_000);
    await room.holdLease();
    const order = room.send(room.command());
    const ea = room.program("ea");
    await ea.chartEvent(1, 0, 0, "Fairlead.flatten");
    await new Promise((resolve) => setTimeout(resolve, 400));
    await ea.chartEvent(1, 0, 0, "Fairlead.flatten");
    expect(await room.state(order)).toMatchObject(refusedBy("halted"));
    expect((await room.server.ledger()).history).toEqual([]);
  });

  test("counts: a lease that is over by then", async () => {
    await slow(2_600);
    await room.holdLease(false, 2_000);
    room.dropLease();
    expect(await room.order()).toMatchObject(refusedBy("leaseNotHeld"));
    expect((await room.server.ledger()).history).toEqual([]);
  });
});

describe("a journal that is written anew", () => {
  /** So many records, and no record is larger. */
  const RECORDS = 16_384;
  const LARGEST_RECORD = 600;

  /** Fills the journal with old records of the same commands, until it is time to write it anew. */
  function fill(): number {
    const bytes = readFileSync(journal());
    const copies = Math.ceil((RECORDS * LARGEST_RECORD) / bytes.length) + 1;
    writeFileSync(journal(), Buffer.concat(Array.from({ length: copies }, () => bytes)));
    return bytes.length * copies;
  }

  test.each([["flushing"], ["flushed"], [null]] as const)(
    "loses nothing and sends nothing again when the program dies at %s",
    async (point) => {
      await open();
      const done = room.command();
      expect(await room.state(room.send(done))).toMatchObject({ status: "done" });
      await room.server.faults({ requests: [{ when: { nth: [1] }, fault: { kind: "lose", executed: false } }] });
      const open_ = room.send(room.command());
      await room.state(open_, accepted);
      await room.program("commandService").kill();
      // The open order is written down as unknown at the first start, so that the next one only writes the journal anew.
      await room.startService();
      await room.program("commandService").kill();
      const size = fill();
      if (point !== null) {
        const options = { tradeServer: room.server.path, dieAt: { point, nth: 1 } } as const;
        const dying = await room.world.start("commandService", options);
        expect((await dying.exit).signal).toBe("SIGKILL");
        // Its session, if it had one, is over: the next one is waited for.
        const over = room.bridge.sessions.findLast((link) => link.role === "commandService");
        if (over !== undefined) room.links.set("commandService", over);
        expect(existsSync(`${journal()}.new`)).toBe(true);
        expect(statSync(journal()).size).toBe(size);
      }
      await room.startService();
      await room.giveOwnership();
      const deadline = Date.now() + 10_000;
      while (statSync(journal()).size === size && Date.now() < deadline)
        await new Promise((resolve) => setTimeout(resolve, 20));
      expect(statSync(journal()).size).toBeLessThan(size / 1_000);
      expect(await room.query(done)).toMatchObject({ status: "done" });
      expect(await room.query(open_)).toMatchObject({ status: "unknown" });
      for (const command of [done, open_]) room.send({ ...command, fence: room.fence });
      await room.program("commandService").kill();
      await room.startService();
      expect(await room.query(done)).toMatchObject({ status: "done" });
      expect(await room.query(open_)).toMatchObject({ status: "unknown" });
      expect((await room.server.ledger()).deals.filter((row) => row["DEAL_SYMBOL"] === "EURUSD")).toHaveLength(1);
    },
  );
});

test("a bridge of another protocol may reduce, and open nothing", async () => {
  await open({ welcome: { reduceOnly: true }, lease: false });
  expect(await room.order()).toMatchObject({ status: "refused", refusal: "reduceOnly" });
  await room.server.trade("client", {
    action: "TRADE_ACTION_DEAL",
    symbol: "EURUSD",
    volume: 0.1,
    type: "ORDER_TYPE_BUY",
    type_filling: "ORDER_FILLING_FOK",
  });
  const [held] = (await room.server.ledger()).positions;
  const position = BigInt(String(held?.["POSITION_IDENTIFIER"]));
  await room.quote("EURUSD", 1.1, 1.1001);
  expect(await room.order({ kind: "sell", position })).toMatchObject({ status: "done" });
});

test("beyond 512 orders without an answer nothing more is opened, everything may be closed; those of an earlier run hinder nothing", async () => {
  await open();
  const { position } = await room.order();
  await room.server.faults({
    requests: [{ when: { every: 1 }, fault: { kind: "lose", executed: false }, actions: ["pending"] }],
  });
  const rest = { action: "pending", kind: "buyLimit", price: 1.09, stopLoss: 1.08 } as const;
  for (let i = 0; i < 512; i++) room.send(room.command({ ...rest, volume: 0.01 }));
  expect(await room.order(rest)).toMatchObject({ refusal: "overloaded" });
  expect(await room.order({ kind: "sell", position })).toMatchObject({ status: "done" });
  await room.program("commandService").kill();
  await room.server.faults({ requests: [] });
  await room.startService();
  await room.giveOwnership();
  expect(await room.order(rest, ({ order }) => order !== 0n)).toMatchObject({ status: "accepted" });
});
