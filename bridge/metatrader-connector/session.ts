import { encode } from "#shared/link/codec.ts";
import type { Body, FieldsOf } from "#shared/link/frame.ts";
import { MESSAGES } from "#shared/link/messages.ts";
import type { MessageShape } from "#shared/link/schema.ts";
import type { TerminalId } from "#shared/market/brands.ts";
import type { LinkChannel } from "../ports/peer-wire.ts";
import type { BridgeMessage, RoleName, TerminalLink } from "../ports/terminal-link.ts";
import type { AccountRecord } from "../ports/terminal-registry.ts";
import type { Peer } from "./transport.ts";

export interface SessionStart {
  readonly terminal: TerminalId;
  readonly terminalName: string;
  readonly role: RoleName;
  readonly account: AccountRecord;
  readonly reduceOnly: boolean;
  readonly number: bigint;
  readonly hello: FieldsOf<"Hello">;
  readonly openedMs: number;
}

/** One program's session: from an accepted Hello until either side ends it. */
export class Session implements TerminalLink {
  readonly terminal: TerminalId;
  readonly terminalName: string;
  readonly kind: Peer["kind"];
  readonly role: RoleName;
  readonly account: AccountRecord;
  readonly reduceOnly: boolean;
  readonly number: bigint;
  readonly hello: FieldsOf<"Hello">;
  /** Monotonic ms. */
  readonly openedMs: number;
  readonly control: Peer;
  data: Peer | null = null;
  utcOffsetS: number;
  open = true;
  /** Monotonic ms of the last frame on either socket. */
  heardMs: number;
  heartbeat: FieldsOf<"Heartbeat"> | null = null;
  heartbeatAtMs = 0;
  roundTripMs: number | null = null;
  synchronised = false;
  readonly received = { control: 0, data: 0 };
  readonly #sent = { control: 0n, data: 0n };
  readonly #end: (session: Session, why: string) => void;

  constructor(start: SessionStart, control: Peer, end: (session: Session, why: string) => void) {
    this.terminal = start.terminal;
    this.terminalName = start.terminalName;
    this.kind = control.kind;
    this.role = start.role;
    this.account = start.account;
    this.reduceOnly = start.reduceOnly;
    this.number = start.number;
    this.hello = start.hello;
    this.utcOffsetS = start.hello.utcOffsetS;
    this.openedMs = start.openedMs;
    this.heardMs = start.openedMs;
    this.control = control;
    this.#end = end;
  }

  /** A command service has nothing to say on a data socket, and opens none. */
  get controlOnly(): boolean {
    return this.role === "commandService";
  }

  /** Every socket of its role is there. */
  get attached(): boolean {
    return this.controlOnly || this.data !== null;
  }

  send<N extends BridgeMessage>(name: N, body: Body<N>): void {
    if (!this.open) return;
    const channel = (MESSAGES[name] as MessageShape).socket;
    this.peer(channel)?.send(this.frame(channel, name, body));
  }

  /** Numbers and packs one frame for a socket of this session. */
  frame<N extends BridgeMessage>(channel: LinkChannel, name: N, body: Body<N>): Uint8Array {
    const seq = this.#sent[channel] + 1n;
    const bytes = encode(name, { header: { session: this.number, seq }, ...body });
    // Counted only now: a frame that cannot be packed must not leave a hole for the program to stumble over.
    this.#sent[channel] = seq;
    return bytes;
  }

  peer(channel: LinkChannel): Peer | null {
    return channel === "control" ? this.control : this.data;
  }

  markSynchronised(): void {
    this.synchronised = true;
  }

  restart(why: string): void {
    this.#end(this, why);
  }
}
