import { existsSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { MAGIC, PROTOCOL_VERSION } from "#shared/link/codes.ts";
import type { FieldsOf } from "#shared/link/frame.ts";
import { EaWorld, subscribe } from "#test/fixtures/ea-world.ts";
import { randomTicks, rowsOf, seeded } from "#test/fixtures/random-ticks.ts";
import { Reason } from "../mql5-host/harness.ts";

let world: EaWorld;
beforeEach(() => {
  world = new EaWorld();
});
afterEach(() => world.close());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
type Refusal = FieldsOf<"Refused">["reason"];

describe("a session", () => {
  test("opens with who the program is and which account it has", async () => {
    const { bridge, link } = await world.paired({
      account: { ACCOUNT_COMPANY: "Größe & Söhne €", ACCOUNT_LOGIN: 9_007_199_254 },
    });
    expect(link.hello).toEqual({
      terminal: bridge.terminal,
      secret: bridge.secret,
      role: "ea",
      protocolMin: 1,
      protocolMax: 1,
      login: 9_007_199_254n,
      server: "Simulated-Demo",
      company: "Größe & Söhne €",
      accountName: "Demo Trader",
      currency: "USD",
      currencyDigits: 2,
      marginMode: "hedging",
      tradeMode: "demo",
      leverage: 100,
      utcOffsetS: 7_200,
      terminalBuild: 5_100,
      programVersion: "0.1.0",
      libzmqVersion: expect.stringMatching(/^4\.3\.\d+$/),
      algoTradingAllowed: true,
      brokerConnected: true,
    });
  });

  test("tells account, positions and orders at once, and keeps its heart beating", async () => {
    const { ea, link } = await world.paired();
    expect((await link.next("AccountSnapshot")).fields).toMatchObject({
      login: 5_001n,
      balance: 10_000,
      positions: 0,
      orders: 0,
    });
    expect((await link.next("PositionsSnapshot")).fields).toMatchObject({ part: 0, parts: 1 });
    expect((await link.next("OrdersSnapshot")).fields).toMatchObject({ part: 0, parts: 1 });
    await link.next("Heartbeat", ({ header }) => header.seq > 8n);
    await EaWorld.panelSays(ea, /Link: live, \d+\.\d ms/);
    await ea.set({ account: { ACCOUNT_BALANCE: 9_000, ACCOUNT_EQUITY: 9_000 } });
    await link.next("AccountSnapshot", ({ fields }) => fields.balance === 9_000);
    await ea.setConnected(false);
    await link.next("Heartbeat", ({ fields }) => !fields.brokerConnected);
  });

  test("begins anew after the bridge has restarted on other ports, and the ticks go on without a gap", async () => {
    const { bridge, ea, link } = await world.paired();
    const ticks = randomTicks(31, 600, Date.UTC(2026, 10, 20, 9));
    await subscribe(link, { stream: 1, symbol: "EURUSD" });
    await ea.ticks("EURUSD", ticks.slice(0, 200));
    await link.next("Ticks");
    await pause(300);
    const before = link.ticks(1);
    bridge.close();
    await ea.ticks("EURUSD", ticks.slice(200, 400));
    const successor = await world.bridge({ successorOf: bridge });
    const next = await successor.link("ea");
    expect(next.session).not.toBe(link.session);
    const cursorMs = before.timeMs.at(-1) as number;
    const countAtCursor = before.timeMs.filter((time) => time === cursorMs).length;
    await subscribe(next, { stream: 1, symbol: "EURUSD", seq: 4n, cursorMs, countAtCursor });
    await ea.ticks("EURUSD", ticks.slice(400));
    await next.next("Ticks");
    await pause(500);
    expect([...rowsOf(before), ...rowsOf(next.ticks(1, { 1: 4n }))]).toEqual(ticks);
  });

  test("is given up when the bridge falls silent, and opened again with pauses", async () => {
    const { bridge, ea, link } = await world.paired();
    bridge.deaf = true;
    await EaWorld.panelSays(ea, /has not answered|does not answer/, 15_000);
    bridge.deaf = false;
    expect((await bridge.link("ea", link)).session).not.toBe(link.session);
  });

  test("that the bridge no longer knows is opened again at once", async () => {
    const { bridge, link } = await world.paired();
    await pause(2_200);
    const asked = Date.now();
    link.sendUncounted("Refused", { reason: "helloRequired", refusedType: 20, message: "Say hello." });
    await bridge.link("ea", link);
    expect(Date.now() - asked).toBeLessThan(1_500);
  });

  test("is opened again when a frame of the bridge is missing", async () => {
    const { bridge, link } = await world.paired();
    link.skip("control");
    link.send("DigestRequest", { request: 1, stream: 1, symbol: "EURUSD", fromMs: 0, toMs: 0, countAtEnd: 0 });
    await bridge.link("ea", link);
  });

  test("ends with Bye when MT5 logs in to another account, and the next one names it", async () => {
    const { bridge, ea, link } = await world.paired();
    await ea.set({ account: { ACCOUNT_LOGIN: 777, ACCOUNT_SERVER: "Other-Server" } });
    expect((await link.next("Bye")).fields.reason).toBe("account");
    expect((await bridge.link("ea", link)).hello).toMatchObject({ login: 777n, server: "Other-Server" });
  });

  test("is not opened before MT5 has logged in", async () => {
    const bridge = await world.bridge();
    bridge.pairing = "confirm";
    bridge.publish("CODE");
    const ea = await world.start("ea", { account: { ACCOUNT_LOGIN: 0 } });
    await EaWorld.panelSays(ea, "Waiting for MT5 to log in");
    await ea.set({ account: { ACCOUNT_LOGIN: 5 } });
    expect((await bridge.link("ea")).hello?.login).toBe(5n);
  });

  test.each<Refusal>(["helloRequired", "wrongKey", "duplicateRole", "protocolVersion"])(
    "refused with %s shows the bridge's words and tries again later",
    async (reason) => {
      let refusing = true;
      const { ea } = await world.paired({}, { refuse: () => null });
      await ea.stop();
      const bridge = await world.bridge({ successorOf: world.lastBridge(), refuse: () => (refusing ? reason : null) });
      const again = await world.start();
      await EaWorld.panelSays(again, `refused: ${reason}`);
      await bridge.until(() => bridge.refusedHellos >= 2, "another try");
      refusing = false;
      await bridge.link("ea");
    },
  );
});

describe("the end", () => {
  test.each([
    ["remove", Reason.remove],
    ["parameters", Reason.parameters],
    ["close", Reason.close],
  ] as const)("with reason %s takes far less than two seconds, says Bye and clears the chart", async (word, reason) => {
    const { ea, link } = await world.paired();
    const began = Date.now();
    expect(await ea.stop(reason)).toEqual({ code: 0, signal: null });
    expect(Date.now() - began).toBeLessThan(1_500);
    expect((await link.next("Bye")).fields.reason).toBe(word);
    expect(ea.errors).toEqual([]);
  });

  test("takes no longer when nobody answers any more", async () => {
    const { bridge, ea } = await world.paired();
    bridge.close();
    await pause(300);
    const began = Date.now();
    expect(await ea.stop()).toEqual({ code: 0, signal: null });
    expect(Date.now() - began).toBeLessThan(1_500);
  });

  test("and a new beginning in the same process, as MT5 does for new inputs, opens a new session", async () => {
    const { bridge, ea, link } = await world.paired();
    await ea.restart(Reason.parameters, { inputs: { InpTicksPerFrame: "5" } });
    const next = await bridge.link("ea", link);
    await subscribe(next, { stream: 1, symbol: "EURUSD" });
    await ea.ticks("EURUSD", randomTicks(1, 20, Date.UTC(2026, 10, 20)));
    expect((await next.next("Ticks")).header.count).toBe(5);
  });
});

describe("the EA does nothing", () => {
  test("in the strategy tester: no connection, no file, no drawing", async () => {
    const bridge = await world.bridge();
    bridge.pairing = "confirm";
    bridge.publish("CODE");
    const ea = await world.start("ea", { tester: true });
    expect(await ea.ready).toBe(true);
    await ea.ticks("EURUSD", randomTicks(1, 50, Date.UTC(2026, 10, 20)));
    await pause(1_500);
    expect(bridge.pairRequests).toHaveLength(0);
    expect((await ea.chart()).objects).toEqual({});
    expect(existsSync(path.join(world.dataDir, "MQL5", "Files", "Fairlead"))).toBe(false);
    expect(await ea.stop()).toEqual({ code: 0, signal: null });
  });

  test("without leave to use DLLs, but says what to allow", async () => {
    const ea = await world.start("ea", { terminal: { TERMINAL_DLLS_ALLOWED: false } });
    expect(await ea.ready).toBe(false);
    await ea.exit;
    expect([...ea.log, ...ea.errors].join("\n")).toContain("Allow them in Tools > Options > Expert Advisors");
  });
});

test("garbage from the bridge's side neither stops nor confuses the EA", async () => {
  const { ea, link } = await world.paired();
  const random = seeded(99);
  for (let i = 0; i < 5_000; i++) {
    const size = Math.floor(random() * 200);
    const frame = Uint8Array.from({ length: size }, () => Math.floor(random() * 256));
    if (size >= 24 && random() > 0.3) {
      const view = new DataView(frame.buffer);
      view.setUint16(0, MAGIC, true);
      view.setUint8(2, PROTOCOL_VERSION);
      // Anything but the frames that end a session by right.
      view.setUint8(3, [5, 6, 21, 22, 25, 40, 50, 52, 55, 60, 62, 64, 200][Math.floor(random() * 13)] as number);
      if (random() > 0.5) view.setBigUint64(8, link.session, true);
      view.setBigUint64(16, 0n, true);
    }
    link.sendRaw(frame, random() > 0.5 ? "control" : "data");
  }
  const beats = link.all("Heartbeat").length;
  await link.next("Heartbeat", ({ header }) => link.all("Heartbeat").length > beats + 3 && header.seq > 0n);
  await subscribe(link, { stream: 77_777, symbol: "USDJPY" });
  const wanted = randomTicks(8, 30, Date.UTC(2026, 10, 20));
  await ea.ticks("USDJPY", wanted);
  await link.next("Ticks", ({ fields }) => fields.stream === 77_777);
  await pause(300);
  expect(rowsOf(link.ticks(77_777))).toEqual(wanted);
  expect(ea.errors).toEqual([]);
});
