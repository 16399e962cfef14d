import { existsSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { EaWorld } from "#test/fixtures/ea-world.ts";

let world: EaWorld;
beforeEach(() => {
  world = new EaWorld();
});
afterEach(() => world.close());

const identityFile = () => path.join(world.dataDir, "MQL5", "Files", "Fairlead", "identity.txt");
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function identity(): Map<string, string> {
  const lines = readFileSync(identityFile(), "utf8").split(/\r?\n/).filter(Boolean);
  return new Map(lines.map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]));
}

describe("pairing", () => {
  test("a new terminal asks with the code, keeps what it is given in its own folder, and needs no code again", async () => {
    const { bridge, ea } = await world.paired();
    expect(bridge.pairRequests[0]).toMatchObject({
      pairingCode: "TEST-CODE",
      login: 5001n,
      server: "Simulated-Demo",
      tradeMode: "demo",
      protocol: 1,
    });
    const kept = identity();
    expect(kept.get("terminal")).toBe(Buffer.from(bridge.terminal).toString("hex"));
    expect(kept.get("secret")).toBe(Buffer.from(bridge.secret).toString("hex"));
    expect(kept.get("public-key")).toBe(bridge.pairRequests[0]?.publicKey);
    expect(kept.get("server-key")).toBe(bridge.keys.publicKey);
    expect(existsSync(path.join(world.commonDir, "Files", "Fairlead", "identity.txt"))).toBe(false);

    await ea.stop();
    const asked = bridge.pairRequests.length;
    const first = await bridge.link("ea");
    await world.start();
    expect((await bridge.link("ea", first)).hello?.terminal).toStrictEqual(bridge.terminal);
    expect(bridge.pairRequests).toHaveLength(asked);
  });

  test("the EA goes on asking with the same key until the user has decided, and says so on the chart", async () => {
    const bridge = await world.bridge();
    bridge.publish("CODE-1");
    const ea = await world.start();
    await bridge.until(() => bridge.pairRequests.length >= 3, "three requests");
    expect(new Set(bridge.pairRequests.map(({ publicKey }) => publicKey)).size).toBe(1);
    await EaWorld.panelSays(ea, "Confirm this terminal in Fairlead");
    bridge.pairing = "confirm";
    await bridge.link("ea");
  });

  test("a declined code is not asked with again, a new one is", async () => {
    const bridge = await world.bridge();
    bridge.pairing = "decline";
    bridge.publish("CODE-1");
    const ea = await world.start();
    // The panel says "not paired" before the EA has asked, too: on a busy machine for long.
    await expect.poll(() => bridge.pairRequests.length, { timeout: 20_000 }).toBeGreaterThan(0);
    await EaWorld.panelSays(ea, /refused|not paired/);
    const asked = bridge.pairRequests.length;
    await pause(2_500);
    expect(bridge.pairRequests).toHaveLength(asked);
    bridge.pairing = "confirm";
    bridge.publish("CODE-2");
    await bridge.link("ea");
    expect(bridge.pairRequests.at(-1)?.pairingCode).toBe("CODE-2");
  });

  test("without a code, or with one that has run out, nothing is asked", async () => {
    const bridge = await world.bridge();
    const ea = await world.start();
    await EaWorld.panelSays(ea, "This terminal is not paired");
    bridge.publish("OLD-CODE", Math.floor(Date.now() / 1000) - 1);
    await pause(1_500);
    expect(bridge.pairRequests).toHaveLength(0);
  });

  test("a paired terminal does not talk to a bridge that shows another key, unless its user pairs it again", async () => {
    const { bridge, ea } = await world.paired();
    await ea.stop();
    bridge.close();
    const stranger = await world.bridge();
    stranger.pairing = "confirm";
    stranger.publish("STRANGER");
    const again = await world.start();
    await EaWorld.panelSays(again, "Fairlead shows another key than it was paired with");
    await pause(1_000);
    expect(stranger.pairRequests).toHaveLength(0);
    expect(stranger.sessions).toHaveLength(0);
    await again.stop();
    await world.start("ea", { inputs: { InpPairAgain: true } });
    await stranger.link("ea");
  });

  test.each(["tcp://192.168.1.20:5555", "tcp://127.0.0.1.evil.example:80", "tcp://127.0.0.1:0x50", "ipc:///tmp/x"])(
    "a pairing file that points to %s is not followed",
    async (endpoint) => {
      const bridge = await world.bridge();
      bridge.publish("CODE-1");
      const file = path.join(world.commonDir, "Files", "Fairlead", "pairing.txt");
      writeFileSync(file, readFileSync(file, "utf8").replace(/^control=.*$/m, `control=${endpoint}`));
      const ea = await world.start();
      await EaWorld.panelSays(ea, "Start Fairlead on this PC");
      expect(bridge.pairRequests).toHaveLength(0);
    },
  );

  test("a damaged identity file is not believed: the terminal pairs again", async () => {
    const { bridge, ea } = await world.paired();
    await ea.stop();
    writeFileSync(identityFile(), readFileSync(identityFile(), "utf8").replace(/^terminal=.*$/m, "terminal=zz"));
    bridge.publish("CODE-2");
    const asked = bridge.pairRequests.length;
    const before = await bridge.link("ea");
    await world.start();
    await bridge.link("ea", before);
    expect(bridge.pairRequests.length).toBeGreaterThan(asked);
  });
});

describe("key rotation", () => {
  const nonce = new Uint8Array(16).fill(7);

  test("the new key is kept before it is told, and used after the bridge has kept it", async () => {
    const { bridge, link } = await world.paired();
    const old = identity().get("public-key");
    link.send("RotateKey", { nonce });
    const { fields } = await link.next("NewKey");
    expect(fields.nonce).toStrictEqual(nonce);
    expect(identity().get("next-public-key")).toBe(fields.publicKey);
    expect(identity().get("public-key")).toBe(old);

    const secret = new Uint8Array(32).fill(9);
    bridge.secret = secret;
    link.send("NewKeyKept", { nonce, secret });
    const next = await bridge.link("ea", link);
    expect(next.hello?.secret).toStrictEqual(secret);
    expect(identity().get("public-key")).toBe(fields.publicKey);
    expect(identity().get("next-public-key")).toBe("");
  });

  test("of which the EA dies after it has named the new key leaves the old one in use, and can be done again", async () => {
    const { bridge, ea, link } = await world.paired();
    const old = identity();
    link.send("RotateKey", { nonce });
    const named = (await link.next("NewKey")).fields.publicKey;
    await ea.kill();
    await world.start("ea");
    const again = await bridge.link("ea", link);
    expect(again.hello?.secret).toStrictEqual(bridge.secret);
    expect(identity().get("public-key")).toBe(old.get("public-key"));

    again.send("RotateKey", { nonce });
    const { publicKey } = (await again.next("NewKey")).fields;
    expect(publicKey).not.toBe(named);
    bridge.secret = new Uint8Array(32).fill(9);
    again.send("NewKeyKept", { nonce, secret: bridge.secret });
    await bridge.until(() => bridge.sessions.length === 3, "a session with the new key");
    expect(identity().get("public-key")).toBe(publicKey);
  });

  test("of which the EA dies as soon as it has kept the new key and secret goes on with them", async () => {
    const { bridge, ea, link } = await world.paired();
    link.send("RotateKey", { nonce });
    const { publicKey } = (await link.next("NewKey")).fields;
    bridge.secret = new Uint8Array(32).fill(9);
    link.send("NewKeyKept", { nonce, secret: bridge.secret });
    while (identity().get("public-key") !== publicKey) await pause(1);
    await ea.kill();
    const sessions = bridge.sessions.length;
    await world.start("ea");
    await bridge.until(() => bridge.sessions.length > sessions, "a session with the new secret");
    expect(bridge.sessions.at(-1)?.hello?.secret).toStrictEqual(bridge.secret);
    expect(bridge.pairRequests).toHaveLength(1);
  });

  test("an answer to another rotation changes nothing", async () => {
    const { link } = await world.paired();
    const old = identity();
    link.send("RotateKey", { nonce });
    await link.next("NewKey");
    link.send("NewKeyKept", { nonce: new Uint8Array(16).fill(8), secret: new Uint8Array(32) });
    await pause(300);
    expect(identity().get("public-key")).toBe(old.get("public-key"));
    expect(identity().get("secret")).toBe(old.get("secret"));
  });
});
