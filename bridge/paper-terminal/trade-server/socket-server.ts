import { existsSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import type { TickColumns } from "#shared/market/tick.ts";
import type { Clock } from "../../ports/clock.ts";
import type { Changes } from "./engine/changes.ts";
import { requestRow, resultRow } from "./mql5-request.ts";
import { accountRow, dealRow, lean, type Mql5Row, orderRow, positionRow, transactionRow } from "./mql5-rows.ts";
import { mql5Symbol } from "./mql5-symbol.ts";
import { SocketClient } from "./socket-client.ts";
import { StateLane } from "./state-lane.ts";
import type { TradeEvent } from "./trade-listener.ts";
import type { TradeServer } from "./trade-server.ts";

/** So many positions of a symbol are valued with each of its ticks; more of them this often. */
const FEW = 16;
const MANY_MS = 100;

export interface TradeServerSocketOptions {
  readonly server: TradeServer;
  readonly path: string;
  readonly clock: Clock;
  readonly control?: (order: unknown, socket: TradeServerSocket) => object;
}

/** The trade server behind a Unix socket, for the MQL5 host (test/mql5-host/TRADE-SERVER.md). */
export class TradeServerSocket {
  readonly #server: TradeServer;
  readonly #options: TradeServerSocketOptions;
  readonly #clients = new Set<SocketClient>();
  readonly #lane: StateLane;
  readonly #stale = new Set<string>();
  readonly #unlisten: () => void;
  #net: Server | null = null;
  #account: Mql5Row = {};

  private constructor(options: TradeServerSocketOptions) {
    this.#options = options;
    this.#server = options.server;
    this.#lane = new StateLane(options.clock, (line) => this.#push(line));
    this.#unlisten = options.server.listen({
      changed: (changes, lagMs) => this.#changed(changes, lagMs),
      events: (events) => this.#push(eventsLine(events)),
      connected: (up) => this.#connected(up),
    });
  }

  /**
   * Listens at a path. The socket of a server that died is replaced.
   * @throws Error when a living server holds the path.
   */
  static async listen(options: TradeServerSocketOptions): Promise<TradeServerSocket> {
    const { path } = options;
    if (existsSync(path)) {
      if (await answers(path)) throw new Error(`another trade server listens at ${path}`);
      rmSync(path);
    }
    const made = new TradeServerSocket(options);
    await made.#open();
    return made;
  }

  /** Takes ticks of the market: the account is valued by them, and every client gets them. */
  ticks(symbol: string, ticks: TickColumns): void {
    if (ticks.count === 0) return;
    this.#server.ticks(symbol, ticks);
    const open = this.#server.openOn(symbol);
    if (open > FEW) this.#valueLater(symbol);
    const positions = open > 0 && open <= FEW ? { positions: this.#server.positions(symbol).map(positionRow) } : {};
    this.#send({ ...this.#accountIfNew(), ...positions, ticks: { [symbol]: rows(ticks) } }, 0);
  }

  /** Tells the clients a symbol's terms anew. */
  symbolChanged(symbol: string): void {
    const spec = this.#server.spec(symbol);
    if (spec !== null) this.#send({ symbols: [mql5Symbol(spec, this.#server.sessions(symbol))] }, 0);
  }

  async close(): Promise<void> {
    this.#unlisten();
    const closed = new Promise<void>((resolve) => {
      if (this.#net === null) resolve();
      else this.#net.close(() => resolve());
    });
    for (const client of this.#clients) client.close();
    await closed;
  }

  async #open(): Promise<void> {
    const net = createServer((socket) => {
      const client = new SocketClient(socket, {
        server: this.#server,
        control: (order) => this.#options.control?.(order, this) ?? {},
      });
      this.#clients.add(client);
      socket.on("close", () => this.#clients.delete(client));
    });
    this.#net = net;
    await new Promise<void>((resolve, reject) => {
      net.once("error", reject);
      net.listen(this.#options.path, resolve);
    });
  }

  #changed(changes: Changes, lagMs: number): void {
    const { positionsGone, ordersGone } = changes;
    this.#send(
      {
        ...this.#accountIfNew(),
        ...filled({
          positions: this.#server.valued(changes.positions).map((each) => lean(positionRow(each))),
          positionsGone: positionsGone.map(String),
          orders: changes.orders.map((each) => lean(orderRow(each))),
          ordersGone: ordersGone.map(String),
          history: changes.history.map((each) => lean(orderRow(each))),
          deals: changes.deals.map((each) => lean(dealRow(each))),
        }),
      },
      lagMs,
    );
  }

  /** A broker that cannot be reached takes no connections; a test's own stays. */
  #connected(up: boolean): void {
    if (up) {
      if (this.#net === null) void this.#open();
      return;
    }
    this.#net?.close();
    this.#net = null;
    for (const client of this.#clients) if (client.greeted) client.close();
  }

  #valueLater(symbol: string): void {
    const waiting = this.#stale.size > 0;
    this.#stale.add(symbol);
    if (waiting) return;
    this.#options.clock.after(MANY_MS, () => {
      const positions = [...this.#stale].flatMap((each) => this.#server.positions(each).map(positionRow));
      this.#stale.clear();
      this.#send({ ...this.#accountIfNew(), positions }, 0);
    });
  }

  /** What has changed since it was told last. */
  #accountIfNew(): { readonly account?: Mql5Row } {
    const now = accountRow(this.#server.terms, this.#server.account());
    const news = Object.entries(now).filter(([name, value]) => this.#account[name] !== value);
    this.#account = now;
    return news.length === 0 ? {} : { account: Object.fromEntries(news) };
  }

  #send(update: object, lagMs: number): void {
    if (this.#clients.size > 0) this.#lane.add(`${JSON.stringify({ type: "update", ...update })}\n`, lagMs);
  }

  #push(line: string): void {
    for (const client of this.#clients) client.push(line);
  }
}

/** Without the lists that are empty. */
const filled = (lists: Readonly<Record<string, readonly unknown[]>>): object =>
  Object.fromEntries(Object.entries(lists).filter(([, list]) => list.length > 0));

function eventsLine(events: readonly TradeEvent[]): string {
  const transactions = events.map((event) =>
    "transaction" in event
      ? { transaction: lean(transactionRow(event.transaction)) }
      : {
          transaction: { type: "TRADE_TRANSACTION_REQUEST" },
          request: lean(requestRow(event.request)),
          result: lean(resultRow(event.result, event.requestId)),
        },
  );
  return `${JSON.stringify({ type: "update", transactions })}\n`;
}

const rows = (ticks: TickColumns): number[][] =>
  Array.from({ length: ticks.count }, (_, i) => [
    ticks.timeMs[i] as number,
    ticks.bid[i] as number,
    ticks.ask[i] as number,
    ticks.flags[i] as number,
    ticks.last[i] as number,
    Number(ticks.volume[i]),
    ticks.volumeReal[i] as number,
  ]);

/** Whether somebody listens at the path. */
function answers(path: string): Promise<boolean> {
  return new Promise((resolve) => {
    const probe = connect(path);
    probe.once("connect", () => {
      probe.destroy();
      resolve(true);
    });
    probe.once("error", () => resolve(false));
  });
}
