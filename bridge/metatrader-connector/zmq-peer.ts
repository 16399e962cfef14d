import type { Router } from "zeromq";
import type { LinkChannel } from "../ports/peer-wire.ts";
import type { Admissions } from "./admissions.ts";
import type { Peer } from "./transport.ts";

/** A connection to a ROUTER, by the routing id that libzmq gave it. */
export class ZmqPeer implements Peer {
  readonly kind = "mt5";
  readonly channel: LinkChannel;
  readonly #id: Buffer;
  readonly #router: Router;
  readonly #admissions: Admissions;
  readonly #gone: (why: string) => void;
  #key: string | null = null;

  constructor(channel: LinkChannel, id: Buffer, router: Router, admissions: Admissions, gone: (why: string) => void) {
    this.channel = channel;
    this.#id = id;
    this.#router = router;
    this.#admissions = admissions;
    this.#gone = gone;
  }

  get claimed(): boolean {
    return this.#key !== null;
  }

  claim(keys: readonly string[]): string | null {
    if (this.#key !== null) return keys.includes(this.#key) ? this.#key : null;
    this.#key = this.#admissions.claim(this.channel, keys);
    return this.#key;
  }

  send(frame: Uint8Array): void {
    this.#deliver(frame).catch((error: unknown) => this.#gone(reason(error)));
  }

  async probe(frame: Uint8Array): Promise<boolean> {
    try {
      await this.#deliver(frame);
      return true;
    } catch {
      return false;
    }
  }

  async #deliver(frame: Uint8Array): Promise<void> {
    await this.#router.send([this.#id, frame]);
  }
}

function reason(error: unknown): string {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  if (code === "EHOSTUNREACH") return "the connection is gone";
  if (code === "EAGAIN") return "the program has stopped reading";
  return "the socket is closed";
}
