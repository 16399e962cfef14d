import type { Link } from "#shared/contract/links.ts";
import type { TerminalId } from "#shared/market/brands.ts";
import type { Clock } from "../ports/clock.ts";
import { eventNotice } from "../ports/event-notice.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { TerminalRecord } from "../ports/terminal-registry.ts";
import { linkView } from "./link-view.ts";
import type { Session } from "./session.ts";
import type { SessionBook } from "./session-book.ts";
import type { LinkSettings } from "./settings.ts";
import type { Terminals } from "./terminals.ts";
import { Tries } from "./tries.ts";

const LOOK_MS = 250;
const TELL_MS = 1_000;
/** A pause between two looks beyond this is our own stall or sleep, not the programs' silence. */
const STALL_MS = 1_000;

export interface LinkWatchPorts {
  readonly settings: LinkSettings;
  readonly clock: Clock;
  readonly events: EventSink;
  readonly terminals: Terminals;
  readonly sessions: SessionBook;
  readonly end: (session: Session, why: string) => void;
  readonly ticksStored: (terminal: TerminalId) => number;
  readonly changed: (link: Link) => void;
}

/** Watches every terminal's link: judges silence, waits for those that are not there, and tells how they do. */
export class LinkWatch {
  readonly #ports: LinkWatchPorts;
  readonly #tries = new Map<TerminalId, Tries>();
  readonly #lost = new Map<TerminalId, string>();
  readonly #told = new Map<TerminalId, { readonly state: string; readonly atMs: number }>();
  #lookedMs: number;
  #stop: () => void = () => undefined;

  constructor(ports: LinkWatchPorts) {
    this.#ports = ports;
    this.#lookedMs = ports.clock.monotonicMs();
  }

  start(): void {
    this.#stop = this.#ports.clock.every(LOOK_MS, () => this.look());
  }

  stop(): void {
    this.#stop();
  }

  view(record: TerminalRecord): Link {
    const { sessions, terminals, clock, settings, ticksStored } = this.#ports;
    const session = sessions.role(record.id, "ea");
    const past = {
      lostBecause: this.#lost.get(record.id) ?? null,
      tries: session === undefined ? (this.#tries.get(record.id)?.count ?? 0) : 0,
      ticksStored: ticksStored(record.id),
    };
    const now = clock.monotonicMs();
    return linkView(record, session, past, now, settings, terminals.isEmbedded(record.id));
  }

  /** A session ended; the waiting for the next one begins. */
  lost(session: Session, why: string): void {
    if (session.role === "ea") this.#lost.set(session.terminal, why);
    this.tell(session.terminal);
  }

  tell(terminal: TerminalId): void {
    const record = this.#ports.terminals.get(terminal);
    if (record === undefined) return;
    const link = this.view(record);
    this.#told.set(terminal, { state: link.state, atMs: this.#ports.clock.monotonicMs() });
    this.#ports.changed(link);
  }

  look(): void {
    const { clock, sessions, terminals } = this.#ports;
    const now = clock.monotonicMs();
    const stalled = now - this.#lookedMs - LOOK_MS;
    this.#lookedMs = now;
    for (const session of sessions.all()) this.#judge(session, now, stalled);
    for (const record of terminals.all()) this.#await(record, now);
  }

  #judge(session: Session, now: number, stalled: number): void {
    const { settings, end } = this.#ports;
    // What arrived while this process was stopped is still unread: its sender was not silent.
    if (stalled > STALL_MS) session.heardMs = Math.min(now, session.heardMs + stalled);
    const silentMs = now - session.heardMs;
    if (silentMs > settings.lostMs) end(session, `nothing was heard for ${Math.round(silentMs / 1_000)} s`);
    else if (!session.attached && !session.reduceOnly && now - session.openedMs > settings.lostMs) {
      end(session, "its data socket did not attach");
    }
  }

  #await(record: TerminalRecord, now: number): void {
    const { sessions, settings } = this.#ports;
    const told = this.#told.get(record.id);
    if (record.state === "removed") {
      if (told?.state !== "removed") this.tell(record.id);
      return;
    }
    const session = sessions.role(record.id, "ea");
    if (session !== undefined) this.#tries.delete(record.id);
    else {
      const tries = this.#tries.get(record.id) ?? new Tries(settings, now);
      this.#tries.set(record.id, tries);
      if (tries.look(now)) this.#warn(record, tries.count);
    }
    const { state } = this.view(record);
    if (state !== told?.state || now - told.atMs >= TELL_MS) this.tell(record.id);
  }

  #warn(record: TerminalRecord, tries: number): void {
    const because = this.#lost.get(record.id) ?? "it has not been seen since Fairlead started";
    const details = { terminal: record.id, name: record.name, tries, because };
    this.#ports.events.report(eventNotice("warning", "LINK_NOT_CONNECTED", details));
  }
}
