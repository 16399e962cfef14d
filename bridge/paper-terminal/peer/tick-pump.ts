import type { ItemOf } from "#shared/link/frame.ts";
import type { Outlet } from "./outlet.ts";
import { StreamReader } from "./stream-reader.ts";
import type { TerminalData } from "./terminal-data.ts";
import type { Cursor } from "./tick-ring.ts";
import { type Subscription, TickStream } from "./tick-stream.ts";

export interface TickPumpOptions {
  readonly data: TerminalData;
  readonly outlet: Outlet;
  readonly maxUnackedFrames: number;
  /** Something failed that ends the session. */
  readonly failed: (error: unknown) => void;
}

interface Lane {
  readonly stream: TickStream;
  readonly reader: StreamReader;
}

/** All tick streams of one session: sends what follows each cursor, within the window of unacknowledged frames. */
export class TickPump {
  readonly #options: TickPumpOptions;
  readonly #lanes = new Map<number, Lane>();
  #turn = 0;

  constructor(options: TickPumpOptions) {
    this.#options = options;
  }

  /** Frames sent and not yet acknowledged, all streams. */
  get unacked(): number {
    let sum = 0;
    for (const { stream } of this.#lanes.values()) sum += stream.unacked;
    return sum;
  }

  /** Ticks of a symbol at hand that still wait for the bridge. */
  backlog(symbol: string): number {
    let most = 0;
    for (const { stream } of this.#lanes.values()) {
      if (stream.symbol === symbol) most = Math.max(most, this.#options.data.ring(symbol).countAfter(stream.cursor));
    }
    return most;
  }

  symbols(): readonly string[] {
    return [...new Set([...this.#lanes.values()].map(({ stream }) => stream.symbol))];
  }

  /** Opens a stream at a cursor of its own, or takes it up there anew. `ranBack`: its epoch lies in the market's future. */
  open(item: Subscription, cursor: Cursor, ranBack: boolean): void {
    const ready = (): void => this.pump();
    const reader = new StreamReader(this.#options.data, item.symbol, ready, this.#options.failed);
    const stream = new TickStream(item, ranBack ? { timeMs: item.cursorMs, count: item.countAtCursor } : cursor);
    if (ranBack) stream.leaveEpoch(cursor);
    this.#lanes.set(item.stream, { stream, reader });
    this.pump();
  }

  drop(stream: number): void {
    this.#lanes.delete(stream);
  }

  acknowledge({ stream, epoch, seq }: ItemOf<"TickAck">): void {
    this.#lanes.get(stream)?.stream.acknowledge(epoch, seq);
  }

  /** The market's clock went back to `toMs`, for one symbol or for all: streams past it go on in a new epoch. */
  wentBack(toMs: number, symbol?: string): void {
    for (const { stream, reader } of this.#lanes.values()) {
      if (symbol !== undefined && stream.symbol !== symbol) continue;
      reader.reset();
      if (stream.cursor.timeMs > toMs) stream.leaveEpoch({ timeMs: toMs, count: 0 });
    }
  }

  /** Whether a stream stands before `ms`. */
  isBehind(ms: number): boolean {
    return [...this.#lanes.values()].some(({ stream }) => stream.cursor.timeMs < ms);
  }

  /** Sends what can be sent, a frame of each stream in turn. */
  pump(): void {
    const { outlet, maxUnackedFrames } = this.#options;
    const lanes = [...this.#lanes.values()];
    for (let idle = 0, room = maxUnackedFrames - this.unacked; idle < lanes.length && room > 0; ) {
      const { stream, reader } = lanes[this.#turn++ % lanes.length] as Lane;
      const ticks = stream.waiting ? null : reader.following(stream.cursor);
      if (ticks === null || ticks.count === 0) {
        idle++;
        continue;
      }
      const sent = stream.send(ticks, outlet);
      if (sent === 0) return;
      reader.took(sent);
      idle = 0;
      room--;
    }
  }
}
