import { LinkDecodeError } from "#shared/link/errors.ts";
import type { AnyFrame } from "#shared/link/frame.ts";
import { type PeekedTicks, peekTicks } from "#shared/link/peek-ticks.ts";
import type { AccountId, InstrumentId, TerminalId } from "#shared/market/brands.ts";
import { eventNotice } from "../ports/event-notice.ts";
import { MeasuredEvents } from "../ports/measured-events.ts";
import type { TerminalLink, TerminalLinkListener } from "../ports/terminal-link.ts";
import { AccountCollector } from "./account-collector.ts";
import type { PastOf } from "./backfill/backfill-desk.ts";
import { BarBackfill, type WantedBars } from "./bar-backfill.ts";
import type { CollectorPorts } from "./collector-ports.ts";
import { Committer } from "./committer.ts";
import { DigestDesk } from "./digest-desk.ts";
import { HistoryDesk } from "./history-desk.ts";
import type { StreamFlow } from "./stream-flow.ts";
import { wordsOf } from "./until-done.ts";

/** Frames of the past that may be under way: a terminal looks into its socket every 10 ms or so. */
const BACKFILL_CREDIT = 32;
/** Events a minute of one kind and account: enough to tell each of an account's symbols once or twice. */
const EVENTS_A_MINUTE = 150;

/**
 * Collects what the terminals deliver: every tick is in the store before it is acknowledged, streams go on where the
 * store stands, and what is missing or was changed is found, filled as far as MT5 can, and put on record.
 */
export class DataCollector implements TerminalLinkListener {
  readonly #ports: CollectorPorts;
  readonly #committer: Committer;
  readonly #history: HistoryDesk;
  readonly #digests: DigestDesk;
  readonly #backfill: BarBackfill;
  readonly #accounts = new Map<AccountId, AccountCollector>();
  readonly #owners = new Map<StreamFlow, AccountCollector>();
  readonly #stored = new Map<TerminalId, number>();

  constructor(given: CollectorPorts) {
    const ports = { ...given, events: new MeasuredEvents(given.events, given.clock, EVENTS_A_MINUTE) };
    this.#ports = ports;
    this.#history = new HistoryDesk(ports.settings, ports.clock, (link) => this.#account(link).serviceNeeded(link));
    this.#digests = new DigestDesk(ports.settings, ports.clock);
    this.#backfill = new BarBackfill(ports.store, this.#history);
    this.#committer = new Committer({
      store: ports.store,
      soon: ports.soon,
      stored: ports.stored && ((flow, frame, before) => ports.stored?.stored(flow.instrument, frame, before)),
      committed: (link, flows, ticks) => {
        this.#stored.set(link.terminal, this.ticksStored(link.terminal) + ticks);
        this.#account(link).committed(flows);
      },
      failed: (flows, error) => {
        ports.events.report(eventNotice("error", "TICKS_NOT_STORED", { why: wordsOf(error) }));
        for (const flow of flows) this.#owner(flow)?.failed(flow, error);
      },
    });
  }

  /** Ticks of a terminal that were stored since start. */
  ticksStored(terminal: TerminalId): number {
    return this.#stored.get(terminal) ?? 0;
  }

  /** The store's stream of an instrument; undefined until its account was connected once in this run. */
  streamOf(instrument: InstrumentId): number | undefined {
    return this.#find(instrument)?.flow.stream;
  }

  /**
   * Completes the stored bars of an instrument from the broker's history (see BarBackfill).
   * @returns whether nothing older exists; false also when the terminal is not connected.
   */
  async completeBars(instrument: InstrumentId, wanted: WantedBars): Promise<boolean> {
    const found = this.#find(instrument);
    const link = found?.account.historyLink;
    if (found === undefined || link === undefined) return false;
    return this.#backfill.ensure(link, found.flow, wanted);
  }

  /** Where an instrument's past is kept and asked for; undefined until its account was connected once in this run. */
  past(instrument: InstrumentId): PastOf | undefined {
    const found = this.#find(instrument);
    if (found === undefined) return undefined;
    const { account, flow } = found;
    const link = account.historyLink;
    return {
      account: account.account,
      stream: flow.stream,
      ask:
        link && ((fromMs, toMs, into) => this.#history.ticks(link, flow.symbol, fromMs, toMs, BACKFILL_CREDIT, into)),
    };
  }

  /** The computer slept, or its clock was set: ticks may be missing although no connection was seen to end. */
  suspectSilence(): void {
    for (const account of this.#accounts.values()) account.suspectSilence();
  }

  /** Waits until everything that has arrived is stored. */
  drained(): Promise<void> {
    return this.#committer.drained();
  }

  opened(link: TerminalLink): void {
    this.#account(link).opened(link);
  }

  closed(link: TerminalLink): void {
    this.#history.closed(link);
    this.#digests.closed(link);
    this.#backfill.linkLost();
    this.#account(link).closed(link);
  }

  framesLost(link: TerminalLink): void {
    this.#account(link).framesLost(link);
  }

  ticks(link: TerminalLink, bytes: Uint8Array): void {
    let frame: PeekedTicks;
    try {
      frame = peekTicks(bytes);
    } catch (error) {
      if (!(error instanceof LinkDecodeError)) throw error;
      const details = { terminal: link.terminal, name: link.terminalName, why: error.message };
      this.#ports.events.report(eventNotice("warning", "TICKS_UNREADABLE", details));
      return this.#account(link).framesLost(link);
    }
    if (frame.layout === "fineQuote" || frame.layout === "fineFull") return this.#account(link).framesLost(link);
    this.#account(link).ticks(link, frame);
  }

  frame(link: TerminalLink, frame: AnyFrame): void {
    if (frame.name === "HistoryTicks" || frame.name === "HistoryBars" || frame.name === "HistoryEnd") {
      return this.#history.frame(link, frame);
    }
    if (frame.name === "TailDigest") return this.#digests.frame(link, frame);
    if (frame.name === "OffsetChanged") this.#offset(link, frame.fields.brokerMs, frame.fields.newOffsetS);
    this.#account(link).frame(link, frame);
  }

  #offset(link: TerminalLink, fromBrokerMs: number, offsetS: number): void {
    this.#ports.store.recordOffset(link.account.server, fromBrokerMs, offsetS).catch((error: unknown) => {
      const details = { server: link.account.server, why: wordsOf(error) };
      this.#ports.events.report(eventNotice("error", "OFFSET_NOT_STORED", details));
    });
  }

  #account(link: TerminalLink): AccountCollector {
    const { id } = link.account;
    const known = this.#accounts.get(id);
    if (known !== undefined) return known;
    const made = new AccountCollector(id, this.#ports, this.#committer, {
      history: this.#history,
      digests: this.#digests,
    });
    this.#accounts.set(id, made);
    return made;
  }

  #owner(flow: StreamFlow): AccountCollector | undefined {
    const known = this.#owners.get(flow);
    if (known !== undefined) return known;
    const owner = [...this.#accounts.values()].find((account) => account.flowOf(flow.symbol) === flow);
    if (owner !== undefined) this.#owners.set(flow, owner);
    return owner;
  }

  #find(instrument: InstrumentId): { account: AccountCollector; flow: StreamFlow } | undefined {
    // A server's name may hold a slash, a symbol's too: the account is the known one that the id begins with.
    for (const account of this.#accounts.values()) {
      if (!instrument.startsWith(`${account.account}/`)) continue;
      const flow = account.flowOf(instrument.slice(account.account.length + 1));
      if (flow !== undefined) return { account, flow };
    }
    return undefined;
  }
}
