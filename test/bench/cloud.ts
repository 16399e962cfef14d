import { randomUUID } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { SYNC_EVENTS } from "#shared/sync/frames.ts";
import { CloudUnderLoad, openLoop } from "./support/cloud/cloud-under-load.ts";
import { LoadKey, RawSocket } from "./support/cloud/raw-sockets.ts";
import { stalledBytes } from "./support/cloud/stalled-bytes.ts";
import { percentile, printRow } from "./support/row.ts";

/**
 * The account backend as a process of its own, on its embedded Postgres with fsync on; this process is the load, so both
 * share the machine. Requests and frames leave on schedule, whether or not the ones before were answered (open loop); the
 * first seconds, in which the server's code is compiled, are not counted. Raw, in the same run: for REST and acks the same
 * server's liveness route, which asks nobody, at the same rate; for rates what was sent; for memory none.
 */
const [SECONDS, WARM] = [6, 4];
const REST_RATE = 500;
const USERS = 10;
const [FRAME_RATE, EVENTS, SENDERS] = [1_500, 10, 200];
const SOCKETS = Number(process.env["BENCH_SOCKETS"] ?? 10_000);
const [CONNECT_AT_ONCE, STALLED] = [50, 25];

function loadSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1_000_000;
}

const tidy = (value: number): number => Number(value.toPrecision(3));

const cloud = await CloudUnderLoad.start();
try {
  const tokens: string[] = [];
  for (let n = 0; n < USERS; n += 1) tokens.push(await cloud.join(`load${n}@example.com`));
  let turn = 0;
  const token = (): string => tokens[turn++ % USERS] ?? "";
  const rest = await openLoop(REST_RATE, SECONDS, WARM, () => cloud.get("/api/v1/accounts", token()));
  const raw = await openLoop(REST_RATE, SECONDS, 1, () => cloud.get("/health/live", token()));
  const rawP95 = percentile(raw, 0.95);
  printRow({ bench: "cloud.rest.p95", value: percentile(rest, 0.95), unit: "ms", raw: rawP95, rate: REST_RATE });

  // Every user has one device, and many connections of it; each connection has a stream of its own.
  const doors: { token: string; proof: string }[] = [];
  for (let n = 0; n < USERS; n += 1) {
    const key = new LoadKey();
    const device = { name: `PC ${n}`, device_type: "desktop", public_key: key.publicKey };
    const own = String((await cloud.logIn(`load${n}@example.com`, device))["access_token"]);
    doors.push({ token: own, proof: await key.proof(own) });
  }
  const sockets: RawSocket[] = [];
  const open = async (count: number): Promise<void> => {
    const wanted = sockets.length + count;
    while (sockets.length < wanted) {
      const some = Array.from({ length: Math.min(CONNECT_AT_ONCE, wanted - sockets.length) }, (_, n) => {
        const index = sockets.length + n;
        const door = doors[index % USERS] ?? { token: "", proof: "" };
        return RawSocket.open(cloud.url, door, `127.0.0.${2 + Math.floor(index / 20_000)}`);
      });
      sockets.push(...(await Promise.all(some)));
    }
  };
  await open(SENDERS);
  const streams = sockets.map(() => ({ stream: randomUUID(), next: 1, last: Promise.resolve<unknown>(undefined) }));
  await Promise.all(
    sockets.map((socket, n) =>
      socket.ask(SYNC_EVENTS.hello, {
        protocol: 1,
        streams: [{ stream: streams[n]?.stream, epoch: 1, first: 0, last: 0 }],
      }),
    ),
  );
  await sleep(2_000);
  const before = cloud.memory;
  await open(SOCKETS - SENDERS);
  await sleep(3_000);
  const idle = (cloud.memory - before) / (SOCKETS - SENDERS);

  let frame = 0;
  const started = performance.now();
  const clocks = { ...cloud.cpu, load: loadSeconds() };
  const acks = await openLoop(FRAME_RATE, SECONDS, WARM, async () => {
    const index = frame++ % SENDERS;
    const one = streams[index];
    if (one === undefined) throw new Error("There is no such stream.");
    const from = one.next;
    one.next = from + EVENTS;
    const events = Array.from({ length: EVENTS }, (_, n) => ({
      kind: "deal",
      at: 1,
      key: `${one.stream}/${from + n}`,
      body: { ticket: from + n, profit: "1.20", symbol: "EURUSD" },
    }));
    // A desktop waits for the answer before it sends on; the wait counts, from when the frame was due.
    const answered = one.last.then(() =>
      sockets[index]?.ask(SYNC_EVENTS.frame, { stream: one.stream, epoch: 1, from, events }),
    );
    one.last = answered;
    const answer = (await answered) as { ok: boolean };
    if (!answer.ok) throw new Error(`A frame was refused: ${JSON.stringify(answer)}`);
  });
  const rate = (FRAME_RATE * (SECONDS + WARM) * EVENTS) / ((performance.now() - started) / 1_000);
  const per = 100_000 / (frame * EVENTS);
  const now = { ...cloud.cpu, load: loadSeconds() };
  const spent = {
    server: tidy((now.server - clocks.server) * per),
    database: tidy((now.database - clocks.database) * per),
    load: tidy((now.load - clocks.load) * per),
  };
  const [kept] = await cloud.sql("select count(*)::int as n from ingest.events");
  if (kept?.["n"] !== frame * EVENTS) throw new Error(`${String(kept?.["n"])} of ${frame * EVENTS} events are kept.`);
  printRow({ bench: "cloud.sockets", value: sockets.length, unit: "sockets", raw: SOCKETS });
  printRow({ bench: "cloud.durable", value: Math.round(rate), unit: "events/s", raw: FRAME_RATE * EVENTS });
  printRow({
    bench: "cloud.ack.p95",
    value: percentile(acks, 0.95),
    unit: "ms",
    raw: rawP95,
    p50: percentile(acks, 0.5),
    p99: percentile(acks, 0.99),
    framesPerSecond: FRAME_RATE,
    // CPU seconds for 100,000 events: what of two cores the figure was measured on.
    cpuServer: spent.server,
    cpuDatabase: spent.database,
    cpuLoad: spent.load,
  });
  printRow({ bench: "cloud.idle.bytes", value: Math.round(idle), unit: "B", raw: 40_960 });
  const readers = sockets.filter((_, n) => n >= SENDERS && n % USERS === 0).slice(-STALLED);
  printRow({ bench: "cloud.stalled.bytes", ...(await stalledBytes(cloud, readers, "load0@example.com")) });
  for (const socket of sockets) socket.end();
} finally {
  await cloud.stop();
}
