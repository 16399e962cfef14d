import { readFileSync } from "node:fs";
import { join } from "node:path";
import { curveKeyPair } from "zeromq";
import type { PeerDialer } from "#bridge/ports/peer-wire.ts";
import { encode } from "#shared/link/codec.ts";
import type { AnyFrame, Body, Frame, ItemOf } from "#shared/link/frame.ts";
import { encodeTickPayload } from "#shared/link/ticks.ts";
import { emptyTickColumns } from "#shared/market/tick.ts";
import { LinkPeer } from "#test/fixtures/link-peer.ts";
import { HEARTBEAT } from "#test/fixtures/model-link.ts";
import { pairRequest } from "#test/fixtures/open-test-link.ts";
import { seeded } from "#test/fixtures/plain-ticks.ts";
import { zmqDialer } from "#test/fixtures/zmq-dialer.ts";
import { benchSpec } from "./bench-spec.ts";
import type { FeederReport } from "./protocol.ts";

/**
 * A terminal with many busy symbols: `node feeder.ts PAIRING_FOLDER SYMBOLS TICKS_A_SECOND OLD_TICKS`. It keeps to the
 * protocol as the EA does: a look at the market every 10 ms, a frame a symbol that has ticks, a window of frames over
 * all streams. What MT5 has of OLDEST, evenly over the days before, is given when it is asked for, within the request's
 * credit, 16 frames of 64 a turn, after the live ticks of that turn.
 */
const [folder = "", symbolCount = "200", rateText = "20000", oldText = "0"] = process.argv.slice(2);
const RATE = Number(rateText);
const OLD_TICKS = Number(oldText);
const OLD = "OLDEST";
/** Days over which the old ticks lie; the last one is without. */
const OLD_DAYS = 21;
const LOOK_MS = 10;
const FRAMES_A_TURN = 16;
const FRAME_TICKS = 64;

interface Stream {
  readonly id: number;
  readonly epoch: number;
  seq: bigint;
  acked: bigint;
  points: number;
  /** Broker ms of ticks that wait to be sent. */
  readonly waiting: number[];
}

const pairing = Object.fromEntries(
  readFileSync(join(folder, "Fairlead", "pairing.txt"), "utf8")
    .trim()
    .split("\n")
    .map((line) => [line.slice(0, line.indexOf("=")), line.slice(line.indexOf("=") + 1)]),
) as Readonly<Record<string, string>>;
const { control = "", data = "", "server-key": serverKey = "", code = "" } = pairing;
const keys = curveKeyPair();
const dialer: PeerDialer = {
  dial: ({ frame, closed }) =>
    zmqDialer({ control, data, serverKey, keys }).dial({
      frame: (channel, bytes) => {
        frame(channel, bytes);
        hear();
      },
      closed,
    }),
};

const names = Array.from({ length: Number(symbolCount) }, (_, i) => `SYM${String(i).padStart(3, "0")}`);
if (OLD_TICKS > 0) names.push(OLD);
const streams = new Map<number, Stream>();
const live: Stream[] = [];
let oldSent = 0;
let sentLive = 0;
let unacked = 0;
let room = 64;
let dataSeq = 1n;
let peer: LinkPeer | undefined;
const random = seeded(20_251_121);
const buffer = emptyTickColumns(FRAME_TICKS);
const brokerNow = (): number => Math.floor(performance.timeOrigin + performance.now());
const OLD_FROM_MS = brokerNow() - OLD_DAYS * 86_400_000;
const OLD_STEP_MS = ((OLD_DAYS - 1) * 86_400_000) / Math.max(1, OLD_TICKS);
const OLD_PRICES = { points: 110_000 };

function hear(): void {
  if (peer === undefined || !started) return;
  for (const { frame } of peer.heard.splice(0)) answer(peer, frame);
}

function answer(to: LinkPeer, frame: AnyFrame): void {
  switch (frame.name) {
    case "SymbolListRequest": {
      const items = names.map((symbol) => ({ symbol, inMarketWatch: true }));
      void to.send("SymbolList", { fields: { request: frame.fields.request, part: 0, parts: 1 }, items });
      return;
    }
    case "Subscribe":
      return subscribe(to, frame);
    case "DigestRequest": {
      const { request, stream, fromMs, toMs } = frame.fields;
      const fields = { request, stream, fromMs, toMs, part: 0, parts: 1, error: 0 };
      answers.push(() => offer(to, "TailDigest", { fields, items: [] }));
      return answerAll();
    }
    case "HistoryTicksRequest": {
      const { request: id, symbol, fromMs, toMs, credit } = frame.fields;
      const [at, end] = symbol === OLD ? [oldAt(fromMs), oldAt(toMs + 1)] : [0, 0];
      requests.push({ id, at, end, credit, part: 0 });
      return serve(to);
    }
    case "HistoryCredit": {
      const request = requests.find(({ id }) => id === frame.fields.request);
      if (request !== undefined) request.credit += frame.fields.credit;
      return serve(to);
    }
    case "HistoryBarsRequest": {
      const fields = { request: frame.fields.request, status: "complete" as const, total: 0n, error: 0 };
      answers.push(() => offer(to, "HistoryEnd", { fields }));
      return answerAll();
    }
    case "TickAck":
      for (const { stream, seq } of frame.items) acknowledged(streams.get(stream), seq);
      return pump();
    default:
  }
}

function acknowledged(stream: Stream | undefined, seq: bigint): void {
  if (stream === undefined || seq <= stream.acked) return;
  unacked -= Number(seq - stream.acked);
  stream.acked = seq;
}

function subscribe(to: LinkPeer, { fields, items }: Frame<"Subscribe">): void {
  for (const { stream: id, symbol, epoch, seq } of items) {
    const stream: Stream = { id, epoch, seq, acked: seq, points: 100_000 + id * 10, waiting: [] };
    streams.set(id, stream);
    if (symbol !== OLD) live.push(stream);
  }
  const states = items.map(({ stream }) => ({ stream, status: "live" as const, error: 0 }));
  const specs: ItemOf<"SymbolSpecs">[] = items.map(({ symbol }) => benchSpec(symbol));
  void to.send("SymbolSpecs", { fields: { part: 0, parts: 1 }, items: specs });
  void to.send("Subscribed", { fields: { request: fields.request }, items: states });
}

function putTick(at: number, stream: { points: number }, timeMs: number): void {
  stream.points += Math.floor(random() * 3) - 1;
  buffer.timeMs[at] = timeMs;
  buffer.bid[at] = stream.points / 100_000;
  buffer.ask[at] = (stream.points + 12) / 100_000;
  buffer.flags[at] = 6;
}

/** Sends one frame of the `count` ticks in the buffer. @returns false when the connection takes nothing now. */
function sendFrame(to: LinkPeer, stream: Stream, count: number): boolean {
  const { layout, baseMs, payload } = encodeTickPayload(buffer, 0, count);
  const fields = { stream: stream.id, epoch: stream.epoch, seq: stream.seq + 1n, baseMs, layout };
  if (!offer(to, "Ticks", { fields, count, payload })) return false;
  stream.seq += 1n;
  unacked += 1;
  return true;
}

let turn = 0;
function pump(): void {
  if (peer === undefined) return;
  answerAll();
  for (let left = live.length; left > 0 && unacked < room; left--) {
    const stream = live[(turn += 1) % live.length];
    if (stream === undefined || stream.waiting.length === 0) continue;
    const count = Math.min(stream.waiting.length, FRAME_TICKS);
    for (let at = 0; at < count; at++) putTick(at, stream, stream.waiting[at] ?? 0);
    if (!sendFrame(peer, stream, count)) return;
    stream.waiting.splice(0, count);
    sentLive += count;
  }
  serve(peer);
}

/** A request for old ticks, and how far it was answered. */
interface Request {
  readonly id: number;
  at: number;
  readonly end: number;
  credit: number;
  part: number;
}
const requests: Request[] = [];
/** Index of the first old tick at or after a time. */
const oldAt = (timeMs: number): number =>
  Math.max(0, Math.min(OLD_TICKS, Math.ceil((timeMs - OLD_FROM_MS) / OLD_STEP_MS)));

function serve(to: LinkPeer): void {
  for (let turn = 0; turn < FRAMES_A_TURN; turn++) {
    const request = requests.find(({ credit }) => credit > 0);
    if (request === undefined) return;
    const count = Math.min(FRAME_TICKS, request.end - request.at);
    if (count <= 0) {
      requests.splice(requests.indexOf(request), 1);
      const total = BigInt(request.part);
      if (!offer(to, "HistoryEnd", { fields: { request: request.id, status: "complete", total, error: 0 } })) return;
      continue;
    }
    for (let i = 0; i < count; i++) putTick(i, OLD_PRICES, Math.floor(OLD_FROM_MS + (request.at + i) * OLD_STEP_MS));
    const { layout, baseMs, payload } = encodeTickPayload(buffer, 0, count);
    const fields = { request: request.id, part: request.part, baseMs, layout };
    if (!offer(to, "HistoryTicks", { fields, count, payload })) return;
    request.at += count;
    request.part += 1;
    request.credit -= 1;
    oldSent += count;
  }
  // A turn of the loop between two of ours: what came meanwhile goes first.
  if (requests.some(({ credit }) => credit > 0)) setImmediate(pump);
}

/** Answers on data that the connection has not taken yet. */
const answers: (() => boolean)[] = [];
function answerAll(): void {
  while (answers[0]?.() === true) answers.shift();
}

/** Sends one numbered message on data. @returns false when the connection takes nothing now. */
function offer<N extends "HistoryTicks" | "HistoryEnd" | "TailDigest" | "Ticks">(
  to: LinkPeer,
  name: N,
  body: Body<N>,
): boolean {
  const header = { session: to.session, seq: dataSeq + 1n };
  if (!to.offer("data", encode(name, { header, ...body }))) return false;
  dataSeq += 1n;
  return true;
}

let started = false;
let pacing = false;
let dealt = 0;
let beganMs = 0;

/** Deals the ticks that are due by now to symbols at random, then looks at the market. */
function look(): void {
  if (pacing) {
    const due = Math.floor(((performance.now() - beganMs) / 1_000) * RATE);
    const timeMs = brokerNow();
    for (; dealt < due; dealt++) live[Math.floor(random() * live.length)]?.waiting.push(timeMs);
  }
  pump();
}

async function connect(): Promise<void> {
  const asking = new LinkPeer(zmqDialer({ control, data, serverKey, keys }));
  await asking.send("PairRequest", { fields: pairRequest(keys, code) });
  await asking.next("PairReply", 30_000);
  const { fields } = await asking.next("PairReply", 30_000);
  asking.close();
  const session = new LinkPeer(dialer, undefined, Number.POSITIVE_INFINITY);
  peer = session;
  const welcome = await session.open(
    { terminal: fields.terminal, secret: fields.secret },
    { utcOffsetS: 0, login: 7_001n },
  );
  room = welcome.fields.maxUnackedFrames;
  started = true;
  hear();
  setInterval(() => {
    void session.send("Heartbeat", { fields: { ...HEARTBEAT, brokerConnected: true, unacked } });
  }, 1_000);
  setInterval(look, LOOK_MS);
  setInterval(() => {
    const oldest = Math.min(...live.map(({ waiting }) => waiting[0] ?? Number.POSITIVE_INFINITY));
    const report: FeederReport = {
      kind: "feeder",
      live: sentLive,
      backfilled: oldSent,
      lateMs: Number.isFinite(oldest) ? Math.max(0, brokerNow() - oldest) : 0,
    };
    process.send?.(report);
  }, 250);
}

process.on("message", (message) => {
  if (message === "pace") {
    beganMs = performance.now();
    pacing = true;
  }
});
process.on("disconnect", () => process.exit(0));
await connect();
process.send?.("connected");
