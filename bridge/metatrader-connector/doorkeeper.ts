import { decode, decodeHeader, encode } from "#shared/link/codec.ts";
import { PROTOCOL_MIN, PROTOCOL_VERSION, RefusalCode } from "#shared/link/codes.ts";
import { LinkDecodeError } from "#shared/link/errors.ts";
import type { AnyFrame, Frame } from "#shared/link/frame.ts";
import type { Clock } from "../ports/clock.ts";
import { Quota } from "../ports/quota.ts";
import { accountOf } from "./account-of.ts";
import { identify } from "./identity.ts";
import type { PairAnswer, PairingDesk } from "./pairing-desk.ts";
import { refusalWords } from "./refusals.ts";
import type { Refusing } from "./refusing.ts";
import { SECRET_BYTES, terminalIdBytes } from "./secrets.ts";
import type { Session } from "./session.ts";
import type { SessionBook } from "./session-book.ts";
import type { Terminals } from "./terminals.ts";
import type { Peer } from "./transport.ts";

/** Time between two tries to find out whether the holder of a role is gone: TCP needs a moment to tell. */
const PROBE_PAUSE_MS = 150;
const PROBES = 3;
/** Accounts that one terminal may speak for in one run of the bridge: each takes memory and a place on record. */
const MAX_ACCOUNTS = 64;

export interface DoorkeeperPorts {
  readonly terminals: Terminals;
  readonly pairing: PairingDesk;
  readonly sessions: SessionBook;
  readonly refusing: Refusing;
  readonly clock: Clock;
  readonly hellosPerMinute: number;
  readonly pause: (ms: number) => Promise<void>;
  /** Opens the session of an accepted Hello. */
  readonly welcome: (peer: Peer, hello: Frame<"Hello">, reduceOnly: boolean) => void;
  readonly attached: (session: Session, peer: Peer) => void;
  readonly end: (session: Session, why: string) => void;
  readonly fault: (fault: unknown) => void;
  /** A terminal's secret came over a connection with another key. */
  readonly secretLeaked: (terminal: string) => void;
}

/** Deals with connections that have no session: they may ask to be paired, say Hello, or attach; nothing else. */
export class Doorkeeper {
  readonly #ports: DoorkeeperPorts;
  /** Connections whose Hello is being decided. */
  readonly #deciding = new WeakSet<Peer>();
  readonly #hellos: Quota;
  readonly #accounts = new Map<string, Set<string>>();

  constructor(ports: DoorkeeperPorts) {
    this.#ports = ports;
    this.#hellos = new Quota(ports.clock, ports.hellosPerMinute, 60_000);
  }

  frame(peer: Peer, bytes: Uint8Array): void {
    const { refusing } = this.#ports;
    let frame: AnyFrame;
    try {
      frame = decode(bytes);
    } catch (error) {
      if (!(error instanceof LinkDecodeError)) throw error;
      return refusing.refuse(
        peer,
        error.fault === "protocolVersion" ? "protocolVersion" : "malformedFrame",
        place(bytes),
      );
    }
    if (frame.name === "PairRequest" && peer.channel === "control") return this.#pair(peer, frame);
    if (frame.name === "Hello" && peer.channel === "control") return this.#hello(peer, frame);
    if (frame.name === "Attach" && peer.channel === "data") return this.#attach(peer, frame);
    return refusing.refuse(peer, "helloRequired", place(bytes));
  }

  #pair(peer: Peer, frame: Frame<"PairRequest">): void {
    const { session } = frame.header;
    const tell = (answer: PairAnswer): void => this.#answerPair(peer, session, answer);
    tell(this.#ports.pairing.ask(peer, frame.fields, tell));
  }

  #answerPair(peer: Peer, session: bigint, answer: PairAnswer): void {
    const { refusing } = this.#ports;
    const reason = answer.kind === "declined" ? "pairingDeclined" : answer.kind === "refused" ? answer.reason : null;
    if (reason !== null) refusing.refuse(peer, reason, { type: 1, session });
    const confirmed = answer.kind === "confirmed";
    const fields = {
      status: confirmed ? "confirmed" : reason === null ? "waiting" : "refused",
      reason: reason === null ? 0 : RefusalCode.values[reason],
      terminal: confirmed ? terminalIdBytes(answer.terminal) : new Uint8Array(16),
      secret: confirmed ? answer.secret : new Uint8Array(SECRET_BYTES),
      message:
        reason === null
          ? confirmed
            ? "Paired."
            : "Confirm this terminal in Fairlead."
          : refusalWords(reason).slice(0, 127),
    } as const;
    peer.send(encode("PairReply", { header: { session, seq: 0n }, fields }));
  }

  #hello(peer: Peer, frame: Frame<"Hello">): void {
    const { terminals, refusing, sessions, pairing } = this.#ports;
    const { session } = frame.header;
    const refused = { type: 3, session };
    const identity = identify(terminals, peer, frame.fields.terminal, frame.fields.secret);
    if ("refused" in identity) {
      refusing.refuse(peer, identity.refused, refused);
      if (identity.secretLeaked) this.#ports.secretLeaked(identity.terminal ?? "");
      return;
    }
    const { protocolMin, protocolMax } = frame.fields;
    if (protocolMin > protocolMax || protocolMax === 0) return refusing.refuse(peer, "protocolVersion", refused);
    if (session === 0n || sessions.numbered(session) !== undefined)
      return refusing.refuse(peer, "wrongSession", refused);
    const { id } = identity.record;
    if (!this.#hellos.allows(id) || !this.#maySpeakFor(id, frame)) return refusing.refuse(peer, "overloaded", refused);
    if (this.#deciding.has(peer)) return;
    pairing.settled(identity.publicKey);
    this.#deciding.add(peer);
    void this.#decide(peer, frame)
      .catch((fault: unknown) => this.#ports.fault(fault))
      .finally(() => this.#deciding.delete(peer));
  }

  #maySpeakFor(terminal: string, hello: Frame<"Hello">): boolean {
    const accounts = this.#accounts.get(terminal) ?? new Set();
    this.#accounts.set(terminal, accounts.add(accountOf(hello.fields).id));
    if (accounts.size <= MAX_ACCOUNTS) return true;
    accounts.delete(accountOf(hello.fields).id);
    return false;
  }

  async #decide(peer: Peer, frame: Frame<"Hello">): Promise<void> {
    const { sessions, refusing, terminals, end, welcome } = this.#ports;
    const { role, protocolMin, protocolMax } = frame.fields;
    const terminal = Buffer.from(frame.fields.terminal).toString("hex");
    const holder = sessions.all().find((session) => session.terminal === terminal && session.role === role);
    if (holder !== undefined && (await this.#stillThere(holder))) {
      return refusing.refuse(peer, "duplicateRole", { type: 3, session: frame.header.session });
    }
    if (holder?.open === true) end(holder, "the program started anew");
    // While the holder was probed the terminal may have been removed.
    if (terminals.get(holder?.terminal ?? (terminal as Session["terminal"]))?.state !== "paired") {
      return refusing.refuse(peer, "terminalRemoved", { type: 3, session: frame.header.session });
    }
    welcome(peer, frame, protocolMin > PROTOCOL_VERSION || protocolMax < PROTOCOL_MIN);
  }

  /** A killed program's connection is gone at once, so a frame for it fails; a living one takes it and ignores it. */
  async #stillThere(holder: Session): Promise<boolean> {
    for (let probe = 0; probe < PROBES; probe++) {
      if (probe > 0) await this.#ports.pause(PROBE_PAUSE_MS);
      if (!holder.open) return false;
      const harmless = holder.frame("control", "HistoryCredit", { fields: { request: 0, credit: 0 } });
      if (!(await holder.control.probe(harmless))) return false;
    }
    return holder.open;
  }

  #attach(peer: Peer, frame: Frame<"Attach">): void {
    const { terminals, refusing, sessions, attached } = this.#ports;
    const refused = { type: 4, session: frame.header.session };
    const identity = identify(terminals, peer, frame.fields.terminal, frame.fields.secret);
    if ("refused" in identity) {
      refusing.refuse(peer, identity.refused, refused);
      if (identity.secretLeaked) this.#ports.secretLeaked(identity.terminal ?? "");
      return;
    }
    const session = sessions.numbered(frame.header.session);
    if (session === undefined) return refusing.refuse(peer, "helloRequired", refused);
    if (session.terminal !== identity.record.id || session.role !== frame.fields.role || session.data !== null) {
      return refusing.refuse(peer, "wrongSession", refused);
    }
    if (session.reduceOnly) return refusing.refuse(peer, "protocolVersion", refused);
    attached(session, peer);
  }
}

function place(bytes: Uint8Array): { type: number; session: bigint } {
  try {
    return decodeHeader(bytes);
  } catch {
    return { type: 0, session: 0n };
  }
}
