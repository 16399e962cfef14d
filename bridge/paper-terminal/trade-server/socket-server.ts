import { existsSync, rmSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import type { TickColumns } from "#shared/market/tick.ts";
import { accountRow, positionRow } from "./mql5-rows.ts";
import { SocketClient } from "./socket-client.ts";
import type { TradeServer } from "./trade-server.ts";

/** The trade server behind a Unix socket, for the MQL5 host (test/mql5-host/TRADE-SERVER.md). */
export class TradeServerSocket {
  readonly #server: TradeServer;
  readonly #clients = new Set<SocketClient>();
  readonly #net: Server;
  #account = "";

  private constructor(server: TradeServer) {
    this.#server = server;
    this.#net = createServer((socket) => {
      const client = new SocketClient(socket, server);
      this.#clients.add(client);
      socket.on("close", () => this.#clients.delete(client));
    });
  }

  /**
   * Listens at `path`. The socket of a server that died is replaced.
   * @throws Error when a living server holds the path.
   */
  static async listen(server: TradeServer, path: string): Promise<TradeServerSocket> {
    if (existsSync(path)) {
      if (await answers(path)) throw new Error(`another trade server listens at ${path}`);
      rmSync(path);
    }
    const made = new TradeServerSocket(server);
    await new Promise<void>((resolve, reject) => {
      made.#net.once("error", reject);
      made.#net.listen(path, resolve);
    });
    return made;
  }

  /** Takes ticks of the market: the account is valued by them, and every client gets them. */
  ticks(symbol: string, ticks: TickColumns): void {
    if (ticks.count === 0) return;
    const last = ticks.count - 1;
    this.#server.quote(symbol, ticks.bid[last] as number, ticks.ask[last] as number);
    this.#push({ type: "update", ...this.#changes(), ticks: { [symbol]: rows(ticks) } });
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#net.close(resolve));
    for (const client of this.#clients) client.close();
    await closed;
  }

  /** The account and what is open, when their figures changed. */
  #changes(): object {
    const account = accountRow(this.#server.terms, this.#server.account());
    const text = JSON.stringify(account);
    if (text === this.#account) return {};
    this.#account = text;
    return { account, positions: this.#server.positions().map(positionRow) };
  }

  #push(message: object): void {
    for (const client of this.#clients) client.push(message);
  }
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
