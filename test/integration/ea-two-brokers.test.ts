import { readdirSync, renameSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, onTestFinished, test } from "vitest";
import { EaWorld } from "#test/fixtures/ea-world.ts";
import { ask, startProbe } from "#test/fixtures/mql5-host/probe.ts";
import { temporaryFolder } from "#test/fixtures/temporary-folder.ts";
import { TradeServerProcess } from "#test/fixtures/trade-server-process.ts";
import { LOGIN, SERVER, TradingRoom } from "#test/fixtures/trading-room.ts";
import type { RunningMql } from "#test/mql5-host/harness.ts";

const OTHER = "Other-Broker";
const INPUTS = { InpMaxLots: 0.2, InpMaxLoss: 500 };
/** What a name has beyond the login: the account's key, 16 digits. */
const KEYED = new RegExp(`([.-]${LOGIN})[.-][0-9a-f]{16}`);

let room: TradingRoom;
afterEach(() => room.close());

async function press(ea: RunningMql): Promise<void> {
  await ea.chartEvent(1, 0, 0, "Fairlead.flatten");
  await new Promise((resolve) => setTimeout(resolve, 400));
  await ea.chartEvent(1, 0, 0, "Fairlead.flatten");
  await EaWorld.panelSays(ea, "Guard: LATCHED");
}

/** The terminal, logged in to the account of this number at a broker. */
async function loggedIn(server: TradeServerProcess, name: string): Promise<RunningMql> {
  const ea = await room.world.start("ea", {
    tradeServer: server.path,
    inputs: INPUTS,
    // As MT5 knows it from the start, before it has heard from the broker.
    account: { ACCOUNT_SERVER: name },
  });
  await EaWorld.panelSays(ea, `${LOGIN}@${name}`);
  return ea;
}

async function otherBroker(): Promise<TradeServerProcess> {
  const server = await TradeServerProcess.start(join(temporaryFolder(), "other.sock"), ["--server", OTHER]);
  onTestFinished(() => server.stop());
  return server;
}

test("a latch, the guard's limits and the fence of one broker's account are nothing to another broker's with the same login", async () => {
  room = await TradingRoom.open({ roles: ["ea"], ea: { inputs: INPUTS } });
  await press(room.program("ea"));
  const own = await room.program("ea").globals();
  await room.program("ea").kill();

  const broker = await otherBroker();
  await broker.tick("EURUSD", 1.1, 1.1001);
  const other = await loggedIn(broker, OTHER);
  expect(await EaWorld.panel(other)).not.toContain("LATCHED");
  await broker.trade("client", {
    action: "TRADE_ACTION_DEAL",
    symbol: "EURUSD",
    volume: 0.1,
    type: "ORDER_TYPE_BUY",
    type_filling: "ORDER_FILLING_FOK",
  });
  // The EA looks at its guard every time; nothing that it would do shows.
  for (let round = 0; round < 20; round++) {
    await other.command("ping");
    await new Promise((resolve) => setTimeout(resolve, 15));
  }
  expect((await broker.ledger()).positions).toHaveLength(1);
  expect(await other.globals()).toMatchObject(own);
  await other.kill();
  await EaWorld.panelSays(await loggedIn(room.server, SERVER), "Guard: LATCHED");
});

test("what an earlier version kept by the login alone goes to the account that it was of, and to no other", async () => {
  room = await TradingRoom.open({ roles: ["ea"], ea: { inputs: INPUTS } });
  await press(room.program("ea"));
  const kept = await room.program("ea").globals();
  await room.program("ea").kill();
  const names = Object.keys(kept).filter((name) => KEYED.test(name));
  expect(names.map((name) => name.replace(KEYED, "$1")).toSorted()).toEqual(
    expect.arrayContaining([
      "Fairlead.fence.10001",
      "Fairlead.latch.10001",
      "Fairlead.maxlots.10001",
      "Fairlead.floor.10001",
    ]),
  );

  const probe = await startProbe({ dataDir: room.world.dataDir });
  for (const name of names) {
    await ask(probe, `set|${name.replace(KEYED, "$1")}|${kept[name]}`);
    await ask(probe, `delete|${name}`);
  }
  await probe.kill();
  const folder = join(room.world.dataDir, "MQL5/Files/Fairlead");
  const files = readdirSync(folder).filter((name) => /^(guard|flatten|closing|lapse)-/.test(name));
  expect(files).not.toEqual([]);
  for (const file of files) renameSync(join(folder, file), join(folder, file.replace(KEYED, "$1")));

  const other = await loggedIn(await otherBroker(), OTHER);
  expect(await EaWorld.panel(other)).not.toContain("LATCHED");
  expect(Object.keys(await other.globals())).toContain("Fairlead.latch.10001");
  await other.kill();

  const own = await loggedIn(room.server, SERVER);
  await EaWorld.panelSays(own, "Guard: LATCHED");
  const taken = await own.globals();
  expect(Object.keys(taken).filter((name) => /^Fairlead\.[a-z]+\.10001$/.test(name))).toEqual([]);
  for (const name of names) expect(taken[name], name).toBe(kept[name]);
  expect(readdirSync(folder)).toEqual(expect.arrayContaining(files));
  expect(readdirSync(folder).filter((name) => /^(guard|flatten|closing|lapse)-10001-?[a-z]*\.txt$/.test(name))).toEqual(
    [],
  );
});
