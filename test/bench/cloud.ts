import { spawn } from "node:child_process";
import { createHash, generateKeyPairSync, randomUUID } from "node:crypto";
import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { Agent, request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { CompactSign } from "jose";
import pg from "pg";
import { io, type Socket } from "socket.io-client";
import { EmbeddedPostgres } from "#cloud/postgres/embedded.ts";
import { SOCKET_PROOF, SYNC_EVENTS } from "#shared/sync/frames.ts";
import { percentile, printRow } from "./support/row.ts";

/**
 * The account backend as a process of its own, on its embedded Postgres with fsync on; this process is the load, so both
 * share the machine. Requests and frames leave on schedule, whether or not the ones before were answered (open loop).
 * Raw: the same server's liveness route, which asks nobody, at the same rate.
 */
const SECONDS = 8;
const REST_RATE = 500;
const SOCKETS = 100;
const FRAME_RATE = 600;
const EVENTS = 10;
/** Few connections, kept open: the load is to cost little beside the server it shares two cores with. */
const agent = new Agent({ keepAlive: true, maxSockets: 64 });
const PASSWORD = "plenty wide horse 77 zq";

const data = mkdtempSync(join(tmpdir(), "fairlead-bench-cloud-"));
chmodSync(data, 0o755);
const main = fileURLToPath(new URL("../../cloud/main.ts", import.meta.url));
const cloud = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", main, "--port", "0", "--data", data], {
  env: { ...process.env, LOG_LEVEL: "warn", PUBLIC_URL: "http://cloud.bench" },
  stdio: ["ignore", "pipe", "inherit"],
});
const url = await new Promise<string>((resolve, reject) => {
  let said = "";
  cloud.stdout.on("data", (bytes: Buffer) => {
    said += bytes.toString();
    const [, found] = /ready at (\S+)/.exec(said) ?? [];
    if (found !== undefined) resolve(found);
  });
  cloud.once("exit", (code) => reject(new Error(`The cloud ended with ${code}.`)));
});

try {
  const token = await join1();
  const rest = await openLoop(REST_RATE, SECONDS, () => get("/api/v1/accounts", token));
  const raw = await openLoop(REST_RATE, SECONDS, () => get("/health/live", token));
  printRow({
    bench: "cloud.rest.p95",
    value: percentile(rest, 0.95),
    unit: "ms",
    raw: percentile(raw, 0.95),
    rate: REST_RATE,
  });

  const sockets = await connectAll();
  const numbers = sockets.map(() => 1);
  let turn = 0;
  const started = performance.now();
  const acks = await openLoop(FRAME_RATE, SECONDS, async () => {
    const index = turn++ % sockets.length;
    const one = sockets[index];
    const from = numbers[index] ?? 1;
    numbers[index] = from + EVENTS;
    const events = Array.from({ length: EVENTS }, (_, n) => ({
      kind: "deal",
      at: 1,
      key: `${one?.stream}/${from + n}`,
      body: { ticket: from + n, profit: "1.20", symbol: "EURUSD" },
    }));
    const answer = (await one?.socket.emitWithAck(SYNC_EVENTS.frame, {
      stream: one.stream,
      epoch: 1,
      from,
      events,
    })) as { ok: boolean };
    if (!answer.ok) throw new Error(`A frame was refused: ${JSON.stringify(answer)}`);
  });
  const rate = (acks.length * EVENTS) / ((performance.now() - started) / 1_000);
  printRow({
    bench: "cloud.durable",
    value: Math.round(rate),
    unit: "events/s",
    raw: FRAME_RATE * EVENTS,
    sockets: SOCKETS,
  });
  printRow({
    bench: "cloud.ack.p95",
    value: percentile(acks, 0.95),
    unit: "ms",
    raw: percentile(raw, 0.95),
    framesPerSecond: FRAME_RATE,
  });
  for (const { socket } of sockets) socket.disconnect();
} finally {
  const gone = new Promise((resolve) => cloud.once("exit", resolve));
  cloud.kill("SIGTERM");
  await gone;
  rmSync(data, { recursive: true, force: true });
}

/** Starts work on schedule. @returns each one's milliseconds, from when it was due. */
async function openLoop(rate: number, seconds: number, work: () => Promise<unknown>): Promise<number[]> {
  const samples: number[] = [];
  const running: Promise<unknown>[] = [];
  const begin = performance.now();
  for (let n = 0; n < rate * seconds; n += 1) {
    const due = begin + (n * 1_000) / rate;
    while (performance.now() < due) await sleep(1);
    running.push(work().then(() => samples.push(performance.now() - due)));
  }
  await Promise.all(running);
  return samples;
}

function get(path: string, token: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const options = { agent, headers: { authorization: `Bearer ${token}` } };
    request(`${url}${path}`, options, (answer) => {
      answer.resume();
      answer.once("end", () =>
        answer.statusCode === 200 ? resolve() : reject(new Error(`${path}: ${answer.statusCode}`)),
      );
    })
      .once("error", reject)
      .end();
  });
}

async function post(path: string, body: unknown, token = ""): Promise<Record<string, unknown>> {
  const headers = { "content-type": "application/json", authorization: `Bearer ${token}` };
  const answer = await fetch(`${url}/api/v1${path}`, { method: "POST", headers, body: JSON.stringify(body) });
  const read = (await answer.json()) as Record<string, unknown>;
  if (answer.status >= 300) throw new Error(`${path} answered ${JSON.stringify(read)}`);
  return read;
}

/** One confirmed user whose plan does not limit the load. @returns an access token. */
async function join1(): Promise<string> {
  const registered = await post("/auth/register", {
    email: "load@example.com",
    password: PASSWORD,
    accepted_terms: "1",
    accepted_privacy: "1",
  });
  const [code] = /[0-9A-Z]{4}-[0-9A-Z]{4}/.exec(await (await fetch(`${url}/mailbox`)).text()) ?? [];
  await post("/auth/verify", { code }, String(registered["token"]));
  const grant = await post("/auth/login", { email: "load@example.com", password: PASSWORD });
  const server = await EmbeddedPostgres.start(data, () => {});
  const client = new pg.Client({ connectionString: server.url });
  await client.connect();
  await client.query(
    "insert into plans.overrides select tenant_id, 'requests_per_minute', '1000000', 'bench', $1, now(), null from tenancy.organisations",
    [registered["user_id"]],
  );
  await client.end();
  return String(grant["access_token"]);
}

async function connectAll(): Promise<{ socket: Socket; stream: string }[]> {
  const connected = [];
  for (let n = 0; n < SOCKETS; n += 1) {
    const { publicKey, privateKey } = generateKeyPairSync("ed25519");
    const device = {
      name: `PC ${n}`,
      device_type: "desktop",
      public_key: String(publicKey.export({ format: "jwk" })["x"]),
    };
    const token = String(
      (await post("/auth/login", { email: "load@example.com", password: PASSWORD, device }))["access_token"],
    );
    const tth = createHash("sha256").update(token).digest("base64url");
    const proof = await new CompactSign(Buffer.from(JSON.stringify({ tth })))
      .setProtectedHeader({ alg: "EdDSA", typ: SOCKET_PROOF })
      .sign(privateKey);
    const socket = io(url, { transports: ["websocket"], auth: { token, proof }, reconnection: false, forceNew: true });
    await new Promise<void>((resolve, reject) => {
      socket.once("connect", resolve);
      socket.once("connect_error", reject);
    });
    const stream = randomUUID();
    await socket.emitWithAck(SYNC_EVENTS.hello, { protocol: 1, streams: [{ stream, epoch: 1, first: 0, last: 0 }] });
    connected.push({ socket, stream });
  }
  return connected;
}
