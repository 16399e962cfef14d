import { randomBytes } from "node:crypto";
import { decode } from "#shared/link/codec.ts";
import { LinkDecodeError } from "#shared/link/errors.ts";
import type { AnyFrame } from "#shared/link/frame.ts";
import type { Clock } from "../../ports/clock.ts";
import type { LinkChannel, PeerWire } from "../../ports/peer-wire.ts";
import type { PaperMarket } from "../market/paper-market.ts";
import { Handshake, type HandshakePorts, type Outcome } from "./handshake.ts";
import { KeyChange } from "./key-change.ts";
import type { MarketFeed } from "./market-feed.ts";
import { OpenSession } from "./open-session.ts";
import { WireOutlet } from "./outlet.ts";
import type { TradeDesk } from "./trading/trade-desk.ts";

/** A handshake of a paired terminal that takes longer is begun anew. */
const HANDSHAKE_MS = 5_000;
/** Pairing is asked for at this pace. */
const PAIRING_MS = 1_000;
/** A wire that took nothing is tried again after this. */
const RETRY_MS = 5;

/** What belongs to the handshake itself; all else of the bridge's waits until the session is open. */
const HANDSHAKE: ReadonlySet<AnyFrame["name"]> = new Set(["Welcome", "Attached", "PairReply", "Refused", "BridgeBye"]);
const MAX_HELD = 64;

export interface ConnectionPorts extends HandshakePorts {
  readonly clock: Clock;
  readonly market: PaperMarket;
  readonly feed: MarketFeed;
  readonly desk: TradeDesk;
  readonly primed: Promise<void>;
  readonly opened: () => void;
  /** The connection is over: dial again after `waitMs`; null = after the usual back-off. */
  readonly over: (why: string, waitMs: number | null) => void;
}

/** One connection to the bridge, from dialling to its end; a new one has a new session number. */
export class Connection {
  readonly #ports: ConnectionPorts;
  readonly #number = randomBytes(8).readBigUInt64LE() | 1n;
  readonly #wire: PeerWire;
  readonly #outlet: WireOutlet;
  readonly #handshake: Handshake;
  readonly #heard: Record<LinkChannel, bigint> = { control: 0n, data: 0n };
  #session: OpenSession | null = null;
  readonly #held: AnyFrame[] = [];
  #cancels: (() => void)[] = [];
  #retrying = false;
  #over = false;
  #left = false;

  constructor(ports: ConnectionPorts) {
    this.#ports = ports;
    const { clock, identity, connections } = ports;
    this.#wire = connections.dialer(identity.load().keys).dial({
      frame: (channel, bytes) => this.#frame(channel, bytes),
      closed: (why) => this.#end(why, null),
    });
    this.#outlet = new WireOutlet(
      this.#wire,
      this.#number,
      () => this.#retrySoon(),
      () => this.#end("the bridge takes no frames", null),
    );
    this.#handshake = new Handshake(ports, this.#outlet);
    if (identity.load().credentials === null) {
      this.#cancels.push(clock.every(PAIRING_MS, () => this.#handshake.askToPair()));
    } else {
      this.#cancels.push(
        clock.after(HANDSHAKE_MS, () => this.#session ?? this.#end("the bridge does not answer", null)),
      );
    }
    this.#handshake.begin();
  }

  /** Says good-bye and closes. */
  leave(): void {
    if (this.#session !== null) this.#outlet.offer("Bye", { fields: { reason: "remove" } });
    this.#left = true;
    this.#end("the terminal is stopped", null);
  }

  #frame(channel: LinkChannel, bytes: Uint8Array): void {
    if (this.#over) return;
    let frame: AnyFrame;
    try {
      frame = decode(bytes);
    } catch (error) {
      if (!(error instanceof LinkDecodeError)) throw error;
      return this.#end("a frame of the bridge could not be read", null);
    }
    if (!this.#inPlace(channel, frame)) return;
    if (this.#session !== null) return this.#session.frame(frame);
    const outcome = this.#handshake.frame(frame);
    if (outcome !== null) this.#settle(outcome);
    // The sockets keep no order between them: a request may overtake the Attached that opens the session.
    else if (!HANDSHAKE.has(frame.name) && this.#held.length < MAX_HELD) this.#held.push(frame);
  }

  /** Frames of another session are stale; a hole in this one means that the bridge's words were lost. */
  #inPlace(channel: LinkChannel, { header: { session, seq } }: AnyFrame): boolean {
    if (session !== this.#number) return false;
    // Refused and PairReply are sent outside the session's numbering, as 0.
    if (seq === 0n) return true;
    const expected = this.#heard[channel] + 1n;
    this.#heard[channel] = seq;
    if (seq !== expected) this.#end("frames of the bridge were lost", 0);
    return seq === expected;
  }

  #settle(outcome: Outcome): void {
    if (outcome.kind === "again") return this.#end(outcome.why, outcome.waitMs);
    const keys = new KeyChange(this.#ports.identity, this.#ports.connections, this.#outlet);
    const again = (why: string, waitMs: number): void => this.#end(why, waitMs);
    this.#session = new OpenSession({ ...this.#ports, outlet: this.#outlet, keys, again }, outcome.welcome);
    this.#ports.opened();
    for (const frame of this.#held.splice(0)) if (!this.#over) this.#session.frame(frame);
  }

  #retrySoon(): void {
    if (this.#retrying || this.#over) return;
    this.#retrying = true;
    this.#ports.clock.after(RETRY_MS, () => {
      this.#retrying = false;
      if (this.#over) return;
      if (this.#session === null) this.#outlet.flush();
      else this.#session.retry();
    });
  }

  #end(why: string, waitMs: number | null): void {
    if (this.#over) return;
    this.#over = true;
    for (const cancel of this.#cancels) cancel();
    this.#session?.close();
    this.#wire.close();
    if (!this.#left) this.#ports.over(why, waitMs);
  }
}
