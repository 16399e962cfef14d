import type { AnyFrame, Frame, ItemOf } from "#shared/link/frame.ts";
import type { PeekedTicks } from "#shared/link/peek-ticks.ts";
import type { AccountId, InstrumentId } from "#shared/market/brands.ts";
import { eventNotice } from "../ports/event-notice.ts";
import type { BridgeNotice } from "../ports/event-sink.ts";
import type { TerminalLink } from "../ports/terminal-link.ts";
import { Asks } from "./asks.ts";
import type { CollectorPorts } from "./collector-ports.ts";
import type { Committer } from "./committer.ts";
import type { DigestDesk } from "./digest-desk.ts";
import { GapFiller } from "./gap-filler.ts";
import type { HistoryDesk } from "./history-desk.ts";
import { HistoryServices } from "./history-services.ts";
import { MarketHours } from "./market-hours.ts";
import { Parts } from "./parts.ts";
import { type OpenedStream, subscriptionOf } from "./stream-cursors.ts";
import { StreamFlow } from "./stream-flow.ts";
import { chooseSymbols } from "./symbol-choice.ts";
import { TailCheck } from "./tail-check.ts";
import { TakeUp } from "./take-up.ts";
import { pause, untilDone, wordsOf } from "./until-done.ts";

/** A program sends at most `maxUnackedFrames` ahead, a tenth of this; more would fill our memory. */
const MAX_UNCOMMITTED = 1_024;

type Subscribed = readonly ItemOf<"Subscribed">[];

/** Collects one account's ticks, from whichever of its terminals is connected: takes streams up, keeps them in order. */
export class AccountCollector {
  readonly account: AccountId;
  readonly #ports: CollectorPorts;
  readonly #committer: Committer;
  readonly #asks: Asks;
  readonly #tails: TailCheck;
  readonly #gaps: GapFiller;
  readonly #flows = new Map<number, StreamFlow>();
  readonly #hours = new Map<string, MarketHours>();
  readonly #sessions = new Parts<ItemOf<"SymbolSessions">>();
  readonly #names = new Parts<ItemOf<"SymbolList">>();
  readonly #links: TerminalLink[] = [];
  readonly #services: HistoryServices;
  readonly #takeUps: TakeUp;
  /** Fruitless attempts to take a stream up since its last commit. */
  readonly #failures = new Map<StreamFlow, number>();
  /** From which stored tick on a silence would be suspicious, per stream. */
  readonly #suspicious = new Map<StreamFlow, number>();
  /** Links that were asked for streams. */
  readonly #told = new WeakSet<TerminalLink>();
  #subscribed = false;
  #brokerLost = false;

  constructor(
    account: AccountId,
    ports: CollectorPorts,
    committer: Committer,
    { history, digests }: { readonly history: HistoryDesk; readonly digests: DigestDesk },
  ) {
    this.account = account;
    this.#ports = ports;
    this.#committer = committer;
    const { clock, settings, store, events } = ports;
    this.#asks = new Asks(clock, settings.answerMs);
    const settled = (): void => {
      if (this.active !== undefined) this.#maybeSynchronised(this.active);
    };
    this.#tails = new TailCheck({ store, history, digests, events, tailTicks: settings.tailTicks, settled });
    this.#gaps = new GapFiller({ store, history, clock, events, settings });
    this.#services = new HistoryServices({ clock, events, account, serviceMs: settings.serviceMs });
    this.#takeUps = new TakeUp({
      clock,
      digests,
      tails: this.#tails,
      open: (symbol) => this.#openStream(symbol),
      subscribe: (streams) => this.#subscribe(streams),
      service: (link) => this.#services.awaited(link),
      reader: (link) => this.#services.of(link) ?? link,
      wanted: (link) => link === this.active,
    });
  }

  /** The link whose ticks are collected; another terminal of the same login stands by. */
  get active(): TerminalLink | undefined {
    return this.#links[0];
  }

  /** Where history is asked for: a service of its own where there is one, because such calls may block for long. */
  get historyLink(): TerminalLink | undefined {
    return this.active && (this.#services.of(this.active) ?? this.active);
  }

  flowOf(symbol: string): StreamFlow | undefined {
    return [...this.#flows.values()].find((flow) => flow.symbol === symbol);
  }

  opened(link: TerminalLink): void {
    if (link.role === "historyService") {
      this.#services.opened(link);
      if (this.#subscribed && link.terminal === this.active?.terminal) this.#readHistory(link);
    }
    if (link.role !== "ea") return;
    this.#links.push(link);
    if (this.active === link) return void this.#takeUp(link);
    const [used, standby] = [this.active?.terminalName ?? "", link.terminalName];
    this.#report(eventNotice("info", "ACCOUNT_SHARED", { account: this.account, used, standby }));
  }

  closed(link: TerminalLink): void {
    const wasActive = this.active === link;
    this.#services.closed(link);
    if (this.#links.includes(link)) this.#links.splice(this.#links.indexOf(link), 1);
    if (!wasActive) return;
    this.#asks.closed();
    for (const flow of this.#flows.values()) flow.suspend();
    if (this.active !== undefined) void this.#takeUp(this.active);
  }

  /** Frames of the data socket were lost: whichever stream they belonged to goes on at its cursor. */
  framesLost(link: TerminalLink): void {
    if (link === this.active) for (const flow of this.#flows.values()) this.#again(flow, "frames were lost");
  }

  ticks(link: TerminalLink, frame: PeekedTicks): void {
    const flow = this.#flows.get(frame.stream);
    if (link !== this.active || flow === undefined) return;
    const place = flow.accept(frame);
    if (place === "misplaced") return this.#again(flow, `frame ${frame.epoch}/${frame.seq} is not the next one`);
    if (place === "duplicate" && flow.uncommitted === 0 && flow.committed !== null) {
      const { stream, epoch, seq } = flow.committed;
      return link.send("TickAck", { fields: {}, items: [{ stream, epoch, seq }] });
    }
    if (place !== "accepted") return;
    if (flow.uncommitted >= MAX_UNCOMMITTED) return link.restart("it sends ticks faster than agreed");
    this.#accepted(link, flow, frame);
  }

  committed(flows: ReadonlySet<StreamFlow>): void {
    if (this.#failures.size > 0) for (const flow of flows) this.#failures.delete(flow);
  }

  failed(flow: StreamFlow, error: unknown): void {
    this.#again(flow, wordsOf(error));
  }

  frame(link: TerminalLink, frame: AnyFrame): void {
    if (link !== this.active) return;
    switch (frame.name) {
      case "SymbolList": {
        const { request, part, parts } = frame.fields;
        const names = this.#names.add(request, part, parts, frame.items);
        if (names !== null) this.#asks.answer(request, names);
        return;
      }
      case "Subscribed":
        this.#streamStates(frame.items);
        return this.#asks.answer(frame.fields.request, frame.items);
      case "EpochOpened":
        return this.#epochOpened(frame.fields);
      case "SymbolSpecs":
        return this.#specs(frame.items);
      case "SymbolSessions":
        return this.#marketHours(frame);
      case "Heartbeat":
        return this.#brokerState(frame.fields.brokerConnected);
      default:
    }
  }

  #accepted(link: TerminalLink, flow: StreamFlow, frame: PeekedTicks): void {
    const { layout, baseMs, payload, count, stream, epoch, seq, firstMs, lastMs } = frame;
    const before = this.#suspicious.size === 0 ? undefined : this.#suspicious.get(flow);
    if (before !== undefined) this.#silence(link, flow, before, firstMs);
    const code = layout === "quote" ? 1 : 2;
    this.#committer.add({ stream, epoch, seq, count, firstMs, lastMs, layout: code, baseMs, payload }, flow, link);
    const bytes = payload.length / count;
    const view = new DataView(payload.buffer, payload.byteOffset + payload.length - bytes, bytes);
    const { quotes, tap } = this.#ports;
    quotes.quote(flow.instrument, view.getFloat64(8, true), view.getFloat64(16, true), lastMs, view.getUint32(4, true));
    tap?.ticks(flow.instrument, frame);
  }

  #silence(link: TerminalLink, flow: StreamFlow, fromMs: number, toMs: number): void {
    this.#suspicious.delete(flow);
    if (toMs - fromMs <= this.#ports.settings.gapMs) return;
    void this.#gaps.look(this.historyLink ?? link, flow, { fromMs, toMs }, () => this.#hours.get(flow.symbol));
  }

  /** A program may not wait for MT5's history, so what was asked for waits for its terminal's history service. */
  serviceNeeded(link: TerminalLink): void {
    void this.#services.awaited(link);
  }

  /** What waited for somebody who may read MT5's history. */
  #readHistory(link: TerminalLink): void {
    this.#tails.resume(link);
    for (const flow of this.#flows.values()) void this.#gaps.resume(link, flow);
  }

  /** Takes every chosen stream up where the store stands. */
  async #takeUp(link: TerminalLink): Promise<void> {
    const { store, clock, settings } = this.#ports;
    this.#subscribed = false;
    await this.#persist(link, null, async () => {
      if (this.#told.has(link)) return link.restart("not all of its streams could be taken up");
      const offsetMs = link.utcOffsetS * 1_000;
      await store.recordOffset(link.account.server, clock.utcMs() + offsetMs, link.utcOffsetS);
      const symbols = await this.#symbols(link);
      await this.#committer.drained();
      // A history that MT5 cannot read must not keep the link from being called live.
      clock.after(settings.historyMs, () => link === this.active && link.markSynchronised());
      await this.#takeUps.run(link, symbols);
      if (link !== this.active) return;
      this.#subscribed = true;
      this.#maybeSynchronised(link);
      this.#readHistory(this.historyLink ?? link);
    });
  }

  async #symbols(link: TerminalLink): Promise<readonly string[]> {
    const { settings } = this.#ports;
    const marketWatchOnly = settings.symbols.length === 0;
    const offered = await this.#asks.ask<ItemOf<"SymbolList">[]>((request) =>
      link.send("SymbolListRequest", { fields: { request, marketWatchOnly } }),
    );
    const { chosen, absent, left } = chooseSymbols(offered, settings);
    if (absent.length > 0) this.#report(eventNotice("warning", "SYMBOL_ABSENT", { symbols: absent.join(", ") }));
    if (left > 0) this.#report(eventNotice("info", "SYMBOL_LIMIT", { left, most: settings.maxSymbols }));
    return chosen;
  }

  async #openStream(symbol: string): Promise<OpenedStream> {
    const { store, instruments } = this.#ports;
    const spec = instruments.get(this.account, symbol);
    const instrument = `${this.account}/${symbol}` as InstrumentId;
    const { stream, cursor } = await store.openStream(instrument, spec?.point ?? 0, spec?.digits ?? 0);
    const flow = this.#flows.get(stream) ?? new StreamFlow(instrument, symbol, stream);
    this.#flows.set(stream, flow);
    flow.resume(cursor);
    if (cursor.timeMs > 0) this.#suspicious.set(flow, cursor.timeMs);
    return { flow, cursor };
  }

  /**
   * Asks for streams; a question without an answer is not repeated, but the program begins anew: of frames that come
   * after a second one nobody could say which it is that they answer, and both go on from one number with other ticks.
   */
  async #subscribe(streams: readonly OpenedStream[]): Promise<void> {
    const link = this.active;
    if (link === undefined) return;
    this.#told.add(link);
    const items = streams.map(subscriptionOf);
    try {
      await this.#asks.ask<Subscribed>((request) => link.send("Subscribe", { fields: { request }, items }));
    } catch (error) {
      link.restart("it did not say in time that its streams are taken up");
      throw error;
    }
  }

  /** Takes one stream up at its stored cursor, later each time it fails again. */
  #again(flow: StreamFlow, why: string): void {
    const link = this.active;
    if (link === undefined || flow.suspended) return;
    flow.suspend();
    const failures = (this.#failures.get(flow) ?? 0) + 1;
    this.#failures.set(flow, failures);
    const { settings, clock, store } = this.#ports;
    if (failures === settings.warnAfterTries) {
      const details = { symbol: flow.symbol, tries: failures, why };
      this.#report(eventNotice("warning", "STREAM_STUCK.collected", details));
    }
    const waitMs = failures === 1 ? 0 : Math.min(settings.backOffFirstMs * 2 ** (failures - 2), settings.backOffMaxMs);
    void this.#persist(link, flow.symbol, async () => {
      if (waitMs > 0) await pause(clock, waitMs);
      await this.#committer.drained();
      const cursor = await store.cursor(flow.stream);
      if (link !== this.active) return;
      flow.resume(cursor);
      await this.#subscribe([{ flow, cursor }]);
    });
  }

  #streamStates(states: Subscribed): void {
    for (const { stream, status, error } of states) {
      const flow = this.#flows.get(stream);
      if (flow === undefined || status === "live") continue;
      this.#report(eventNotice("warning", "STREAM_NOT_LIVE", { symbol: flow.symbol, status, error }));
    }
  }

  #maybeSynchronised(link: TerminalLink): void {
    if (this.#subscribed && !this.#tails.waiting && link === this.active) link.markSynchronised();
  }

  #epochOpened({ stream, epoch, previousMs, firstMs }: Frame<"EpochOpened">["fields"]): void {
    const flow = this.#flows.get(stream);
    if (flow === undefined) return;
    flow.epochOpened(epoch);
    const details = { symbol: flow.symbol, backMs: previousMs - firstMs, epoch };
    this.#report(eventNotice("info", "EPOCH_OPENED", details));
  }

  #specs(specs: Frame<"SymbolSpecs">["items"]): void {
    const { instruments, store } = this.#ports;
    for (const spec of specs) {
      // Each put is an fsync: a program cannot make us keep symbols that nobody asked for.
      if (this.flowOf(spec.symbol) === undefined) continue;
      const instrument = `${this.account}/${spec.symbol}`;
      if (!instruments.put(this.account, spec)) continue;
      store.openStream(instrument, spec.point, spec.digits).catch((error: unknown) => {
        const details = { symbol: spec.symbol, why: wordsOf(error) };
        this.#report(eventNotice("warning", "STREAM_STUCK.point", details));
      });
    }
  }

  #marketHours({ fields, items }: Frame<"SymbolSessions">): void {
    const whole = this.#sessions.add(fields.parts, fields.part, fields.parts, items);
    if (whole === null) return;
    for (const [symbol, sessions] of Map.groupBy(whole, (session) => session.symbol)) {
      if (this.flowOf(symbol) !== undefined) this.#hours.set(symbol, new MarketHours(sessions));
    }
  }

  /** While MT5 itself has no broker, ticks are missed; what follows is looked at as after a lost link. */
  #brokerState(connected: boolean): void {
    if (!connected && !this.#brokerLost) this.suspectSilence();
    this.#brokerLost = !connected;
  }

  /** Whatever silence the next tick of a stream ends is looked into: nobody can say that nothing was missed in it. */
  suspectSilence(): void {
    for (const flow of this.#flows.values()) {
      // One that is suspect already is so from an earlier tick on.
      if (flow.lastMs > 0 && !this.#suspicious.has(flow)) this.#suspicious.set(flow, flow.lastMs);
    }
  }

  /** @param symbol the one stream that is taken up; null = all of the account's. */
  async #persist(link: TerminalLink, symbol: string | null, work: () => Promise<void>): Promise<void> {
    const { settings, clock } = this.#ports;
    const wanted = (): boolean => link === this.active;
    const warn = (error: unknown, tries: number): void => {
      const details = { tries, why: wordsOf(error) };
      if (symbol === null) this.#report(eventNotice("warning", "STREAM_STUCK.symbols", details));
      else this.#report(eventNotice("warning", "STREAM_STUCK.stream", { ...details, symbol }));
    };
    await untilDone({ settings, clock, wanted, warn }, work);
  }

  #report(notice: BridgeNotice): void {
    this.#ports.events.report({ ...notice, details: { ...notice.details, account: this.account } });
  }
}
