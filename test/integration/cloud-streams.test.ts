import { once } from "node:events";
import { connect, type Socket } from "node:net";
import { expect, onTestFinished, test } from "vitest";
import { CloudLab } from "#test/fixtures/cloud/cloud-lab.ts";
import { DEMO, LiveDesktop } from "#test/fixtures/cloud/live-desktop.ts";
import { LiveReader } from "#test/fixtures/cloud/live-reader.ts";
import { openGateway } from "#test/fixtures/cloud/sync-desktop.ts";
import { TestPerson } from "#test/fixtures/cloud/test-person.ts";
import { SESSION, toldSession } from "#test/fixtures/cloud/told-facts.ts";

async function room() {
  const lab = await CloudLab.open(1_000_000);
  const url = await openGateway(lab);
  const person = await TestPerson.join(lab);
  await person.post("/subscriptions", { plan_type: "basic", billing_cycle: "monthly", trial: true });
  const keyWith = async (scopes: string[]) => {
    const { body } = await person.post("/api-keys", { name: "k", scopes });
    return { id: String(body["key_id"]), key: String(body["key"]) };
  };
  return { lab, url, person, keyWith };
}

const ADVICE = { source: "bot:one", type: "buy", symbol: "EURUSD", mode: "paper", valid_for_s: 60 };

test("signals of subscribed sources reach a program as they come, and one that was away reads on from its cursor", async () => {
  const { url, person, keyWith } = await room();
  const { key } = await keyWith(["read"]);
  await person.post("/trades/signals/subscribe", { sources: ["bot:one"] });
  const reader = await LiveReader.open(url, "/ws/signals", key);
  await reader.next("ready");
  const posted = await person.post("/signals", ADVICE);
  await person.post("/signals", { ...ADVICE, source: "bot:unheard" });
  const first = await reader.next("signal");
  const { duplicate: _, ...signal } = posted.body;
  expect(first["signal"]).toEqual(signal);
  reader.socket.terminate();
  await person.post("/accounts", DEMO);
  const missed = await person.post("/signals", { ...ADVICE, symbol: "XAUUSD" });
  const again = await LiveReader.open(url, `/ws/signals?since=${String(first["cursor"])}`, person.token);
  expect((await again.next("signal"))["signal"]).toMatchObject({ signal_id: missed.body["signal_id"] });
  const lost = await LiveReader.open(url, "/ws/signals?since=99999", person.token);
  expect(await lost.next("gap")).toMatchObject({ cursor: (await again.next("signal"))["cursor"] });
});

test("how a session stands is told as it is, then at each word of its desktop; of several words the newest", async () => {
  const { lab, url, person } = await room();
  const desk = await LiveDesktop.open(url, person);
  const told: unknown[] = [];
  desk.socket.on("live:sessions", () => told.push(1));
  await desk.tell("01a1fd5a-0000-4000-8000-0000000000aa", [toldSession(1, "running")]);
  const reader = await LiveReader.open(url, "/ws/sessions", person.token);
  await reader.next("ready");
  expect(reader.got[0]).toMatchObject({ type: "session", session: { session_id: SESSION, state: "running" } });
  await desk.ask("sync:frame", {
    stream: "01a1fd5a-0000-4000-8000-0000000000aa",
    epoch: 1,
    from: 2,
    events: [toldSession(3, "paused", { net_profit_minor: 900 }), toldSession(2, "running")],
  });
  const changed = await reader.next("session", (message) => JSON.stringify(message).includes('"paused"'));
  expect(changed["session"]).toEqual((await person.get(`/sessions/${SESSION}/status`)).body);
  expect(told.length).toBeGreaterThan(0);
  // One that runs gets older though its desktop says nothing.
  const before = Number((await person.get(`/sessions/${SESSION}/status`)).body["session_duration_s"]);
  lab.pass(60_000);
  expect(Number((await person.get(`/sessions/${SESSION}/status`)).body["session_duration_s"])).toBe(before + 60);
  await desk.ask("sync:frame", {
    stream: "01a1fd5a-0000-4000-8000-0000000000aa",
    epoch: 1,
    from: 4,
    events: [toldSession(4, "stopped", { removed: true })],
  });
  expect(await reader.next("removed")).toEqual({ type: "removed", session_id: SESSION });
});

test("a stream takes the right the same data takes: no token, a foreign or ended one, too many, or no WebSocket at all", async () => {
  const { lab, url, person, keyWith } = await room();
  const status = (path: string, token?: string) =>
    LiveReader.open(url, path, token).then(
      () => "open",
      ({ message }: Error) => message,
    );
  expect(await status("/ws/signals")).toBe("401");
  expect(await status(`/ws/signals?token=${person.token}`, undefined)).toBe("401");
  expect(await status("/ws/signals?token=x", person.token)).toBe("400");
  expect(await status("/ws/signals", `${person.token.slice(0, -4)}AAAA`)).toBe("401");
  expect(await status("/ws/signals", (await keyWith(["write"])).key)).toBe("403");
  expect(await status("/ws/nothing", person.token)).toBe("404");
  expect(await status("/elsewhere", person.token)).toBe("404");
  const plain = await lab.call("GET", "ws/signals", { token: person.token });
  expect(plain).toMatchObject({ status: 426, body: { code: "UPGRADE_REQUIRED" } });
  const { id, key } = await keyWith(["read"]);
  const byKey = await LiveReader.open(url, "/ws/sessions", key);
  await byKey.next("ready");
  await person.delete(`/api-keys/${id}`);
  expect(await byKey.ended).toBe(4_401);
  const mine = await LiveReader.open(url, "/ws/sessions", person.token);
  await mine.next("ready");
  // Asked for all at once: those beyond what there may be are turned away, before the upgrade or right after it.
  const asked = await Promise.allSettled(
    Array.from({ length: 25 }, () => LiveReader.open(url, "/ws/signals", person.token)),
  );
  const opened = asked.flatMap((one) => (one.status === "fulfilled" ? [one.value] : []));
  const kept = await Promise.all(
    opened.map((reader) => Promise.race([reader.next("ready").then(() => 1), reader.ended.then(() => 0)])),
  );
  expect(kept.filter((is) => is === 1)).toHaveLength(19);
  expect(await status("/ws/signals", person.token)).toBe("429");
  await person.post("/users/logout");
  expect(await mine.ended).toBe(4_401);
});

test("another organisation's words reach nobody, and a client that talks too much is cut off", async () => {
  const { lab, url, person } = await room();
  const other = await TestPerson.join(lab);
  await other.post("/trades/signals/subscribe", { sources: ["bot:one"] });
  await person.post("/trades/signals/subscribe", { sources: ["bot:one"] });
  const spy = await LiveReader.open(url, "/ws/signals?since=0", other.token);
  const spied = await LiveReader.open(url, "/ws/sessions", other.token);
  await spied.next("ready");
  const desk = await LiveDesktop.open(url, person);
  await desk.tell("01a1fd5a-0000-4000-8000-0000000000aa", [toldSession(1, "running")]);
  await person.post("/signals", ADVICE);
  const mine = await other.post("/signals", { ...ADVICE, symbol: "MINE" });
  expect((await spy.next("signal"))["signal"]).toMatchObject({ signal_id: mine.body["signal_id"] });
  expect(spied.got.map(({ type }) => type)).toEqual(["ready"]);
  const named = await LiveReader.open(url, `/ws/sessions?session_id=${SESSION}`, other.token);
  await named.next("ready");
  expect(named.got.map(({ type }) => type)).toEqual(["ready"]);
  named.socket.send("x".repeat(2_000));
  expect(await named.ended).toBe(1_009);
});

test("an upgrade that is cut off, or asked for twice, ends nothing but itself", async () => {
  const { url, person } = await room();
  const { port } = new URL(url);
  const head = `GET /ws/signals HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\nAuthorization: Bearer ${person.token}\r\n`;
  const key = "Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n";
  for (const text of [`${head}\r\n`, `${head}${key}`, `${head}Sec-WebSocket-Version: 7\r\n\r\n`]) {
    await new Promise<void>((resolve) => {
      const socket = connect(Number(port), "127.0.0.1", () => socket.write(text, () => socket.destroy()));
      socket.once("close", () => resolve());
      socket.once("error", () => {});
    });
  }
  expect((await person.get("/users/me")).status).toBe(200);
  const reader = await LiveReader.open(url, "/ws/signals", person.token);
  await reader.next("ready");
});

test("who is refused an upgrade and never hangs up is hung up on: nobody's open end keeps a server from ending", async () => {
  const { lab, url, person } = await room();
  const { port } = new URL(url);
  const refused = [
    "GET /ws/signals HTTP/1.1\r\nHost: x",
    "GET /ws/nothing HTTP/1.1\r\nHost: x",
    "GET /elsewhere HTTP/1.1\r\nHost: x",
    `GET /ws/signals HTTP/1.1\r\nHost: x\r\nSec-WebSocket-Version: 7\r\nAuthorization: Bearer ${person.token}`,
  ];
  for (const head of refused) {
    const served = once(lab.server.server, "connection") as Promise<[Socket]>;
    const client = connect({ port: Number(port), host: "127.0.0.1", allowHalfOpen: true });
    client.on("error", () => {});
    onTestFinished(() => void client.destroy());
    // What comes behind the refused request is nobody's to read either.
    client.write(`${head}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n${"x".repeat(1_000)}`);
    const [socket] = await served;
    await once(socket, "close");
  }
});
