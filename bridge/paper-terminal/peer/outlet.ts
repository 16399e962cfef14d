import { encode } from "#shared/link/codec.ts";
import type { Body } from "#shared/link/frame.ts";
import { MESSAGES, type MessageName } from "#shared/link/messages.ts";
import type { MessageShape } from "#shared/link/schema.ts";
import type { LinkChannel, PeerWire } from "../../ports/peer-wire.ts";

/** Messages that a terminal's program sends (test/unit/paper-outlet.test.ts holds this to the schema). */
export const PROGRAM_MESSAGES = [
  "PairRequest",
  "Hello",
  "Attach",
  "Bye",
  "NewKey",
  "Heartbeat",
  "LeaseState",
  "OffsetChanged",
  "Pong",
  "Notice",
  "AccountSnapshot",
  "PositionsSnapshot",
  "OrdersSnapshot",
  "SymbolList",
  "SymbolSpecs",
  "SymbolSessions",
  "Subscribed",
  "Ticks",
  "TailDigest",
  "EpochOpened",
  "HistoryTicks",
  "HistoryBars",
  "HistoryEnd",
  "BookFollowed",
  "BookImage",
  "CalendarValues",
  "CalendarEnd",
  "CalendarChanged",
  "TradeOwnerTaken",
  "TradeState",
  "TradeDeals",
  "TradeOrders",
  "GuardState",
  "FlattenState",
] as const satisfies readonly MessageName[];
export type ProgramMessage = (typeof PROGRAM_MESSAGES)[number];

const socketOf = (name: ProgramMessage): LinkChannel => (MESSAGES[name] as MessageShape).socket;

/** Where a program's frames leave; they go on the socket that the schema names, numbered in the order they leave. */
export interface Outlet {
  /** Sends now or not at all. False: the wire is full, or older frames of the socket still wait; nothing was sent. */
  offer<N extends ProgramMessage>(name: N, body: Body<N>): boolean;
  /** Sends now, or as soon as the wire takes frames again. */
  post<N extends ProgramMessage>(name: N, body: Body<N>): void;
}

/** What may wait for a wire that takes nothing; a bridge that lets more pile up is as good as dead. */
const MAX_WAITING = 2_048;

/** The frames of one session on their way to one wire. */
export class WireOutlet implements Outlet {
  readonly #wire: PeerWire;
  readonly #session: bigint;
  readonly #seq: Record<LinkChannel, bigint> = { control: 0n, data: 0n };
  readonly #waiting: Record<LinkChannel, Uint8Array[]> = { control: [], data: [] };
  readonly #stuck: () => void;
  readonly #overflow: () => void;

  /** `stuck`: the wire took no more, so somebody should `flush` soon. `overflow`: too much waits. */
  constructor(wire: PeerWire, session: bigint, stuck: () => void, overflow: () => void) {
    this.#wire = wire;
    this.#session = session;
    this.#stuck = stuck;
    this.#overflow = overflow;
  }

  offer<N extends ProgramMessage>(name: N, body: Body<N>): boolean {
    const channel = socketOf(name);
    this.flush();
    const frame = this.#pack(name, body, this.#seq[channel] + 1n);
    if (this.#waiting[channel].length > 0 || !this.#wire.send(channel, frame)) {
      this.#stuck();
      return false;
    }
    this.#seq[channel] += 1n;
    return true;
  }

  post<N extends ProgramMessage>(name: N, body: Body<N>): void {
    if (this.offer(name, body)) return;
    const channel = socketOf(name);
    this.#seq[channel] += 1n;
    this.#waiting[channel].push(this.#pack(name, body, this.#seq[channel]));
    if (this.#waiting[channel].length > MAX_WAITING) this.#overflow();
  }

  /** Hands over what waits, as far as the wire takes it. */
  flush(): void {
    for (const channel of ["control", "data"] as const) {
      const waiting = this.#waiting[channel];
      let sent = 0;
      while (sent < waiting.length && this.#wire.send(channel, waiting[sent] as Uint8Array)) sent++;
      if (sent > 0) waiting.splice(0, sent);
      if (waiting.length > 0) this.#stuck();
    }
  }

  #pack<N extends ProgramMessage>(name: N, body: Body<N>, seq: bigint): Uint8Array {
    return encode(name, { header: { session: this.#session, seq }, ...body });
  }
}

/** Splits records over parts of at most `size`; no records make one empty part, so that an answer always comes. */
export function partsOf<T>(records: readonly T[], size: number): readonly (readonly T[])[] {
  const parts: (readonly T[])[] = [];
  for (let at = 0; at < records.length || at === 0; at += size) parts.push(records.slice(at, at + size));
  return parts;
}
