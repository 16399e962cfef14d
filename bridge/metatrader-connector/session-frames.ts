import { decode, HEADER_BYTES } from "#shared/link/codec.ts";
import { LinkDecodeError } from "#shared/link/errors.ts";
import type { AnyFrame, FieldsOf } from "#shared/link/frame.ts";
import { isTicksFrame } from "#shared/link/peek-ticks.ts";
import type { Clock } from "../ports/clock.ts";
import { eventNotice } from "../ports/event-notice.ts";
import type { EventSink } from "../ports/event-sink.ts";
import { Quota } from "../ports/quota.ts";
import type { CommandDesk } from "./command-desk.ts";
import { readPlace } from "./header-check.ts";
import type { KeyRotation } from "./key-rotation.ts";
import type { LinkListeners } from "./link-listeners.ts";
import type { Refusing } from "./refusing.ts";
import type { Session } from "./session.ts";
import { terminalNotice } from "./terminal-notice.ts";
import type { ToldSymbols } from "./told-symbols.ts";
import type { Peer } from "./transport.ts";

/** What a session may hold that cannot be read, before it has to begin anew. */
const MAX_MALFORMED = 100;
/** A broker's clock moves twice a year; each move is written down. */
const OFFSETS_AN_HOUR = 32;

export interface SessionFramesPorts {
  readonly clock: Clock;
  readonly events: EventSink;
  readonly refusing: Refusing;
  readonly listeners: LinkListeners;
  readonly commands: CommandDesk;
  readonly rotation: KeyRotation;
  readonly symbols: ToldSymbols;
  readonly bridgeEpoch: bigint;
  readonly end: (session: Session, why: string) => void;
  /** A Hello on a connection that has a session: the program started anew without a new connection. */
  readonly helloAgain: (session: Session, peer: Peer, bytes: Uint8Array) => void;
}

/** Takes the frames of open sessions: checks their place in line, does the link's own part, hands on the rest. */
export class SessionFrames {
  readonly #ports: SessionFramesPorts;
  readonly #malformed = new WeakMap<Session, number>();
  readonly #offsets: Quota;

  constructor(ports: SessionFramesPorts) {
    this.#ports = ports;
    this.#offsets = new Quota(ports.clock, OFFSETS_AN_HOUR, 3_600_000);
  }

  frame(session: Session, peer: Peer, bytes: Uint8Array): void {
    if (bytes.length < HEADER_BYTES) return this.#unreadable(session, peer, 0);
    const { session: number, seq } = readPlace(bytes);
    if (number !== session.number) return this.#otherSession(session, peer, bytes, number);
    session.heardMs = this.#ports.clock.monotonicMs();
    const missing = seq - session.received[peer.channel] - 1;
    if (missing < 0) return this.#unreadable(session, peer, bytes[3] ?? 0);
    session.received[peer.channel] = seq;
    if (missing > 0 && !this.#lost(session, peer, missing)) return;
    if (peer.channel === "data" && isTicksFrame(bytes)) return this.#ports.listeners.ticks(session, bytes);
    this.#read(session, peer, bytes);
  }

  #read(session: Session, peer: Peer, bytes: Uint8Array): void {
    let frame: AnyFrame;
    try {
      frame = decode(bytes);
    } catch (error) {
      if (!(error instanceof LinkDecodeError)) throw error;
      if (error.fault !== "protocolVersion") return this.#unreadable(session, peer, bytes[3] ?? 0);
      return this.#ports.refusing.refuse(
        peer,
        "protocolVersion",
        { type: bytes[3] ?? 0, session: session.number },
        session,
      );
    }
    if (frame.name === "OffsetChanged" && !this.#offsets.allows(session.terminal)) {
      return this.#ports.refusing.refuse(peer, "overloaded", { type: bytes[3] ?? 0, session: session.number }, session);
    }
    this.#act(session, frame);
    const believed = this.#ports.symbols.believed(session, frame);
    if (believed !== undefined) this.#ports.listeners.frame(session, believed);
  }

  #act(session: Session, frame: AnyFrame): void {
    switch (frame.name) {
      case "Heartbeat":
        return this.#heartbeat(session, frame.fields);
      case "Bye":
        return this.#ports.end(session, `the program left (${frame.fields.reason})`);
      case "Pong":
        return this.#ports.commands.answered(session, frame);
      case "NewKey":
        return this.#ports.rotation.newKey(session, frame.fields);
      case "OffsetChanged":
        session.utcOffsetS = frame.fields.newOffsetS;
        return this.#offset(session, frame.fields);
      case "Notice":
        return this.#ports.events.report(terminalNotice(session, frame.fields));
      default:
    }
  }

  #heartbeat(session: Session, heartbeat: FieldsOf<"Heartbeat">): void {
    session.heartbeat = heartbeat;
    session.heartbeatAtMs = session.heardMs;
    session.send("HeartbeatEcho", { fields: { sentUs: heartbeat.sentUs, bridgeEpoch: this.#ports.bridgeEpoch } });
  }

  #offset(session: Session, { oldOffsetS, newOffsetS, brokerMs }: FieldsOf<"OffsetChanged">): void {
    const hours = (seconds: number): string => `${seconds < 0 ? "-" : "+"}${Math.abs(seconds) / 3_600} h`;
    const { terminal, account } = session;
    const [from, to] = [hours(oldOffsetS), hours(newOffsetS)];
    const details = {
      terminal,
      account: account.id,
      server: account.server,
      from,
      to,
      oldOffsetS,
      newOffsetS,
      brokerMs,
    };
    this.#ports.events.report(eventNotice("info", "OFFSET_CHANGED", details));
  }

  #otherSession(session: Session, peer: Peer, bytes: Uint8Array, number: bigint): void {
    const type = bytes[3] ?? 0;
    if (type === 3 && peer === session.control) return this.#ports.helloAgain(session, peer, bytes);
    this.#ports.refusing.refuse(peer, "wrongSession", { type, session: number }, session);
  }

  /** @returns whether the session goes on: what is missing on the data socket can be asked for again. */
  #lost(session: Session, peer: Peer, missing: number): boolean {
    const details = { terminal: session.terminal, name: session.terminalName, channel: peer.channel, missing };
    this.#ports.events.report(eventNotice("warning", "LINK_FRAMES_LOST", details));
    if (peer.channel === "control") {
      this.#ports.end(session, "frames of the control socket were lost");
      return false;
    }
    this.#ports.listeners.framesLost(session, missing);
    return true;
  }

  #unreadable(session: Session, peer: Peer, type: number): void {
    const count = (this.#malformed.get(session) ?? 0) + 1;
    this.#malformed.set(session, count);
    this.#ports.refusing.refuse(peer, "malformedFrame", { type, session: session.number }, session);
    if (count >= MAX_MALFORMED) this.#ports.end(session, "too many of its frames could not be read");
  }
}
