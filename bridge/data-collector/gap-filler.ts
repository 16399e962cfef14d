import type { Clock } from "../ports/clock.ts";
import { eventNotice } from "../ports/event-notice.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { TerminalLink } from "../ports/terminal-link.ts";
import type { TickStore } from "../ports/tick-store.ts";
import type { Span } from "./digest-compare.ts";
import type { HistoryAnswer, HistoryDesk } from "./history-desk.ts";
import type { MarketHours } from "./market-hours.ts";
import type { CollectorSettings } from "./settings.ts";
import type { StreamFlow } from "./stream-flow.ts";
import { pause, wordsOf } from "./until-done.ts";

/** The details of a gap that is on record and still to be asked about. */
const NOT_LOOKED_INTO = "the connection was down; MT5's history has not been asked yet";
const NEEDS_SERVICE = "the connection was down; start the history service in MT5, then its history is asked";
/** The market's hours are told within this time of the first ticks. */
const HOURS_MS = 1_000;

export interface GapFillerPorts {
  readonly store: Pick<TickStore, "addRevision" | "recordGap" | "gaps" | "putBars">;
  readonly history: HistoryDesk;
  readonly clock: Clock;
  readonly events: EventSink;
  readonly settings: Pick<CollectorSettings, "gapMs" | "settleMs" | "warnAfterTries" | "backOffFirstMs">;
}

/**
 * Looks into silences that fell together with a lost connection. MT5 fetches what it missed only after it is back, so
 * its history is asked a while later: ticks that it has are kept beside the live ones, with the minutes' bars; what it
 * has not is a gap on record, with the reason.
 */
export class GapFiller {
  readonly #ports: GapFillerPorts;

  constructor(ports: GapFillerPorts) {
    this.#ports = ports;
  }

  /** `fromMs` and `toMs` are the ticks on either side; the market's hours may be told only after the first ticks. */
  async look(link: TerminalLink, flow: StreamFlow, span: Span, hours: () => MarketHours | undefined): Promise<void> {
    const { settings, clock } = this.#ports;
    await pause(clock, Math.min(HOURS_MS, settings.settleMs));
    const missedMs = hours()?.openMs(span.fromMs, span.toMs) ?? span.toMs - span.fromMs;
    if (missedMs <= settings.gapMs) return;
    const gap = { fromMs: span.fromMs + 1, toMs: span.toMs - 1 };
    await this.#guarded(flow, gap, async () => {
      // On record before anything else: whatever dies from here on, the gap is found again.
      await this.#ports.store.recordGap({
        stream: flow.stream,
        ...gap,
        reason: "DISCONNECTED",
        detail: NOT_LOOKED_INTO,
      });
      await pause(clock, settings.settleMs);
      await this.#fill(link, flow, gap.fromMs, gap.toMs);
    });
  }

  /** Goes on with the gaps of a stream whose look was cut short by the end of a link or of this process. */
  async resume(link: TerminalLink, flow: StreamFlow): Promise<void> {
    const { store, clock, settings } = this.#ports;
    const open = await store.gaps(flow.stream).then(
      (gaps) => gaps.filter(({ detail }) => detail === NOT_LOOKED_INTO || detail === NEEDS_SERVICE),
      // What could not be read now is looked at again at the next connection.
      () => [],
    );
    if (open.length === 0) return;
    await pause(clock, settings.settleMs);
    for (const gap of open) await this.#guarded(flow, gap, () => this.#fill(link, flow, gap.fromMs, gap.toMs));
  }

  async #guarded(flow: StreamFlow, { fromMs, toMs }: Span, work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const { instrument, symbol } = flow;
      const details = { instrument, symbol, fromMs, toMs, why: wordsOf(error) };
      this.#ports.events.report(eventNotice("error", "GAP_NOT_RECORDED", details));
    }
  }

  async #fill(link: TerminalLink, flow: StreamFlow, fromMs: number, toMs: number): Promise<void> {
    const { store, history } = this.#ports;
    const ticks = await this.#persist(link, () => history.ticks(link, flow.symbol, fromMs, toMs));
    if (ticks.status === "serviceNeeded") {
      return store.recordGap({ stream: flow.stream, fromMs, toMs, reason: "DISCONNECTED", detail: NEEDS_SERVICE });
    }
    const bars = await this.#persist(link, () => history.bars(link, flow.symbol, "M1", fromMs, toMs));
    if (bars.status === "complete" && bars.data.count > 0) await store.putBars(flow.stream, "M1", bars.data);
    const minutes = `${bars.data.count} minute bars are known`;
    // The link went meanwhile: the gap stays on record as it is, to be asked about next time.
    if (!link.open) return;
    if (ticks.status !== "complete") {
      const detail = `MT5's history answered ${ticks.status} (error ${ticks.error}); ${minutes}`;
      const { status, error } = ticks;
      await store.recordGap({ stream: flow.stream, fromMs, toMs, reason: "HISTORY_MISSING", detail });
      return this.#tell(flow, { fromMs, toMs }, bars.data.count, { status, error });
    }
    if (ticks.data.count === 0) {
      const detail = `the connection was down and MT5's history has no ticks of it; ${minutes}`;
      await store.recordGap({ stream: flow.stream, fromMs, toMs, reason: "DISCONNECTED", detail });
      return this.#tell(flow, { fromMs, toMs }, bars.data.count);
    }
    const revision = await store.addRevision(flow.stream, fromMs, toMs + 1, ticks.data, "GAP_FILLED");
    const detail = `the connection was down; filled with ${ticks.data.count} ticks of MT5's history; ${minutes}`;
    await store.recordGap({ stream: flow.stream, fromMs, toMs, reason: "DISCONNECTED", detail });
    const { instrument, symbol } = flow;
    const found = { ticks: ticks.data.count, bars: bars.data.count, revision };
    this.#ports.events.report(eventNotice("info", "GAP_FILLED", { instrument, symbol, fromMs, toMs, ...found }));
  }

  async #persist<T>(link: TerminalLink, ask: () => Promise<HistoryAnswer<T>>): Promise<HistoryAnswer<T>> {
    const { settings, clock } = this.#ports;
    let answer = await ask();
    const final = (): boolean => answer.status === "complete" || answer.status === "serviceNeeded";
    for (let tries = 1; !final() && link.open && tries < settings.warnAfterTries; tries++) {
      await pause(clock, settings.backOffFirstMs * 2 ** tries);
      answer = await ask();
    }
    return answer;
  }

  #tell(
    { instrument, symbol }: StreamFlow,
    { fromMs, toMs }: Span,
    bars: number,
    refused?: { readonly status: string; readonly error: number },
  ): void {
    const gap = { instrument, symbol, fromMs, toMs, seconds: Math.round((toMs - fromMs) / 1_000), bars };
    this.#ports.events.report(
      refused === undefined
        ? eventNotice("warning", "GAP_RECORDED.DISCONNECTED", gap)
        : eventNotice("warning", "GAP_RECORDED.HISTORY_MISSING", { ...gap, ...refused }),
    );
  }
}
