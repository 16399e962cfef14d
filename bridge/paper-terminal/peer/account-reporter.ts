import type { Clock } from "../../ports/clock.ts";
import type { TradeServer } from "../trade-server/trade-server.ts";
import { type Outlet, partsOf } from "./outlet.ts";

/** Between two account snapshots at least, and at most (messages/account.ts). */
const SOONEST_MS = 200;
const LATEST_MS = 5_000;
/** Positions or orders in one frame: some 300 bytes each. */
const PART = 128;

/** Sends the account, its positions and orders: whenever they change, and every five seconds. */
export class AccountReporter {
  readonly #clock: Clock;
  readonly #server: TradeServer;
  readonly #outlet: Outlet;
  #snapshot = 0n;
  #sentMs = Number.NEGATIVE_INFINITY;
  /** When all three were sent: figures that change all the time must not keep the orders from being told again. */
  #wholeMs = Number.NEGATIVE_INFINITY;
  #account = "";
  #positions = "";
  #orders = "";

  constructor(clock: Clock, server: TradeServer, outlet: Outlet) {
    this.#clock = clock;
    this.#server = server;
    this.#outlet = outlet;
  }

  /** To be called several times a second: sends what is due. */
  report(): void {
    const now = this.#clock.monotonicMs();
    if (now - this.#sentMs < SOONEST_MS) return;
    const due = now - this.#wholeMs >= LATEST_MS;
    const fields = this.#server.account();
    const account = digestOf({ ...fields, brokerMs: 0 });
    const positions = digestOf(this.#server.positions());
    const orders = digestOf(this.#server.orders());
    if (!due && account === this.#account && positions === this.#positions && orders === this.#orders) return;
    this.#outlet.post("AccountSnapshot", { fields });
    if (due || positions !== this.#positions) this.#send("PositionsSnapshot", fields.brokerMs);
    if (due || orders !== this.#orders) this.#send("OrdersSnapshot", fields.brokerMs);
    this.#sentMs = now;
    if (due) this.#wholeMs = now;
    this.#account = account;
    this.#positions = positions;
    this.#orders = orders;
  }

  #send(name: "PositionsSnapshot" | "OrdersSnapshot", brokerMs: number): void {
    this.#snapshot += 1n;
    const head = { snapshot: this.#snapshot, brokerMs };
    if (name === "PositionsSnapshot") {
      const parts = partsOf(this.#server.positions(), PART);
      for (const [part, items] of parts.entries()) {
        this.#outlet.post(name, { fields: { ...head, part, parts: parts.length }, items });
      }
      return;
    }
    const parts = partsOf(this.#server.orders(), PART);
    for (const [part, items] of parts.entries()) {
      this.#outlet.post(name, { fields: { ...head, part, parts: parts.length }, items });
    }
  }
}

/** Text that differs whenever a value does; 64-bit tickets are no JSON numbers. */
const digestOf = (value: unknown): string =>
  JSON.stringify(value, (_, part: unknown) => (typeof part === "bigint" ? part.toString() : part));
