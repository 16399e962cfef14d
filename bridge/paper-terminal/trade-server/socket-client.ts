import type { Socket } from "node:net";
import { accountRow, dealRow, orderRow, positionRow } from "./mql5-rows.ts";
import { mql5Symbol } from "./mql5-symbol.ts";
import { ClientLine } from "./socket-messages.ts";
import { TRADE_DISABLED, type TradeServer } from "./trade-server.ts";

/** A client that sends more without ending the line is no client of ours. */
const LONGEST_LINE = 1_048_576;
/** Bytes that may wait for a client that does not read; then it is let go, and comes back for a new `state`. */
const MOST_WAITING = 16_777_216;
const DISABLED = "Trade is disabled";

/** One connection of the MQL5 host: one JSON message a line, in both directions. */
export class SocketClient {
  readonly #socket: Socket;
  readonly #server: TradeServer;
  #rest = "";
  #greeted = false;

  constructor(socket: Socket, server: TradeServer) {
    this.#socket = socket;
    this.#server = server;
    socket.setEncoding("utf8");
    socket.on("data", (chunk: string) => this.#data(chunk));
    // The host comes back by itself; `close` follows.
    socket.on("error", () => socket.destroy());
  }

  /** Sends a message to a client that has said hello. */
  push(message: object): void {
    if (this.#greeted) this.#write(message);
  }

  close(): void {
    this.#socket.destroy();
  }

  #write(message: object): void {
    if (this.#socket.writableLength > MOST_WAITING) this.#socket.destroy();
    else this.#socket.write(`${JSON.stringify(message)}\n`);
  }

  #data(chunk: string): void {
    this.#rest += chunk;
    for (let end = this.#rest.indexOf("\n"); end >= 0; end = this.#rest.indexOf("\n")) {
      const line = this.#rest.slice(0, end);
      this.#rest = this.#rest.slice(end + 1);
      if (!this.#line(line)) return;
    }
    if (this.#rest.length > LONGEST_LINE) this.#socket.destroy();
  }

  /** @returns false when the connection was ended because the line is none of the protocol. */
  #line(line: string): boolean {
    const message = parsed(line);
    if (message === null || (!this.#greeted && message.type !== "hello")) {
      this.#socket.destroy();
      return false;
    }
    this.#answer(message);
    return true;
  }

  #answer(message: ClientLine): void {
    switch (message.type) {
      case "hello":
        this.#greeted = true;
        return this.#write(stateOf(this.#server));
      case "order":
        return this.#refuseOrder(message);
      case "check":
        return this.#write({ type: "answer", id: message.id, result: this.#check() });
      case "calcMargin": {
        const { id, symbol, volume, open } = message;
        return this.#value(id, this.#server.marginFor(symbol, volume, open));
      }
      case "calcProfit": {
        const { id, action, symbol, volume, open, close } = message;
        const side = action === "ORDER_TYPE_BUY" ? "buy" : action === "ORDER_TYPE_SELL" ? "sell" : null;
        return this.#value(id, side === null ? null : this.#server.profitFor(side, symbol, volume, open, close));
      }
    }
  }

  #value(id: number, value: number | null): void {
    this.#write({ type: "answer", id, ...(value === null ? {} : { value }) });
  }

  /** Orders are not taken yet: said as MT5's servers say it, so that a program can tell it from a lost reply. */
  #refuseOrder({ id, async: asynchronous, request, request_id }: Extract<ClientLine, { type: "order" }>): void {
    const quote = this.#server.lastQuote(String(request["symbol"] ?? ""));
    const result = {
      retcode: TRADE_DISABLED,
      deal: 0,
      order: 0,
      volume: 0,
      price: 0,
      bid: quote?.bid ?? 0,
      ask: quote?.ask ?? 0,
      comment: DISABLED,
      request_id,
      retcode_external: 0,
    };
    if (!asynchronous) return this.#write({ type: "answer", id, result });
    const transaction = { type: "TRADE_TRANSACTION_REQUEST" };
    this.#write({ type: "update", transactions: [{ transaction, request, result }] });
  }

  #check(): object {
    const { balance, equity, profit, margin, marginFree, marginLevel } = this.#server.account();
    return {
      retcode: TRADE_DISABLED,
      balance,
      equity,
      profit,
      margin,
      margin_free: marginFree,
      margin_level: marginLevel,
      comment: DISABLED,
    };
  }
}

function parsed(line: string): ClientLine | null {
  try {
    return ClientLine.safeParse(JSON.parse(line)).data ?? null;
  } catch {
    return null;
  }
}

/** Everything that the host must know, in MT5's names. */
function stateOf(server: TradeServer): object {
  return {
    type: "state",
    account: accountRow(server.terms, server.account()),
    symbols: server.symbols().flatMap((symbol) => {
      const spec = server.spec(symbol);
      return spec === null ? [] : [mql5Symbol(spec, server.sessions(symbol))];
    }),
    positions: server.positions().map(positionRow),
    orders: server.orders().map(orderRow),
    history: [],
    deals: server.deals(0, Number.MAX_SAFE_INTEGER).map(dealRow),
  };
}
