import type { LinkChannel, PeerDialer, PeerWire, PeerWireHandlers } from "../ports/peer-wire.ts";
import type { LinkTransport, Peer, TransportHandlers } from "./transport.ts";

const CHANNELS: readonly LinkChannel[] = ["control", "data"];
/** Frames under way in one direction before a sender is told to wait. */
const MAX_QUEUED = 1_024;

/**
 * The link without a network: for the embedded paper terminal, and for model runs. Frames are handed over in order by
 * `schedule` (a microtask by default), so neither side ever runs inside the other's call.
 */
export class MemoryTransport implements LinkTransport {
  readonly #kind: Peer["kind"];
  readonly #schedule: (run: () => void) => void;
  readonly #wires = new Set<MemoryWire>();
  #handlers: TransportHandlers | null = null;

  constructor(kind: Peer["kind"] = "paper", schedule: (run: () => void) => void = queueMicrotask) {
    this.#kind = kind;
    this.#schedule = schedule;
  }

  start(handlers: TransportHandlers): void {
    this.#handlers = handlers;
  }

  close(): Promise<void> {
    for (const wire of this.#wires) wire.cut("the bridge has stopped");
    this.#handlers = null;
    return Promise.resolve();
  }

  /** Reaches this transport as the holder of `publicKey` would. */
  dialer(publicKey: string): PeerDialer {
    return {
      dial: (terminal) => {
        const wire = new MemoryWire(
          this.#kind,
          publicKey,
          terminal,
          this.#schedule,
          () => this.#handlers,
          () => {
            this.#wires.delete(wire);
          },
        );
        this.#wires.add(wire);
        return wire;
      },
    };
  }

  /** Cuts every connection, as a crash of the other side would. */
  cut(why = "the connection was cut"): void {
    for (const wire of this.#wires) wire.cut(why);
  }
}

class MemoryWire implements PeerWire {
  readonly #terminal: PeerWireHandlers;
  readonly #bridge: () => TransportHandlers | null;
  readonly #schedule: (run: () => void) => void;
  readonly #forget: () => void;
  readonly #peers: Readonly<Record<LinkChannel, MemoryPeer>>;
  #open = true;
  /** Broken off: what was under way is lost. After `close` it still arrives. */
  #cut = false;
  #queued = 0;

  constructor(
    kind: Peer["kind"],
    key: string,
    terminal: PeerWireHandlers,
    schedule: (run: () => void) => void,
    bridge: () => TransportHandlers | null,
    forget: () => void,
  ) {
    this.#terminal = terminal;
    this.#bridge = bridge;
    this.#schedule = schedule;
    this.#forget = forget;
    const peer = (channel: LinkChannel): MemoryPeer =>
      new MemoryPeer(channel, kind, key, (frame) => this.#toTerminal(channel, frame));
    this.#peers = { control: peer("control"), data: peer("data") };
  }

  send(channel: LinkChannel, bytes: Uint8Array): boolean {
    if (!this.#open || this.#queued >= MAX_QUEUED || this.#bridge() === null) return false;
    this.#queued += 1;
    this.#schedule(() => {
      this.#queued -= 1;
      if (!this.#cut) this.#bridge()?.frame(this.#peers[channel], bytes);
    });
    return true;
  }

  close(): void {
    this.#end("the program has closed the connection", false);
  }

  cut(why: string): void {
    this.#cut = true;
    this.#end(why, true);
  }

  #toTerminal(channel: LinkChannel, frame: Uint8Array): boolean {
    if (!this.#open) return false;
    this.#schedule(() => {
      if (this.#open) this.#terminal.frame(channel, frame);
    });
    return true;
  }

  #end(why: string, tellTerminal: boolean): void {
    if (!this.#open) return;
    this.#open = false;
    this.#forget();
    this.#schedule(() => {
      if (tellTerminal) this.#terminal.closed(why);
      for (const channel of CHANNELS) this.#bridge()?.gone(this.#peers[channel], why);
    });
  }
}

class MemoryPeer implements Peer {
  readonly channel: LinkChannel;
  readonly kind: Peer["kind"];
  readonly #key: string;
  readonly #deliver: (frame: Uint8Array) => boolean;

  constructor(channel: LinkChannel, kind: Peer["kind"], key: string, deliver: (frame: Uint8Array) => boolean) {
    this.channel = channel;
    this.kind = kind;
    this.#key = key;
    this.#deliver = deliver;
  }

  claim(keys: readonly string[]): string | null {
    return keys.includes(this.#key) ? this.#key : null;
  }

  send(frame: Uint8Array): void {
    // The wire's end was told to `gone` when it closed.
    this.#deliver(frame);
  }

  probe(frame: Uint8Array): Promise<boolean> {
    return Promise.resolve(this.#deliver(frame));
  }
}
