import type { Socket } from "node:net";
import { readRequest, resultRow } from "./mql5-request.ts";
import { accountRow, dealRow, orderRow, positionRow } from "./mql5-rows.ts";
import { mql5Symbol } from "./mql5-symbol.ts";
import { ClientLine, isOrderLine } from "./socket-messages.ts";
import type { TradeServer } from "./trade-server.ts";

/** A client that sends more without ending the line is no client of ours. */
const LONGEST_LINE = 1_048_576;
/** Bytes that may wait for a client that does not read; then it is let go, and comes back for a new `state`. */
const MOST_WAITING = 16_777_216;

export interface SocketClientPorts {
  readonly server: TradeServer;
  /** What a test tells the server to do. @throws Error with words that say what was wrong with it. */
  readonly control: (order: unknown) => object;
}

/** One connection of the MQL5 host or of a test: one JSON message a line, in both directions. */
export class SocketClient {
  readonly #socket: Socket;
  readonly #ports: SocketClientPorts;
  #rest = "";
  #greeted = false;
  /** Lines of this turn: they leave in one write. */
  #held = "";

  constructor(socket: Socket, ports: SocketClientPorts) {
    this.#socket = socket;
    this.#ports = ports;
    socket.setEncoding("utf8");
    socket.on("data", (chunk: string) => this.#data(chunk));
    // The host comes back by itself; `close` follows.
    socket.on("error", () => socket.destroy());
  }

  /** Whether this is a program of the terminal: one that has said hello. */
  get greeted(): boolean {
    return this.#greeted;
  }

  /** Sends a line to a client that has said hello. */
  push(line: string): void {
    if (this.#greeted) this.#writeLine(line);
  }

  close(): void {
    this.#flush();
    this.#socket.destroy();
  }

  #write(message: object): void {
    this.#writeLine(`${JSON.stringify(message)}\n`);
  }

  #writeLine(line: string): void {
    if (this.#held === "") queueMicrotask(() => this.#flush());
    this.#held += line;
  }

  #flush(): void {
    const lines = this.#held;
    this.#held = "";
    if (lines === "" || this.#socket.destroyed) return;
    if (this.#socket.writableLength > MOST_WAITING) this.#socket.destroy();
    else this.#socket.write(lines);
  }

  #data(chunk: string): void {
    this.#rest += chunk;
    for (let end = this.#rest.indexOf("\n"); end >= 0; end = this.#rest.indexOf("\n")) {
      const line = this.#rest.slice(0, end);
      this.#rest = this.#rest.slice(end + 1);
      if (!this.#line(line)) return;
    }
    // Who asked hears first.
    this.#flush();
    if (this.#rest.length > LONGEST_LINE) this.#socket.destroy();
  }

  /** @returns false when the connection was ended because the line is none of the protocol. */
  #line(line: string): boolean {
    const message = parsed(line);
    if (message === null || (!this.#greeted && message.type !== "hello" && message.type !== "control")) {
      this.#socket.destroy();
      return false;
    }
    this.#answer(message);
    return true;
  }

  #answer(message: ClientLine): void {
    const { server } = this.#ports;
    switch (message.type) {
      case "hello":
        this.#greeted = true;
        return this.#write(stateOf(server));
      case "order":
        return this.#order(message);
      case "check":
        return this.#check(message.id, message.request);
      case "calcMargin": {
        const { id, symbol, volume, open } = message;
        return this.#value(id, server.marginFor(symbol, volume, open));
      }
      case "calcProfit": {
        const { id, action, symbol, volume, open, close } = message;
        const side = action === "ORDER_TYPE_BUY" ? "buy" : action === "ORDER_TYPE_SELL" ? "sell" : null;
        return this.#value(id, side === null ? null : server.profitFor(side, symbol, volume, open, close));
      }
      case "control":
        return this.#control(message.id, message.do);
    }
  }

  #value(id: number, value: number | null): void {
    this.#write({ type: "answer", id, ...(value === null ? {} : { value }) });
  }

  #order({ id, async: asynchronous, request, request_id }: Extract<ClientLine, { type: "order" }>): void {
    const from = { origin: "expert", requestId: String(request_id) } as const;
    this.#ports.server.submit(readRequest(request), from, (result) => {
      if (!asynchronous) this.#write({ type: "answer", id, result: resultRow(result, request_id) });
    });
  }

  #check(id: number, request: Parameters<typeof readRequest>[0]): void {
    const {
      marginFree: margin_free,
      marginLevel: margin_level,
      ...verdict
    } = this.#ports.server.check(readRequest(request));
    this.#write({ type: "answer", id, result: { ...verdict, margin_free, margin_level } });
  }

  #control(id: number, order: unknown): void {
    try {
      this.#write({ type: "answer", id, result: this.#ports.control(order) });
    } catch (error) {
      this.#write({ type: "answer", id, error: String(error) });
    }
  }
}

function parsed(line: string): ClientLine | null {
  try {
    const message: unknown = JSON.parse(line);
    return isOrderLine(message) ? message : (ClientLine.safeParse(message).data ?? null);
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
    history: server.history(0, Number.MAX_SAFE_INTEGER).map(orderRow),
    deals: server.deals(0, Number.MAX_SAFE_INTEGER).map(dealRow),
  };
}
