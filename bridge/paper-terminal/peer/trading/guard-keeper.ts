import type { FieldsOf } from "#shared/link/frame.ts";
import type { TradeServer } from "../../trade-server/trade-server.ts";
import { type Command, type Refusal, words } from "./trade.ts";
import type { KeptGuard, TradeMemory } from "./trade-memory.ts";

const NONE: KeptGuard = {
  version: 0n,
  maxOrderLots: 0,
  maxTotalLots: 0,
  equityFloor: 0,
  entriesPaused: false,
  automationStopped: false,
  flattened: false,
  ownLatch: false,
  cause: "command",
};
const DUST = 1e-9;

/** Hard limits that the program enforces by itself, and remembers with the bridge dead too. */
export class GuardKeeper {
  readonly #server: TradeServer;
  readonly #memory: TradeMemory;
  readonly #tell: (state: FieldsOf<"GuardState">) => void;

  constructor(server: TradeServer, memory: TradeMemory, tell: (state: FieldsOf<"GuardState">) => void) {
    this.#server = server;
    this.#memory = memory;
    this.#tell = tell;
  }

  get #guard(): KeptGuard {
    return this.#memory.guard ?? NONE;
  }

  /** Nothing may stay open. */
  get flattened(): boolean {
    return this.#guard.flattened || this.#guard.ownLatch;
  }

  get cause(): KeptGuard["cause"] {
    return this.#guard.cause;
  }

  /** Equity is at or below the floor. */
  get breached(): boolean {
    const { equityFloor } = this.#guard;
    return equityFloor > 0 && this.#server.account().equity <= equityFloor;
  }

  /** Takes the bridge's guard; a lower version, or one with numbers that are none, changes nothing. */
  take(fields: FieldsOf<"Guard">): void {
    const { version, maxOrderLots, maxTotalLots, equityFloor, entriesPaused, automationStopped, flattened } = fields;
    const guard = { version, maxOrderLots, maxTotalLots, equityFloor, entriesPaused, automationStopped, flattened };
    const now = this.#guard;
    const numbers = [guard.maxOrderLots, guard.maxTotalLots, guard.equityFloor].every(Number.isFinite);
    if (numbers && guard.version >= now.version) {
      // A latch of its own ends when the bridge has made it its own; a guard that was sent before says nothing about it.
      const takenOver = guard.version > now.version && guard.flattened;
      const ownLatch = now.ownLatch && !takenOver;
      this.#memory.keepGuard({ ...guard, ownLatch, cause: ownLatch ? now.cause : "command" });
    }
    this.tell();
  }

  /** The program stops by itself, until the bridge takes the latch over. */
  latch(cause: KeptGuard["cause"]): void {
    this.#memory.keepGuard({ ...this.#guard, ownLatch: true, cause });
    this.tell();
  }

  tell(): void {
    const { login, server } = this.#server.terms;
    const { equity } = this.#server.account();
    this.#tell({ ...this.#guard, flattened: this.flattened, login, server, equity });
  }

  /** `waitingLots`: sent, and not seen at the broker yet. */
  allows(command: Command, waitingLots: number): { readonly refusal: Refusal; readonly words: string } {
    const { entriesPaused, automationStopped, maxOrderLots, maxTotalLots, equityFloor } = this.#guard;
    if (entriesPaused || this.flattened || (automationStopped && command.automated))
      return { refusal: "halted", words: "" };
    if (this.breached) return { refusal: "guardLoss", words: words(`equity floor ${equityFloor.toFixed(2)}`) };
    if (command.action === "modify") return { refusal: "none", words: "" };
    if (maxOrderLots > 0 && command.volume > maxOrderLots + DUST)
      return { refusal: "guardLots", words: `most ${maxOrderLots} lots an order` };
    if (maxTotalLots > 0 && this.#openLots() + waitingLots + command.volume > maxTotalLots + DUST)
      return { refusal: "guardLots", words: `most ${maxTotalLots} lots in all` };
    return { refusal: "none", words: "" };
  }

  /** Open positions, and orders that would open some. */
  #openLots(): number {
    const open = this.#server.positions().reduce((sum, { volume }) => sum + volume, 0);
    return this.#server
      .orders()
      .reduce((sum, { position, volumeCurrent }) => sum + (position === 0n ? volumeCurrent : 0), open);
  }
}
