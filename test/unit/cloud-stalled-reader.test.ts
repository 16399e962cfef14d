import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { Server } from "socket.io";
import { expect, onTestFinished, test } from "vitest";
import { WebSocket } from "ws";
import { dialGateway } from "#bridge/cloud-link/gateway/dial.ts";
import { type CloudSocket, wireOf } from "#cloud/gateway/cloud-socket.ts";
import { FeedSender, type ReadFeed } from "#cloud/gateway/feed-sender.ts";
import { holdToBudget, READER_LIMITS, type Wire, waitingBytes } from "#cloud/gateway/reader-budget.ts";
import { FEED_EVENTS, type FeedItem } from "#shared/sync/feed.ts";
import { SOCKET_CLOSES } from "#shared/sync/frames.ts";

const NOBODY = { tenantId: "t", userId: "u", deviceId: "d" };
/** Far more than the kernel takes for a connection, on any system. */
const [ITEMS, PAYLOAD] = [3_000, "x".repeat(4_000)];

/** A feed in memory, in the place of the database. */
class Feed {
  readonly items: FeedItem[] = [];
  readonly read: ReadFeed = async (_who, cursor, most = 200) => {
    const head = this.items.length;
    if (cursor === null) return { ok: true, items: [], cursor: head, more: false };
    const items = this.items.slice(cursor, cursor + Math.min(most, 32));
    const last = items.at(-1)?.cursor ?? cursor;
    return { ok: true, items, cursor: last, more: last < head };
  };

  grow(count: number): void {
    for (let n = 0; n < count; n += 1)
      this.items.push({ cursor: this.items.length + 1, kind: "signal", at: 1, body: { payload: PAYLOAD } });
  }
}

/** The gateway's parts over a real network, and no database. */
async function gateway() {
  const http = createServer();
  const io = new Server(http, { transports: ["websocket"], perMessageDeflate: false, serveClient: false });
  const feed = new Feed();
  const faults: unknown[] = [];
  const sender = new FeedSender(feed.read, (fault) => faults.push(fault));
  const sockets: CloudSocket[] = [];
  io.engine.on("connection", (wire: Wire) => holdToBudget(wire));
  io.on("connection", (plain) => {
    const socket = plain as unknown as CloudSocket;
    const none = { cursor: undefined, openings: 0, isFeeding: false, hasNews: false, isHeld: false };
    Object.assign(socket.data, { sender: NOBODY, ...none });
    sockets.push(socket);
    socket.on(
      FEED_EVENTS.open as never,
      ((input: unknown, answer: (given: unknown) => void) => void sender.open(socket, input).then(answer)) as never,
    );
  });
  await new Promise<void>((resolve) => http.listen(0, "127.0.0.1", resolve));
  onTestFinished(async () => {
    for (const socket of io.sockets.sockets.values()) wireOf(socket as CloudSocket).transport.socket?.terminate();
    await io.close();
    expect(faults).toEqual([]);
  });
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
  return { url, feed, sender, sockets };
}

/** A desktop's side over a bare WebSocket, which can stop reading. */
class Reader {
  readonly socket: WebSocket;
  readonly cursors: number[] = [];
  answers = 0;
  /** Resolves with the close frame's code and reason. */
  readonly closed: Promise<string>;
  #wake: () => void = () => undefined;
  #ready = false;

  constructor(url: string) {
    this.socket = new WebSocket(`${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`);
    this.closed = new Promise((resolve) => this.socket.once("close", (code, why) => resolve(`${code} ${String(why)}`)));
    this.socket.on("error", () => undefined);
    this.socket.on("message", (bytes: Buffer) => {
      const text = bytes.toString();
      if (text.startsWith("0")) this.socket.send("40");
      if (text === "2") this.socket.send("3");
      if (text.startsWith("40")) this.#ready = true;
      if (text.startsWith("430")) this.answers += 1;
      if (text.startsWith("42")) this.cursors.push((JSON.parse(text.slice(2)) as [string, FeedItem])[1].cursor);
      this.#wake();
    });
    onTestFinished(() => this.socket.terminate());
  }

  async joined(): Promise<this> {
    await this.until(() => this.#ready);
    return this;
  }

  open(cursor: number | null): void {
    this.socket.send(`420${JSON.stringify([FEED_EVENTS.open, { cursor }])}`);
  }

  /** Resolves once that holds; looks after each message. */
  async until(holds: () => boolean): Promise<void> {
    while (!holds()) await new Promise<void>((resolve) => (this.#wake = resolve));
  }
}

const inOrder = (cursors: readonly number[], last: number): boolean =>
  cursors.length === last && cursors.every((cursor, n) => cursor === n + 1);

test("a reader that stalls costs no more than its budget however much arrives, others get everything at once, and it has all when it reads on", async () => {
  const { url, feed, sender, sockets } = await gateway();
  const [stalled, swift] = [await new Reader(url).joined(), await new Reader(url).joined()];
  for (const reader of [stalled, swift]) reader.open(null);
  await expect.poll(() => sockets.every(({ data }) => data.cursor === 0)).toBe(true);
  stalled.socket.pause();
  let most = 0;
  for (let given = 0; given < ITEMS; given += 100) {
    feed.grow(100);
    await Promise.all(sockets.map((socket) => sender.send(socket)));
    await swift.until(() => swift.cursors.length === feed.items.length);
    most = Math.max(most, ...sockets.map((socket) => waitingBytes(wireOf(socket))));
  }
  expect(inOrder(swift.cursors, ITEMS)).toBe(true);
  // It was held back by us, and not by the kernel alone.
  expect(most).toBeGreaterThan(READER_LIMITS.lagBytes);
  expect(most).toBeLessThan(READER_LIMITS.mostBytes);
  expect(sockets.map(({ data }) => data.isHeld)).toEqual([true, false]);
  stalled.socket.resume();
  await stalled.until(() => stalled.cursors.length >= ITEMS);
  expect(inOrder(stalled.cursors, ITEMS)).toBe(true);
});

test("one that asks and asks and never reads is cut off at its budget with a code, and has all by its cursor when it comes again", async () => {
  const { url, feed, sockets } = await gateway();
  feed.grow(ITEMS);
  const greedy = await new Reader(url).joined();
  const wire = wireOf(sockets[0] as CloudSocket);
  let most = 0;
  greedy.socket.pause();
  while (wire.readyState === "open") {
    greedy.open(0);
    await new Promise((resolve) => setImmediate(resolve));
    most = Math.max(most, waitingBytes(wire));
  }
  expect(most).toBeLessThan(2 * READER_LIMITS.mostBytes);
  greedy.socket.resume();
  expect(await greedy.closed).toBe(`${SOCKET_CLOSES.READER_STALLED} READER_STALLED`);
  const again = await new Reader(url).joined();
  again.open(ITEMS - 10);
  await expect.poll(() => sockets[1]?.data.cursor).toBe(ITEMS);
});

test("nobody's answers pile up either: of strangers who ask for what there is not and read nothing, each is cut off", async () => {
  const { url } = await gateway();
  const stranger = new WebSocket(`${url.replace("http", "ws")}/socket.io/?EIO=4&transport=websocket`);
  onTestFinished(() => stranger.terminate());
  await new Promise((resolve) => stranger.once("open", resolve));
  const closed = new Promise((resolve) => stranger.once("close", resolve));
  stranger.pause();
  const one = `40/${"x".repeat(40_000)},`;
  for (let n = 0; n < 300 && stranger.readyState === WebSocket.OPEN; n += 1) {
    stranger.send(one);
    await new Promise((resolve) => setImmediate(resolve));
  }
  stranger.resume();
  expect(await closed).toBe(SOCKET_CLOSES.READER_STALLED);
});

test("a message's attachments are not gathered for whoever never sends the last: the second ends the connection", async () => {
  const { url } = await gateway();
  const hoarder = await new Reader(url).joined();
  const place = (num: number) => ({ _placeholder: true, num });
  // One is a message as our lanes have them.
  hoarder.socket.send(`451-${JSON.stringify(["sync:blob", place(0)])}`);
  hoarder.socket.send(Buffer.alloc(1_000));
  hoarder.open(null);
  hoarder.socket.send(`453-${JSON.stringify(["sync:blob", place(0), place(1), place(2)])}`);
  hoarder.socket.send(Buffer.alloc(1_000));
  await hoarder.until(() => hoarder.answers > 0);
  expect(hoarder.socket.readyState).toBe(WebSocket.OPEN);
  hoarder.socket.send(Buffer.alloc(1_000));
  await hoarder.closed;
});

test("a desktop says in the cloud's own word why its connection ended", async () => {
  const { url, sockets } = await gateway();
  const connection = await dialGateway({
    url,
    token: async () => "t",
    refused: () => undefined,
    sign: async () => "s",
    heard: () => undefined,
  });
  wireOf(sockets[0] as CloudSocket).transport.socket?.close(SOCKET_CLOSES.READER_STALLED, "READER_STALLED");
  expect(await connection.ended).toBe("The connection ended (READER_STALLED).");
});
