import type { ItemOf } from "#shared/link/frame.ts";
import type { TradeServer } from "../trade-server/trade-server.ts";
import { type Outlet, partsOf } from "./outlet.ts";

/** Specifications, names and sessions in one frame: far below the longest. */
const SPECS = 64;
const NAMES = 512;
const SESSIONS = 512;
/** A tick value that moved less than this share is not worth telling: it follows every quote of its currency. */
const TOLERANCE = 0.001;

type Spec = ItemOf<"SymbolSpecs">;

/** Says which symbols there are, and how they are specified. */
export class SymbolDesk {
  readonly #server: TradeServer;
  readonly #outlet: Outlet;
  readonly #told = new Map<string, Spec>();

  constructor(server: TradeServer, outlet: Outlet) {
    this.#server = server;
    this.#outlet = outlet;
  }

  /** Every symbol of the paper broker is in its Market Watch. */
  list(request: number): void {
    const items = this.#server.symbols().map((symbol) => ({ symbol, inMarketWatch: true }));
    const parts = partsOf(items, NAMES);
    for (const [part, items] of parts.entries()) {
      this.#outlet.post("SymbolList", { fields: { request, part, parts: parts.length }, items });
    }
  }

  /** Specifications and sessions of symbols that were subscribed. */
  tell(symbols: readonly string[]): void {
    this.#specs(symbols);
    const sessions = symbols.flatMap((symbol) =>
      this.#server
        .sessions(symbol)
        .flatMap(({ weekday, fromS, toS }) =>
          (["quote", "trade"] as const).map((kind) => ({ symbol, kind, weekday, fromS, toS })),
        ),
    );
    const parts = partsOf(sessions, SESSIONS);
    for (const [part, items] of parts.entries()) {
      this.#outlet.post("SymbolSessions", { fields: { part, parts: parts.length }, items });
    }
  }

  /** Tells again what has changed since it was told: tick values follow the quotes. */
  refresh(): void {
    const stale = [...this.#told].filter(([symbol, told]) => {
      const now = this.#server.spec(symbol);
      return now !== null && differs(told.tickValue, now.tickValue);
    });
    if (stale.length > 0) this.#specs(stale.map(([symbol]) => symbol));
  }

  #specs(symbols: readonly string[]): void {
    const specs = symbols.map((symbol) => this.#server.spec(symbol)).filter((spec) => spec !== null);
    for (const spec of specs) this.#told.set(spec.symbol, spec);
    const parts = partsOf(specs, SPECS);
    for (const [part, items] of parts.entries()) {
      this.#outlet.post("SymbolSpecs", { fields: { part, parts: parts.length }, items });
    }
  }
}

const differs = (one: number, other: number): boolean => Math.abs(one - other) > TOLERANCE * Math.max(one, other);
