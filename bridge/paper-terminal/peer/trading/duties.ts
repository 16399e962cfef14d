import type { Clock } from "../../../ports/clock.ts";
import type { PositionRecord, TradeServer } from "../../trade-server/trade-server.ts";
import { dutyClose } from "./duty-lots.ts";
import { closing } from "./flattener.ts";
import { intentKey, type Trade } from "./trade.ts";
import type { TradeMemory } from "./trade-memory.ts";

/** A close that was not answered, or refused, is asked for again after this. */
const AGAIN_MS = 1_000;
/** One of a netting position that was not answered could close others' lots if it came twice: only after this. */
const DOUBT_MS = 180_000;

/** The last close that was asked for; `magic` of a netting position's, null once it was refused. */
interface Asked {
  readonly atMs: number;
  readonly magic: bigint | null;
}

export interface DutiesPorts {
  readonly clock: Clock;
  readonly server: TradeServer;
  readonly memory: TradeMemory;
  readonly keep: (trade: Trade) => void;
  readonly alarm: (code: string, message: string) => void;
}

/**
 * What a fill brings along: a stop that the server accepted in time, else the position is closed; a close after its
 * time. Kept with the trade, so that they hold across restarts; they end with the position.
 */
export class Duties {
  readonly #clock: Clock;
  readonly #server: TradeServer;
  readonly #memory: TradeMemory;
  readonly #keep: (trade: Trade) => void;
  readonly #alarm: (code: string, message: string) => void;
  readonly #watched = new Set<string>();
  readonly #asked = new Map<string, Asked>();

  constructor(ports: DutiesPorts) {
    const { clock, server, memory, keep, alarm } = ports;
    this.#clock = clock;
    this.#server = server;
    this.#memory = memory;
    this.#keep = keep;
    this.#alarm = alarm;
    for (const trade of memory.trades.values()) this.watch(trade);
  }

  /** Watches over a trade that has been filled. */
  watch(trade: Trade): void {
    const opens =
      trade.command.action === "pending" || (trade.command.action === "deal" && trade.command.position === 0n);
    if (opens && trade.filledMs !== 0 && !(trade.stopDone && trade.holdDone))
      this.#watched.add(intentKey(trade.command.intent));
  }

  /** To be called several times a second. */
  step(): void {
    for (const key of this.#watched) {
      const trade = this.#memory.trades.get(key);
      if (trade !== undefined) this.#look(key, trade);
    }
  }

  #look(key: string, trade: Trade): void {
    const position = this.#server
      .positions(trade.command.symbol)
      .find(({ identifier }) => identifier === trade.state.position);
    if (position === undefined) return this.#done(key, { ...trade, stopDone: true, holdDone: true });
    const { stopWithinMs, holdMs } = trade.command;
    const ageMs = this.#server.now() - trade.filledMs;
    if (!trade.stopDone && position.stopLoss !== 0) return this.#done(key, { ...trade, stopDone: true });
    if (!trade.stopDone && ageMs >= stopWithinMs) {
      this.#close(
        key,
        trade,
        position,
        "NO_STOP",
        `Position ${position.ticket} had no stop at the broker in time and is closed.`,
      );
    } else if (!trade.holdDone && ageMs >= holdMs) {
      this.#close(
        key,
        trade,
        position,
        "TIMED_CLOSE",
        `Position ${position.ticket} has reached its time and is closed.`,
      );
    }
  }

  #close(key: string, trade: Trade, position: PositionRecord, code: string, message: string): void {
    const now = this.#clock.monotonicMs();
    const asked = this.#asked.get(key);
    if (asked !== undefined && now - asked.atMs < AGAIN_MS) return;
    const isShared = this.#server.terms.marginMode !== "hedging";
    const own = isShared ? dutyClose(this.#server, this.#memory, trade, position) : null;
    if (isShared && own === null) return this.#done(key, { ...trade, stopDone: true, holdDone: true });
    if (own === "waits") return;
    if (own !== null && asked !== undefined && asked.magic === own.magic && now - asked.atMs < DOUBT_MS) return;
    if (asked === undefined) this.#alarm(code, message);
    const magic = own?.magic ?? null;
    this.#asked.set(key, { atMs: now, magic });
    const whole = closing(this.#server, position);
    const request = own === null ? whole : { ...whole, volume: own.lots, magic: own.magic };
    this.#server.submit(request, { origin: "expert" }, ({ retcode }) => {
      if (isRefusal(retcode) && this.#asked.get(key)?.magic === magic) this.#asked.set(key, { atMs: now, magic: null });
    });
  }

  #done(key: string, trade: Trade): void {
    this.#keep(trade);
    if (!trade.stopDone || !trade.holdDone) return;
    this.#watched.delete(key);
    this.#asked.delete(key);
  }
}

/** The server said no, and means it: not a timeout, a lost connection or a fault of its own, nor that it has the order. */
const isRefusal = (retcode: number): boolean => !(retcode >= 10_008 && retcode <= 10_012) && retcode !== 10_031;
