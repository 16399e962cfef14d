import { readdirSync, rmSync } from "node:fs";
import path from "node:path";
import { afterEach, describe, expect, test } from "vitest";
import { type Command, LOGIN, type RoomOptions, SERVER, type State, TradingRoom } from "#test/fixtures/trading-room.ts";

let room: TradingRoom;
const open = async (options?: RoomOptions): Promise<TradingRoom> => {
  room = await TradingRoom.open({ margin: "netting", ...options });
  return room;
};
afterEach(() => room.close());

type Role = "ea" | "commandService";
const CLOSE_MS = 1_500;
const is =
  (status: State["status"]) =>
  (state: State): boolean =>
    state.status === status;
/** The broker executes the next request so much later, and says nothing until then. */
const slow = (ms = CLOSE_MS) =>
  room.server.faults({ requests: [{ when: { nth: [1] }, fault: { kind: "late", ms, as: "silent" } }] });
const closing = (position: bigint, volume: number): Partial<Command> => ({ kind: "sell", position, volume });
const underWay = (position: bigint, volume: number): Command => room.send(room.command(closing(position, volume)));
function flatten(role: Role = "ea"): void {
  const id = new Uint8Array(16).fill(9);
  room.links.get(role)?.send("Flatten", { id, bridgeEpoch: 5n, login: LOGIN, server: SERVER, scope: "account" });
}
const flat = (role: Role, timeoutMs?: number) =>
  room.links.get(role)?.next("FlattenState", ({ fields }) => fields.stage === "flat", timeoutMs);
/** A duty's or a flatten's close has gone to the broker. */
const asked = (role: Role) => room.links.get(role)?.next("FlattenState", ({ fields }) => fields.stage === "closing");

/** A second close is not sent: the first is under way, or on a machine that is slow enough has been executed by now. */
async function refusedClose(position: bigint): Promise<void> {
  const state = await room.order(closing(position, 0.1));
  expect(state).toMatchObject({ status: "refused", calledUs: 0n });
  expect(["wouldReverse", "positionGone"]).toContain(state.refusal);
}

/** All that was open has been closed, once, and nothing was ever opened on the other side. */
async function closedOnce(lots: readonly number[]): Promise<void> {
  const { positions, deals } = await room.server.ledger();
  const out = deals.filter((row) => row["DEAL_ENTRY"] !== "DEAL_ENTRY_IN");
  expect(out.map((row) => row["DEAL_ENTRY"])).toEqual(lots.map(() => "DEAL_ENTRY_OUT"));
  expect(out.map((row) => Number(row["DEAL_VOLUME"])).toSorted((a, b) => a - b)).toEqual(lots);
  expect(positions).toEqual([]);
}

/** The broker has executed what it had taken. */
async function executed(closes: number, timeoutMs = 60_000): Promise<void> {
  const deadline = Date.now() + timeoutMs;
  for (;;) {
    const { deals } = await room.server.ledger();
    if (deals.filter((row) => row["DEAL_ENTRY"] !== "DEAL_ENTRY_IN").length >= closes) return;
    if (Date.now() > deadline) throw new Error(`${closes} closes were not executed in time`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

async function terminalDies(): Promise<void> {
  for (const program of room.programs.values()) await program.kill();
  rmSync(path.join(room.world.dataDir, "gvariables.dat"));
}

describe.each([["commandService"], ["ea"]] as const)("on a netting account with a slow broker, the %s", (role) => {
  const roles = role === "ea" ? (["ea"] as const) : (["ea", "commandService"] as const);

  test("does not close in time what a command of its own closes already", async () => {
    await open({ roles });
    const { position } = await room.order({ volume: 0.2, holdMs: 400 });
    await slow();
    const command = underWay(position, 0.2);
    await room.link.next("FlattenState", ({ fields }) => fields.cause === "timedClose");
    expect(await room.state(command)).toMatchObject({ status: "done", volume: 0.2 });
    await flat(role);
    await closedOnce([0.2]);
  });

  test("refuses a command that would close what it closes itself already", async () => {
    await open({ roles });
    const { position } = await room.order({ volume: 0.2, holdMs: 300 });
    await slow();
    await asked(role);
    await refusedClose(position);
    await flat(role);
    await closedOnce([0.2]);
  });

  test("flattens what is left beside a partial close under way, and takes parts as they come", async () => {
    await open({ roles });
    await room.server.do({ kind: "symbol", symbol: "EURUSD", terms: { fillingFlags: 2 } });
    await room.quote("EURUSD", 1.1, 1.1001);
    const { position } = await room.order({ volume: 0.5 });
    await room.server.faults({
      requests: [
        { when: { nth: [1] }, fault: { kind: "late", ms: CLOSE_MS, as: "silent" } },
        { when: { nth: [2] }, fault: { kind: "partial", fraction: 0.5 } },
      ],
    });
    const command = underWay(position, 0.1);
    await room.state(command, is("accepted"));
    flatten(role);
    await flat(role);
    await room.state(command);
    await closedOnce([0.1, 0.2, 0.2]);
  });

  test("lets two partial closes go at once that fit together, and not a third", async () => {
    await open({ roles });
    const { position } = await room.order({ volume: 0.3 });
    await room.server.faults({ latencyMs: 300 });
    const both = [underWay(position, 0.1), underWay(position, 0.15)];
    expect(await room.order(closing(position, 0.1))).toMatchObject({ refusal: "wouldReverse" });
    for (const command of both) expect(await room.state(command)).toMatchObject({ status: "done" });
    expect((await room.server.ledger()).positions).toMatchObject([{ POSITION_VOLUME: 0.05 }]);
  });

  test("counts a close that it had under way when it was killed", async () => {
    await open({ roles });
    const { position } = await room.order({ volume: 0.2, holdMs: 300 });
    await slow(2_500);
    await asked(role);
    await room.program(role).kill();
    await (role === "ea" ? room.startEa() : room.startService());
    await room.giveOwnership();
    await refusedClose(position);
    await executed(1);
    flatten("ea");
    await flat("ea");
    await closedOnce([0.2]);
  });

  test("counts, after the whole terminal died, what its duty had under way", async () => {
    await open({ roles });
    await room.order({ volume: 0.2, holdMs: 300 });
    await slow(2_500);
    await asked(role);
    await terminalDies();
    await room.startEa();
    flatten("ea");
    await flat("ea");
    await executed(1);
    await closedOnce([0.2]);
  });

  test("counts, after the whole terminal died, what a command had under way", async () => {
    await open({ roles });
    const { position } = await room.order({ volume: 0.2 });
    await slow(2_500);
    await room.state(underWay(position, 0.2), is("accepted"));
    await terminalDies();
    await room.startEa();
    flatten("ea");
    await flat("ea");
    await executed(1);
    await closedOnce([0.2]);
  });

  test("goes on at once after the broker has said no", async () => {
    await open({ roles });
    const { position } = await room.order({ volume: 0.2 });
    await room.server.faults({ requests: [{ when: { nth: [1] }, fault: { kind: "reject", retcode: 10_021 } }] });
    expect(await room.order(closing(position, 0.2))).toMatchObject({ status: "rejected", retcode: 10_021 });
    expect(await room.order(closing(position, 0.2))).toMatchObject({ status: "done" });
  });
});

describe("on a netting account, EA and service together", () => {
  test("never close what the other one's command closes already", async () => {
    await open();
    const { position } = await room.order({ volume: 0.2 });
    await slow();
    const command = underWay(position, 0.2);
    await room.state(command, is("accepted"));
    flatten("ea");
    expect(await room.state(command)).toMatchObject({ status: "done" });
    await flat("ea");
    await closedOnce([0.2]);
  });

  test("never close what the other one's duty has been closing for longer than five seconds", async () => {
    await open();
    await room.order({ volume: 0.2, holdMs: 300 });
    await slow(6_500);
    await asked("commandService");
    flatten("ea");
    await flat("ea");
    await closedOnce([0.2]);
  });

  test("flatten together, and neither reverses", async () => {
    await open();
    await room.order({ volume: 0.4 });
    await room.server.faults({ latencyMs: 200 });
    flatten("ea");
    flatten("commandService");
    await flat("ea");
    await flat("commandService");
    await closedOnce([0.4]);
  });

  test("count a market order of anybody that waits at the broker, with claims and journals gone", async () => {
    await open();
    const { position } = await room.order({ volume: 0.2 });
    await room.server.faults({ requests: [{ when: { nth: [1] }, fault: { kind: "late", ms: 2_500, as: "order" } }] });
    await room.state(underWay(position, 0.2), ({ order }) => order !== 0n);
    await terminalDies();
    const files = path.join(room.world.dataDir, "MQL5", "Files", "Fairlead");
    for (const name of readdirSync(files)) if (/^(trades|closing)-/.test(name)) rmSync(path.join(files, name));
    await room.startEa();
    flatten("ea");
    await flat("ea");
    await executed(1);
    await closedOnce([0.2]);
  });
});
