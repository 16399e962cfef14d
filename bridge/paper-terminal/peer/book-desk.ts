import type { Frame } from "#shared/link/frame.ts";
import type { Clock } from "../../ports/clock.ts";
import { paperBook } from "../market/paper-book.ts";
import type { TradeServer } from "../trade-server/trade-server.ts";
import type { Outlet } from "./outlet.ts";

/** Not more often than this, whatever the bridge asks; as the EA. */
const LEAST_MS = 20;

interface Book {
  readonly book: number;
  readonly symbol: string;
  told: string;
}

/** The depth of the symbols that the bridge names: an image when the book is another one, and not sooner than wanted. */
export class BookDesk {
  readonly #server: TradeServer;
  readonly #outlet: Outlet;
  readonly #clock: Clock;
  #books: readonly Book[] = [];
  #stop: () => void = () => {};

  constructor(server: TradeServer, outlet: Outlet, clock: Clock) {
    this.#server = server;
    this.#outlet = outlet;
    this.#clock = clock;
  }

  follow({ fields: { request, everyMs }, items }: Frame<"BookFollow">): void {
    this.close();
    const states = items.map(({ book, symbol }) => ({ book, symbol, status: this.#statusOf(symbol), error: 0 }));
    this.#outlet.post("BookFollowed", {
      fields: { request },
      items: states.map(({ book, status, error }) => ({ book, status, error })),
    });
    this.#books = states
      .filter(({ status }) => status === "live")
      .map(({ book, symbol }) => ({ book, symbol, told: "" }));
    if (this.#books.length === 0) return;
    this.#tell();
    this.#stop = this.#clock.every(Math.max(LEAST_MS, everyMs), () => this.#tell());
  }

  close(): void {
    this.#stop();
    this.#stop = () => {};
    this.#books = [];
  }

  #statusOf(symbol: string): "live" | "unknownSymbol" | "notOffered" {
    const spec = this.#server.spec(symbol);
    return spec === null ? "unknownSymbol" : spec.bookDepth === 0 ? "notOffered" : "live";
  }

  #tell(): void {
    for (const book of this.#books) {
      const spec = this.#server.spec(book.symbol);
      const quote = this.#server.lastQuote(book.symbol);
      if (spec === null || quote === null) continue;
      const brokerMs = this.#server.now();
      const items = paperBook({ ...spec, depth: spec.bookDepth }, quote.bid, quote.ask, brokerMs);
      const told = items.map(({ price, volume }) => `${price} ${volume}`).join();
      if (told === book.told) continue;
      // A full wire takes the next one.
      const fields = { book: book.book, brokerMs: Math.floor(brokerMs / 1_000) * 1_000, levels: items.length };
      if (this.#outlet.offer("BookImage", { fields, items })) book.told = told;
    }
  }
}
