import { FairleadError } from "#shared/contract/errors.ts";
import type { Link, Pairing } from "#shared/contract/links.ts";
import { PROTOCOL_VERSION } from "#shared/link/codes.ts";
import type { Frame } from "#shared/link/frame.ts";
import type { TerminalId } from "#shared/market/brands.ts";
import type { Clock } from "../ports/clock.ts";
import { eventNotice } from "../ports/event-notice.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { LeaseSource } from "../ports/lease-source.ts";
import { MeasuredEvents } from "../ports/measured-events.ts";
import type { TerminalLinkListener } from "../ports/terminal-link.ts";
import type { TerminalRecord, TerminalRegistry } from "../ports/terminal-registry.ts";
import { accountOf } from "./account-of.ts";
import { CommandDesk } from "./command-desk.ts";
import { Doorkeeper } from "./doorkeeper.ts";
import { KeyRotation } from "./key-rotation.ts";
import { LeaseKeeper } from "./lease-keeper.ts";
import { LinkListeners } from "./link-listeners.ts";
import { LinkWatch } from "./link-watch.ts";
import { PairingDesk, type PublishCode } from "./pairing-desk.ts";
import { Refusals } from "./refusals.ts";
import { Refusing } from "./refusing.ts";
import { Session } from "./session.ts";
import { SessionBook } from "./session-book.ts";
import { SessionFrames } from "./session-frames.ts";
import type { LinkSettings } from "./settings.ts";
import { Terminals } from "./terminals.ts";
import { ToldSymbols } from "./told-symbols.ts";
import type { HandshakeRefusal, Keyring, LinkTransport, Peer, TransportHandlers } from "./transport.ts";

/** Between a connection's end and the look for whose it was: several end together. */
const PROBE_MS = 20;
const LEASE_MS = 1_000;
/** Events a minute of one kind and terminal. */
const EVENTS_A_MINUTE = 20;
/** A session that opened this shortly before its terminal's secret turned up elsewhere may be the thief's. */
const LEAK_WINDOW_MS = 15_000;

export interface ConnectorPorts {
  readonly settings: LinkSettings;
  readonly registry: TerminalRegistry;
  readonly clock: Clock;
  readonly events: EventSink;
  readonly leases: LeaseSource;
  /** Fairlead's version, shown by the EA. */
  readonly version: string;
  /** Folder of the pairing file, for the user. */
  readonly pairingFolder: string;
  readonly publishCode: PublishCode;
  readonly linkChanged: (link: Link) => void;
  readonly pairingChanged: (pairing: Pairing) => void;
  /** Ticks collected from a terminal since start, for the connection strip. */
  readonly ticksStored: (terminal: TerminalId) => number;
}

/**
 * The bridge's end of every MT5 link: who may connect, which sessions are open and how they do. What the frames say is
 * other services' business; they listen.
 */
export class MetatraderConnector implements TransportHandlers {
  readonly bridgeEpoch: bigint;
  readonly pairing: PairingDesk;
  readonly keyring: Keyring = { verdict: (publicKey) => this.#verdict(publicKey) };
  readonly #ports: ConnectorPorts;
  readonly #terminals: Terminals;
  readonly #sessions = new SessionBook();
  readonly #refusals: Refusals;
  readonly #refusing: Refusing;
  readonly #listeners: LinkListeners;
  readonly #commands: CommandDesk;
  readonly #rotation: KeyRotation;
  readonly #doorkeeper: Doorkeeper;
  readonly #frames: SessionFrames;
  readonly #watch: LinkWatch;
  readonly #leases: LeaseKeeper;
  readonly #transports: LinkTransport[] = [];
  #timers: (() => void)[] = [];
  #probing: (() => void) | null = null;

  constructor(given: ConnectorPorts) {
    const { settings, registry, clock } = given;
    const events = new MeasuredEvents(given.events, clock, EVENTS_A_MINUTE);
    const ports = { ...given, events };
    this.#ports = ports;
    this.bridgeEpoch = registry.nextBridgeEpoch();
    this.#terminals = new Terminals(registry);
    this.#refusals = new Refusals(events, clock, settings.refusalLogMs);
    this.#refusing = new Refusing(this.#refusals, clock);
    this.#listeners = new LinkListeners(events);
    this.#commands = new CommandDesk(clock, settings.commandMs);
    this.#rotation = new KeyRotation(this.#terminals, events);
    this.#leases = new LeaseKeeper(ports.leases, this.bridgeEpoch);
    const end = (session: Session, why: string): void => this.#end(session, why);
    const shared = { terminals: this.#terminals, sessions: this.#sessions, refusing: this.#refusing, end };
    this.pairing = new PairingDesk(
      this.#terminals,
      clock,
      { lifeMs: settings.pairingMs, folder: ports.pairingFolder },
      ports.publishCode,
      ports.pairingChanged,
    );
    this.#doorkeeper = new Doorkeeper({
      ...shared,
      pairing: this.pairing,
      clock,
      hellosPerMinute: settings.hellosPerMinute,
      pause: (ms) => new Promise((resume) => clock.after(ms, resume)),
      welcome: (peer, hello, reduceOnly) => this.#welcome(peer, hello, reduceOnly),
      attached: (session, peer) => this.#attached(session, peer),
      fault: (fault) => this.#fault(fault),
      secretLeaked: (terminal) => this.#secretLeaked(terminal),
    });
    this.#frames = new SessionFrames({
      ...shared,
      clock,
      events,
      listeners: this.#listeners,
      commands: this.#commands,
      rotation: this.#rotation,
      symbols: new ToldSymbols(this.#sessions, events),
      bridgeEpoch: this.bridgeEpoch,
      helloAgain: (session, peer, bytes) => {
        this.#end(session, "the program started anew");
        this.#doorkeeper.frame(peer, bytes);
      },
    });
    const { ticksStored, linkChanged } = ports;
    this.#watch = new LinkWatch({ ...shared, settings, clock, events, ticksStored, changed: linkChanged });
  }

  /** Services that act on what the links bring; to be added before `start`. */
  listen(listener: TerminalLinkListener): void {
    this.#listeners.add(listener);
  }

  start(transports: readonly LinkTransport[]): void {
    const { clock, settings } = this.#ports;
    this.#transports.push(...transports);
    for (const transport of transports) transport.start(this);
    this.#watch.start();
    this.#timers = [
      clock.every(LEASE_MS, () => this.renewLeases()),
      clock.every(settings.pingMs, () => this.#measure()),
    ];
  }

  /** Renews the leases now: what they promise has changed, and what leaves next must find it in MT5. */
  renewLeases(): void {
    this.#leases.renew(this.#sessions.all());
  }

  /** Says goodbye to every program, so that each reconnects when the bridge is back. */
  async stop(): Promise<void> {
    this.#watch.stop();
    for (const cancel of this.#timers) cancel();
    this.#probing?.();
    this.pairing.close();
    for (const session of this.#sessions.all()) {
      session.send("BridgeBye", { fields: { retryAfterMs: this.#ports.settings.backOffFirstMs } });
      this.#end(session, "Fairlead stops");
    }
    // Sends are handed to libzmq's thread; with LINGER 0 it needs a moment to put them on the wire.
    await new Promise<void>((resume) => setTimeout(resume, 20));
    await Promise.all(this.#transports.map((transport) => transport.close()));
  }

  frame(peer: Peer, bytes: Uint8Array): void {
    try {
      const session = this.#sessions.at(peer);
      if (session === undefined) this.#doorkeeper.frame(peer, bytes);
      else this.#frames.frame(session, peer, bytes);
    } catch (fault) {
      this.#fault(fault);
    }
  }

  gone(peer: Peer, why: string): void {
    const session = this.#sessions.at(peer);
    if (session !== undefined) this.#end(session, why);
  }

  refused(reason: HandshakeRefusal): void {
    this.#refusals.count(reason);
  }

  disconnected(): void {
    if (this.#probing !== null) return;
    this.#probing = this.#ports.clock.after(PROBE_MS, () => {
      this.#probing = null;
      // A program that lives ignores this frame; for one that is gone it cannot be delivered, which ends its session.
      for (const session of this.#sessions.all()) session.send("HistoryCredit", { fields: { request: 0, credit: 0 } });
    });
  }

  links(): readonly Link[] {
    return this.#terminals.all().map((record) => this.#watch.view(record));
  }

  refusals(): ReturnType<Refusals["list"]> {
    return this.#refusals.list();
  }

  /** Admits a terminal that lives in this process. @returns the link secret it says Hello with. */
  embed(id: TerminalId, name: string, publicKey: string): Uint8Array {
    return this.#terminals.embed(id, name, publicKey, this.#ports.clock.utcMs());
  }

  /**
   * The command path with a command that has no effect. The command service answers where there is one, else the EA.
   * @returns the round trip in ms.
   * @throws FairleadError LINK_DOWN, OUTCOME_UNKNOWN.
   */
  ping(terminal: TerminalId, payload?: Uint8Array, deadlineMs?: number): Promise<number> {
    const session = this.#sessions.role(terminal, "commandService") ?? this.#sessions.role(terminal, "ea");
    return this.#commands.ping(session, payload, deadlineMs);
  }

  /** @throws FairleadError TERMINAL_NOT_FOUND, LINK_DOWN. */
  rotateKey(id: TerminalId): void {
    this.#rotation.begin(this.#sessions.role(this.#paired(id).id, "ea"));
  }

  /** @throws FairleadError TERMINAL_NOT_FOUND. */
  rename(id: TerminalId, name: string): void {
    this.#terminals.rename(this.#paired(id), name);
    this.#watch.tell(id);
  }

  /** Forgets a terminal: its key and secret are void at once, its sessions end. @throws FairleadError TERMINAL_NOT_FOUND. */
  remove(id: TerminalId): void {
    this.#terminals.remove(this.#paired(id), this.#ports.clock.utcMs());
    for (const session of this.#sessions.of(id)) {
      this.#refusing.refuse(session.control, "terminalRemoved", { type: 0, session: session.number }, session);
      this.#end(session, "the terminal was removed");
    }
    this.#watch.tell(id);
  }

  #paired(id: TerminalId): TerminalRecord {
    const record = this.#terminals.get(id);
    if (record?.state !== "paired") throw new FairleadError("TERMINAL_NOT_FOUND");
    return record;
  }

  #verdict(publicKey: string): "admit" | "unknownKey" | "terminalRemoved" {
    const record = this.#terminals.byKey(publicKey);
    if (record?.state === "paired") return "admit";
    if (this.pairing.isOpen) return "admit";
    return record === undefined ? "unknownKey" : "terminalRemoved";
  }

  #welcome(peer: Peer, { header, fields }: Frame<"Hello">, reduceOnly: boolean): void {
    const { settings, clock, registry, version } = this.#ports;
    const terminal = Buffer.from(fields.terminal).toString("hex") as TerminalId;
    const account = accountOf(fields);
    const terminalName = this.#terminals.get(terminal)?.name ?? terminal;
    if (!this.#terminals.isEmbedded(terminal)) registry.accountSeen(terminal, account, clock.utcMs());
    this.#accountSwitch(terminal, account.id);
    const openedMs = clock.monotonicMs();
    const start = {
      terminal,
      terminalName,
      role: fields.role,
      account,
      reduceOnly,
      number: header.session,
      hello: fields,
      openedMs,
    };
    const session = new Session(start, peer, (ended, why) => this.#end(ended, why));
    session.received.control = Number(header.seq);
    this.#sessions.add(session);
    if (reduceOnly) this.#refusals.count("protocolVersion", terminal);
    const { heartbeatMs, silenceMs, maxUnackedFrames } = settings;
    const limits = { heartbeatMs, silenceMs, maxUnackedFrames, bridgeVersion: version, utcMs: clock.utcMs() };
    session.send("Welcome", {
      fields: { protocol: PROTOCOL_VERSION, reduceOnly, bridgeEpoch: this.bridgeEpoch, ...limits },
    });
    if (session.controlOnly) this.#listeners.opened(session);
    this.#watch.tell(terminal);
  }

  /** Programs that still speak for the account that the terminal has left must say Hello again. */
  #accountSwitch(terminal: TerminalId, account: string): void {
    for (const session of this.#sessions.of(terminal)) {
      if (session.account.id === account) continue;
      this.#refusing.refuse(session.control, "wrongAccount", { type: 0, session: session.number }, session);
      this.#end(session, "the terminal is logged in to another account now");
    }
  }

  #attached(session: Session, peer: Peer): void {
    this.#sessions.attach(session, peer);
    session.received.data = 1;
    session.send("Attached", { fields: { bridgeEpoch: this.bridgeEpoch } });
    if (!session.controlOnly) this.#listeners.opened(session);
    this.#watch.tell(session.terminal);
  }

  #end(session: Session, why: string): void {
    if (!session.open) return;
    session.open = false;
    this.#sessions.remove(session);
    this.#commands.ended(session, why);
    if (session.attached || session.reduceOnly) this.#listeners.closed(session, why);
    this.#watch.lost(session, why);
  }

  /** Neither the thief nor the owner keeps a session that may be the thief's; the owner just connects again. */
  #secretLeaked(terminal: string): void {
    const since = this.#ports.clock.monotonicMs() - LEAK_WINDOW_MS;
    for (const session of this.#sessions.of(terminal as TerminalId)) {
      if (session.openedMs >= since) this.#end(session, "its link secret was used over another key");
    }
    this.#ports.events.report(eventNotice("error", "LINK_SECRET_MISUSED", { terminal }));
  }

  /** A fault of our own, a full disk for one, must not end the loop that reads every terminal's frames. */
  #fault(fault: unknown): void {
    const why = fault instanceof Error ? fault.message : String(fault);
    this.#ports.events.report(eventNotice("error", "LINK_FAULT", { why }));
  }

  #measure(): void {
    for (const session of this.#sessions.all()) {
      // A round trip that gets no answer shows as silence; nobody waits for its outcome.
      if (session.attached && !session.reduceOnly) this.#commands.ping(session).catch(() => undefined);
    }
  }
}
