import { createHash } from "node:crypto";
import { readdirSync, readFileSync } from "node:fs";
import { request } from "node:http";
import { type AddressInfo, connect as connectTcp } from "node:net";
import { gzipSync } from "node:zlib";
import { io } from "socket.io-client";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { buildServer } from "#cloud/http/server.ts";
import { SOCKET_PROOF, SYNC_LIMITS } from "#shared/sync/frames.ts";
import { LANE_LIMITS } from "#shared/sync/lanes.ts";
import { CloudLab } from "#test/fixtures/cloud/cloud-lab.ts";
import { connect, deal, openGateway, SyncDesktop } from "#test/fixtures/cloud/sync-desktop.ts";
import { logIn, register, TestPerson } from "#test/fixtures/cloud/test-person.ts";

/** The connection's end, and everything that was answered before it. */
function sendRaw(port: number, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = "";
    const socket = connectTcp(port, "127.0.0.1", () => socket.write(text));
    socket.on("data", (bytes) => (said += bytes.toString()));
    socket.once("error", reject);
    socket.once("close", () => resolve(said));
  });
}

test("headers and bodies that trickle in are cut off, and cost nobody else their connection", async () => {
  const lab = await CloudLab.open();
  const server = await buildServer(lab.parts, 1_000, { headersMs: 200, requestMs: 400, lookMs: 50 });
  onTestFinished(() => server.close());
  await server.listen({ host: "127.0.0.1", port: 0 });
  const { port } = server.server.address() as AddressInfo;
  const slowBody = sendRaw(
    port,
    "POST /api/v1/auth/login HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 1000\r\n\r\n{",
  );
  const slowHeaders = sendRaw(port, "GET /health/live HTTP/1.1\r\nHost: x\r\nX-Slow:");
  expect((await fetch(`http://127.0.0.1:${port}/health/live`)).status).toBe(200);
  expect(await slowBody).toMatch(/^HTTP\/1\.1 (?:408|400)/);
  expect(await slowHeaders).toMatch(/^HTTP\/1\.1 408/);
});

test("a token in the address, in a cookie or in a socket's query opens nothing, and no answer sets a cookie", async () => {
  const lab = await CloudLab.open();
  const url = await openGateway(lab);
  const person = await TestPerson.join(lab);
  for (const name of ["token", "access_token", "authorization"]) {
    expect((await lab.call("GET", `/users/me?${name}=${person.token}`)).status).toBeGreaterThanOrEqual(400);
  }
  const cookie = await lab.call("GET", "/users/me", { headers: { cookie: `access_token=${person.token}` } });
  expect(cookie.body["code"]).toBe("UNAUTHENTICATED");
  expect((await logIn(lab, person.email)).headers["set-cookie"]).toBeUndefined();
  const socket = io(url, {
    transports: ["websocket"],
    query: { token: person.token },
    reconnection: false,
    forceNew: true,
  });
  onTestFinished(() => void socket.disconnect());
  expect(await new Promise((resolve) => socket.once("connect_error", ({ message }) => resolve(message)))).toBe(
    "UNAUTHENTICATED",
  );
});

test("a zipped body is not unzipped, and a socket takes no compressed messages: neither can be a bomb", async () => {
  const lab = await CloudLab.open();
  const url = await openGateway(lab);
  const bomb = gzipSync(Buffer.alloc(8_000_000, "{"));
  expect(bomb.length).toBeLessThan(65_536);
  const status = await new Promise<number>((resolve, reject) => {
    const headers = { "content-type": "application/json", "content-encoding": "gzip", "content-length": bomb.length };
    request(`${url}/api/v1/auth/login`, { method: "POST", headers }, (answer) => {
      answer.resume();
      resolve(answer.statusCode ?? 0);
    })
      .once("error", reject)
      .end(bomb);
  });
  expect([400, 415]).toContain(status);
  const address = `${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`;
  const socket = new WebSocket(address, { perMessageDeflate: true });
  onTestFinished(() => socket.terminate());
  await new Promise((resolve) => socket.once("open", resolve));
  expect(socket.extensions).toBe("");
});

test("frames, blobs and messages have a largest size: what is beyond it is refused or cut off, and the stream goes on", async () => {
  const lab = await CloudLab.open();
  const url = await openGateway(lab);
  const person = await TestPerson.join(lab);
  const desk = new SyncDesktop(person, url);
  await desk.hello();
  const send = (events: unknown[], from = 1) =>
    desk.emit("sync:frame", { stream: desk.stream, epoch: 1, from, events });
  const heavy = (n: number, bytes: number) => ({ ...deal(n), body: { text: "é".repeat(bytes / 2) } });
  expect(await send(Array.from({ length: SYNC_LIMITS.eventsPerFrame + 1 }, (_, n) => deal(n)))).toMatchObject({
    ok: false,
    code: "MALFORMED",
  });
  expect(await send([heavy(1, 40_000), heavy(2, 40_000)])).toMatchObject({ ok: false, code: "TOO_LARGE" });
  // One that no frame can carry is put aside, so that it is not the end of its stream.
  expect(await send([heavy(1, 100_000)])).toMatchObject({ ok: true, hwm: 1 });
  expect(await send([deal(2)], 2)).toMatchObject({ ok: true, hwm: 2 });
  const aside = await lab.sql<{ why: string }>("select why from ingest.quarantine");
  expect(aside.map(({ why }) => why)).toEqual(["It is larger than a frame may be."]);
  const blob = { server: "S", symbol: "E", series: "ticks", fromMs: 0, toMs: 1, count: 1, codec: "x", crc32: 0 };
  const data = new Uint8Array(LANE_LIMITS.blobBytes + 1);
  expect(await desk.emit("sync:blob", { ...blob, data })).toMatchObject({ ok: false, code: "MALFORMED" });
  const socket = await connect(url, person.token, person.device);
  const cut = new Promise((resolve) => socket.once("disconnect", resolve));
  socket.emit("sync:frame", {
    stream: desk.stream,
    epoch: 1,
    from: 3,
    events: ["x".repeat(SYNC_LIMITS.bytesPerMessage)],
  });
  await cut;
  expect(await send([deal(3)], 3)).toMatchObject({ ok: true, hwm: 3 });
});

test("a connection says once who it is: one that says so again and again is cut off, and gets no second set of lanes", async () => {
  const lab = await CloudLab.open();
  const url = await openGateway(lab);
  const person = await TestPerson.join(lab);
  const tth = createHash("sha256").update(person.token).digest("base64url");
  const word = `40${JSON.stringify({ token: person.token, proof: await person.device.sign(SOCKET_PROOF, { tth }) })}`;
  const socket = new WebSocket(`${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`);
  onTestFinished(() => socket.terminate());
  const said: string[] = [];
  socket.on("message", (bytes: Buffer) => said.push(bytes.toString().slice(0, 2)));
  const closed = new Promise((resolve) => socket.once("close", resolve));
  await new Promise((resolve) => socket.once("message", resolve));
  for (let n = 0; n < 20; n += 1) socket.send(word);
  await closed;
  expect(said.filter((text) => text === "40").length).toBeLessThanOrEqual(1);
  // And who says so once is let in.
  await connect(url, person.token, person.device);
});

interface Shape {
  readonly type?: string;
  readonly properties?: Record<string, Shape>;
  readonly additionalProperties?: unknown;
  readonly patternProperties?: Record<string, unknown>;
  readonly items?: Shape;
  readonly anyOf?: readonly Shape[];
}

/** Objects of a schema that would take a field nobody named. */
function openObjects(shape: Shape, path: string): string[] {
  const here = shape.type === "object" && shape.additionalProperties !== false ? [path] : [];
  const within = Object.entries(shape.properties ?? {}).flatMap(([name, each]) => openObjects(each, `${path}.${name}`));
  const rest = [...(shape.items === undefined ? [] : [shape.items]), ...(shape.anyOf ?? [])];
  return [...here, ...within, ...rest.flatMap((each) => openObjects(each, path))];
}

test("no route takes a field that it does not name, so nobody assigns more than they are offered", async () => {
  const lab = await CloudLab.open();
  const { paths } = JSON.parse((await lab.call("GET", "docs/json")).text) as {
    paths: Record<string, Record<string, { requestBody?: { content: Record<string, { schema: Shape }> } }>>;
  };
  const bodies = Object.entries(paths).flatMap(([path, verbs]) =>
    Object.entries(verbs).flatMap(([verb, { requestBody }]) =>
      Object.values(requestBody?.content ?? {}).map(({ schema }) => ({ name: `${verb} ${path}`, schema })),
    ),
  );
  expect(bodies.length).toBeGreaterThan(25);
  // Preferences and settings are the user's own words, under names whose form is checked.
  const open = bodies.flatMap(({ name, schema }) => openObjects(schema, name));
  expect(open.filter((path) => !/preferences|settings/.test(path))).toEqual([]);
});

test("registering, resetting and signing in say the same of an address that has an account and of one that has none", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  const without = (text: string): string =>
    text.replaceAll(/"(?:user_id|token|request_id)":"[^"]*"/g, "").replaceAll(/\d{4}-\d\d-\d\dT[\d:.]+Z/g, "");
  const ask = async (email: string) => [
    await register(lab, email),
    await lab.call("POST", "/auth/password/reset", { body: { email } }),
    await logIn(lab, email, undefined, "not the right words 12"),
  ];
  const known = await ask(person.email);
  const stranger = await ask("nobody-knows@example.com");
  for (const [at, answer] of known.entries()) {
    const other = stranger[at];
    expect([answer.status, without(answer.text)]).toEqual([other?.status, without(other?.text ?? "")]);
    expect(Object.keys(answer.headers).toSorted()).toEqual(Object.keys(other?.headers ?? {}).toSorted());
  }
});

test("a Host or forwarded header of an attacker's making is in no letter and no answer", async () => {
  const lab = await CloudLab.open();
  const person = await TestPerson.join(lab);
  const headers = { host: "evil.example", "x-forwarded-host": "evil.example", forwarded: "host=evil.example" };
  const answer = await lab.call("POST", "/auth/password/reset", { body: { email: person.email }, headers });
  expect(`${answer.text}${JSON.stringify(answer.headers)}`).not.toContain("evil.example");
  expect(JSON.stringify(await lab.letters(person.email))).not.toContain("evil.example");
});

test("one file of the cloud opens connections to what users name, and it looks at the address first", () => {
  const root = new URL("../../cloud/", import.meta.url);
  const files = readdirSync(root, { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".ts"));
  expect(files.length).toBeGreaterThan(100);
  const asking = files.filter((file) =>
    /\bfetch\(|from "(?:undici|node:https|node:tls|node:dns(?:\/promises)?|axios)"|\b(?:request|connect)\(\s*[`"]https?:/.test(
      readFileSync(new URL(file, root), "utf8"),
    ),
  );
  expect(asking).toEqual(["webhooks/guarded-post.ts"]);
});
