import type { AnyFrame, FieldsOf } from "#shared/link/frame.ts";
import type { TradeServer } from "../trade-server/trade-server.ts";
import type { Connections, Credentials, IdentityStore } from "./identity.ts";
import type { Outlet } from "./outlet.ts";
import { helloFields, pairFields } from "./terminal-profile.ts";

/** Where one connection's handshake leads. */
export type Outcome =
  | { readonly kind: "open"; readonly welcome: FieldsOf<"Welcome"> }
  /** Begin again: at once where `waitMs` is 0. */
  | { readonly kind: "again"; readonly why: string; readonly waitMs: number };

export interface HandshakePorts {
  readonly server: TradeServer;
  readonly identity: IdentityStore;
  readonly connections: Connections;
  /** The pairing code of the day, where the EA would read it; null = pairing is not open. */
  readonly pairingCode: () => string | null;
  readonly utcOffsetS: () => number;
}

/** A refusal is asked about again after this long. */
const REFUSED_WAIT_MS = 3_000;

/** Brings a new connection up: pairs when the terminal is not paired yet, else Hello, Welcome, Attach, Attached. */
export class Handshake {
  readonly #ports: HandshakePorts;
  readonly #outlet: Outlet;
  #welcome: FieldsOf<"Welcome"> | null = null;

  constructor(ports: HandshakePorts, outlet: Outlet) {
    this.#ports = ports;
    this.#outlet = outlet;
  }

  /** Sends the first frame. */
  begin(): void {
    const { server, identity, connections, utcOffsetS } = this.#ports;
    const { credentials } = identity.load();
    if (credentials === null) return this.askToPair();
    this.#outlet.post("Hello", { fields: helloFields(server, credentials, utcOffsetS(), connections.library) });
  }

  /** Asks to be paired; to be repeated every second until it is answered. Does nothing once paired. */
  askToPair(): void {
    const { server, identity, pairingCode } = this.#ports;
    const { credentials, keys } = identity.load();
    const code = pairingCode();
    if (credentials === null && code !== null)
      this.#outlet.post("PairRequest", { fields: pairFields(server, keys, code) });
  }

  /** Takes a frame of the bridge. @returns null while the handshake goes on. */
  frame(frame: AnyFrame): Outcome | null {
    switch (frame.name) {
      case "PairReply":
        return this.#paired(frame.fields);
      case "Welcome":
        this.#welcome = frame.fields;
        this.#attach();
        return null;
      case "Attached":
        return this.#welcome === null ? null : { kind: "open", welcome: this.#welcome };
      case "Refused": {
        const { reason, message } = frame.fields;
        return { kind: "again", why: message, waitMs: reason === "helloRequired" ? 0 : REFUSED_WAIT_MS };
      }
      case "BridgeBye":
        return { kind: "again", why: "the bridge stopped", waitMs: frame.fields.retryAfterMs };
      default:
        return null;
    }
  }

  #attach(): void {
    const { credentials } = this.#ports.identity.load();
    if (credentials !== null) this.#outlet.post("Attach", { fields: { ...credentials, role: "ea" } });
  }

  #paired({ status, terminal, secret, message }: FieldsOf<"PairReply">): Outcome | null {
    if (status === "waiting") return null;
    if (status === "refused") return { kind: "again", why: message, waitMs: REFUSED_WAIT_MS };
    const { identity } = this.#ports;
    const credentials: Credentials = { terminal: terminal.slice(), secret: secret.slice() };
    identity.save({ ...identity.load(), credentials });
    return { kind: "again", why: "paired", waitMs: 0 };
  }
}
