import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import { connect, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";

type Message = Readonly<Record<string, unknown>>;

const ENTRY = new URL("../../bridge/paper-terminal/trade-server-worker.ts", import.meta.url).pathname;
let folder = "";
let path = "";
let started: ChildProcess[] = [];

function newFolder(): void {
  folder = mkdtempSync(join(tmpdir(), "fairlead-trade-"));
  path = join(folder, "trade.sock");
}

async function clear(): Promise<void> {
  for (const child of started) await ended(child, "SIGKILL");
  started = [];
  rmSync(folder, { recursive: true, force: true });
}

/** The trade server in a process of its own, as the MQL5 host uses it. */
async function start(): Promise<ChildProcess> {
  const child = spawn(process.execPath, [ENTRY, "--socket", path, "--seed", "5"], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  started.push(child);
  let complaint = "";
  child.stderr?.on("data", (chunk) => (complaint += String(chunk)));
  const gone = once(child, "exit").then(() => Promise.reject(new Error(complaint)));
  await Promise.race([once(child.stdout, "data"), gone]);
  gone.catch(() => undefined);
  return child;
}

async function ended(child: ChildProcess, signal: NodeJS.Signals): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const exit = once(child, "exit");
  child.kill(signal);
  await exit;
}

class Host {
  readonly heard: Message[] = [];
  readonly #socket: Socket;
  #wake: () => void = () => {};
  closed = false;

  constructor() {
    this.#socket = connect(path);
    let rest = "";
    this.#socket.setEncoding("utf8");
    this.#socket.on("data", (chunk: string) => {
      const lines = (rest + chunk).split("\n");
      rest = lines.pop() ?? "";
      this.heard.push(...lines.map((line) => JSON.parse(line) as Message));
      this.#wake();
    });
    this.#socket.on("error", () => undefined);
    this.#socket.on("close", () => {
      this.closed = true;
      this.#wake();
    });
  }

  raw(text: string): void {
    this.#socket.write(text);
  }

  send(message: Message): void {
    this.raw(`${JSON.stringify(message)}\n`);
  }

  /** The next message that is so, or null when the server ends the connection first. */
  async next(so: (message: Message) => boolean): Promise<Message | null> {
    for (;;) {
      const at = this.heard.findIndex(so);
      if (at >= 0) return this.heard.splice(at, 1)[0] ?? null;
      if (this.closed) return null;
      await new Promise<void>((resolve) => (this.#wake = resolve));
    }
  }

  async hello(): Promise<Message | null> {
    this.send({ type: "hello", id: 1, version: 1, program: "Fairlead" });
    return this.next(({ type }) => type === "state");
  }

  end(): void {
    this.#socket.destroy();
  }
}

describe("a running trade server", () => {
  beforeAll(async () => {
    newFolder();
    await start();
  });
  afterAll(clear);

  test("a program that says hello is told the account, every symbol with its sessions, and the deposit", async () => {
    const host = new Host();
    const state = await host.hello();
    expect(state).toMatchObject({
      account: {
        ACCOUNT_LOGIN: "10001",
        ACCOUNT_BALANCE: 10_000,
        ACCOUNT_MARGIN_MODE: "ACCOUNT_MARGIN_MODE_RETAIL_HEDGING",
        ACCOUNT_TRADE_ALLOWED: true,
      },
      positions: [],
      orders: [],
      deals: [{ ticket: "1", DEAL_TYPE: "DEAL_TYPE_BALANCE", DEAL_PROFIT: 10_000 }],
    });
    const symbols = state?.["symbols"] as { name: string; properties: Message; quoteSessions: number[][][] }[];
    expect(symbols.length).toBeGreaterThanOrEqual(12);
    const yen = symbols.find(({ name }) => name === "USDJPY");
    expect(yen?.properties).toMatchObject({
      SYMBOL_DIGITS: 3,
      SYMBOL_TRADE_CONTRACT_SIZE: 100_000,
      SYMBOL_SWAP_ROLLOVER3DAYS: "WEDNESDAY",
    });
    expect(yen?.properties["SYMBOL_TRADE_TICK_VALUE"]).toBeGreaterThan(0.3);
    expect(yen?.quoteSessions).toHaveLength(7);
    host.end();
  });

  test("quotes of the living market are pushed to every program that has said hello, and to no other", async () => {
    const [one, other, silent] = [new Host(), new Host(), new Host()];
    await one.hello();
    await other.hello();
    for (const host of [one, other]) {
      const update = await host.next(({ ticks }) => ticks !== undefined);
      const [rows] = Object.values(update?.["ticks"] as Record<string, number[][]>);
      expect(rows?.[0]).toHaveLength(7);
      expect(rows?.[0]?.[2]).toBeGreaterThan(rows?.[0]?.[1] ?? Infinity);
    }
    expect(silent.heard).toEqual([]);
    for (const host of [one, other, silent]) host.end();
  });

  test("an order is filled, told as state before its answer, and as transactions; an asynchronous one by transactions only", async () => {
    const host = new Host();
    await host.hello();
    const request = {
      action: "TRADE_ACTION_DEAL",
      symbol: "EURUSD",
      volume: 0.1,
      type: "ORDER_TYPE_BUY",
      type_filling: "ORDER_FILLING_IOC",
      magic: "18446744073709551610",
    };
    host.send({ type: "order", id: 2, async: false, request_id: 7, request });
    const told = await host.next(({ deals, transactions }) => deals !== undefined && transactions === undefined);
    expect(told).toMatchObject({
      positions: [{ POSITION_VOLUME: 0.1, POSITION_MAGIC: "18446744073709551610" }],
      deals: [{ DEAL_ENTRY: "DEAL_ENTRY_IN", DEAL_REASON: "DEAL_REASON_EXPERT" }],
    });
    const answer = await host.next(({ id }) => id === 2);
    expect(answer).toMatchObject({ type: "answer", result: { retcode: 10_009, volume: 0.1, request_id: 7 } });
    host.send({
      type: "order",
      id: 3,
      async: true,
      request_id: "9007199254740993",
      request: { ...request, volume: 0 },
    });
    const isRequest = ({ transactions }: Message): boolean =>
      (transactions as { result?: { request_id: string } }[] | undefined)?.[0]?.result?.request_id ===
      "9007199254740993";
    expect(await host.next(isRequest)).toMatchObject({
      transactions: [
        {
          transaction: { type: "TRADE_TRANSACTION_REQUEST" },
          request: { symbol: "EURUSD", magic: "18446744073709551610" },
          result: { retcode: 10_014 },
        },
      ],
    });
    host.send({ type: "check", id: 4, request: { ...request, volume: 90 } });
    expect(await host.next(({ id }) => id === 4)).toMatchObject({ result: { retcode: 10_019 } });
    expect(await host.hello()).toMatchObject({ positions: [{ POSITION_VOLUME: 0.1 }], orders: [] });
    host.end();
  });

  test("margin and profit are calculated as the account would see them, and not for a symbol nobody knows", async () => {
    const host = new Host();
    await host.hello();
    const of = { action: "ORDER_TYPE_BUY", symbol: "XAUUSD", volume: 1, open: 4_000, close: 4_010 };
    host.send({ type: "calcMargin", id: 5, ...of, close: 0 });
    host.send({ type: "calcProfit", id: 6, ...of });
    host.send({ type: "calcProfit", id: 7, ...of, symbol: "NOSUCH" });
    expect(await host.next(({ id }) => id === 5)).toMatchObject({ value: 4_000 });
    expect(await host.next(({ id }) => id === 6)).toMatchObject({ value: 1_000 });
    expect(await host.next(({ id }) => id === 7)).toEqual({ type: "answer", id: 7 });
    host.end();
  });

  test.each([
    ["no JSON", "buy!\n"],
    ["a message of no known kind", '{"type":"steal"}\n'],
    ["an order before hello", '{"type":"order","id":1,"async":false,"request_id":1,"request":{}}\n'],
    ["a line without end", "x".repeat(2_000_000)],
  ])("%s ends that connection; the server and the others go on", async (_, text) => {
    const good = new Host();
    await good.hello();
    const bad = new Host();
    bad.raw(text);
    expect(await bad.next(() => false)).toBeNull();
    expect(await good.next(({ ticks }) => ticks !== undefined)).not.toBeNull();
    good.end();
  });
});

describe("a trade server's life", () => {
  beforeEach(newFolder);
  afterEach(clear);

  test("a second server refuses a path that is served, and takes over the socket of one that was killed", async () => {
    const first = await start();
    await expect(start()).rejects.toThrow("another trade server listens");
    await ended(first, "SIGKILL");
    await start();
    const host = new Host();
    expect(await host.hello()).toMatchObject({ account: { ACCOUNT_EQUITY: 10_000 } });
    host.end();
  });

  test("on SIGTERM the server leaves nothing behind", async () => {
    const server = await start();
    const host = new Host();
    await host.hello();
    await ended(server, "SIGTERM");
    expect(server.exitCode).toBe(0);
    expect(await host.next(() => false)).toBeNull();
  });
});
