import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { compileFairlead, EaWorld } from "#test/fixtures/ea-world.ts";
import { startMql } from "../mql5-host/harness.ts";

let world: EaWorld;
beforeEach(() => {
  world = new EaWorld();
});
afterEach(() => world.close());

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

describe("the command service", () => {
  test("waits until the EA has paired the terminal, then opens a session of its own", async () => {
    const bridge = await world.bridge();
    await world.start("commandService");
    await pause(500);
    expect(bridge.sessions).toHaveLength(0);
    bridge.pairing = "confirm";
    bridge.publish("CODE");
    await world.start("ea");
    const [ea, service] = [await bridge.link("ea"), await bridge.link("commandService")];
    expect(service.session).not.toBe(ea.session);
    expect(service.hello).toMatchObject({ role: "commandService", terminal: bridge.terminal, login: 5_001n });
  });

  test("answers every Ping with its own id and payload, in order", async () => {
    const { bridge } = await world.paired();
    await world.start("commandService");
    const link = await bridge.link("commandService");
    const pings = Array.from({ length: 500 }, (_, i) => ({ id: BigInt(i), payload: new Uint8Array(randomBytes(32)) }));
    for (const ping of pings) link.send("Ping", ping);
    await link.next("Pong", ({ fields }) => fields.id === 499n);
    expect(link.all("Pong").map(({ fields }) => fields)).toEqual(pings);
  });

  test("shows account, positions and orders, beats, holds a lease, and leaves in order", async () => {
    const { bridge } = await world.paired();
    const service = await world.start("commandService");
    const link = await bridge.link("commandService");
    await link.next("AccountSnapshot");
    await link.next("PositionsSnapshot");
    await link.next("OrdersSnapshot");
    await link.next("Heartbeat");
    const terms = {
      bridgeEpoch: 1n,
      login: 5_001n,
      server: "Simulated-Demo",
      renewal: 1n,
      ttlMs: 300,
      flattenOnLapse: false,
    };
    link.send("Lease", terms);
    await link.next("LeaseState", ({ fields }) => fields.status === "held");
    await link.next("LeaseState", ({ fields }) => fields.status === "lapsed");
    const began = Date.now();
    expect(await service.stop()).toEqual({ code: 0, signal: null });
    expect(Date.now() - began).toBeLessThan(1_500);
    await link.next("Bye");
  });

  test("survives an account switch with a new session for the new account", async () => {
    const { bridge } = await world.paired();
    const service = await world.start("commandService");
    const link = await bridge.link("commandService");
    await service.set({ account: { ACCOUNT_LOGIN: 42 } });
    expect((await link.next("Bye")).fields.reason).toBe("account");
    expect((await bridge.link("commandService", link)).hello?.login).toBe(42n);
  });
});

test("MQL5 writes every frame of the link byte for byte as TypeScript does", async () => {
  const script = startMql({ binary: await compileFairlead("golden") });
  expect(await script.exit).toEqual({ code: 0, signal: null });
  const golden = new URL("../fixtures/link-golden.generated.json", import.meta.url);
  const frames = (JSON.parse(readFileSync(golden, "utf8")) as readonly unknown[]).length;
  expect(frames).toBeGreaterThan(40);
  expect(script.log.at(-1)).toContain(`golden frames: ${frames}, wrong: 0`);
});
