import type { TerminalId } from "#shared/market/brands.ts";
import type { RoleName } from "../ports/terminal-link.ts";
import type { Session } from "./session.ts";
import type { Peer } from "./transport.ts";

/** The open sessions, found by connection, by number or by terminal. */
export class SessionBook {
  readonly #byPeer = new Map<Peer, Session>();
  readonly #byNumber = new Map<bigint, Session>();
  /** In the order in which their data sockets came. */
  readonly #attached = new Set<Session>();

  add(session: Session): void {
    this.#byNumber.set(session.number, session);
    this.#byPeer.set(session.control, session);
  }

  attach(session: Session, peer: Peer): void {
    session.data = peer;
    this.#byPeer.set(peer, session);
    this.#attached.add(session);
  }

  remove(session: Session): void {
    this.#byNumber.delete(session.number);
    this.#attached.delete(session);
    this.#byPeer.delete(session.control);
    if (session.data !== null) this.#byPeer.delete(session.data);
  }

  /** Whether this is the EA whose ticks are collected for its account: the first that attached, until its session ends. */
  leads(session: Session): boolean {
    for (const other of this.#attached) {
      if (other.role === "ea" && other.account.id === session.account.id) return other === session;
    }
    return false;
  }

  at(peer: Peer): Session | undefined {
    return this.#byPeer.get(peer);
  }

  numbered(number: bigint): Session | undefined {
    return this.#byNumber.get(number);
  }

  all(): readonly Session[] {
    return [...this.#byNumber.values()];
  }

  of(terminal: TerminalId): readonly Session[] {
    return this.all().filter((session) => session.terminal === terminal);
  }

  role(terminal: TerminalId, role: RoleName): Session | undefined {
    return this.of(terminal).find((session) => session.role === role);
  }
}
