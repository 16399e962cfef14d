import type { Clock } from "../ports/clock.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { TerminalLink } from "../ports/terminal-link.ts";
import type { GapRecord, TickStore } from "../ports/tick-store.ts";
import type { Span } from "./digest-compare.ts";
import type { HistoryAnswer, HistoryDesk } from "./history-desk.ts";
import type { MarketHours } from "./market-hours.ts";
import type { CollectorSettings } from "./settings.ts";
import type { StreamFlow } from "./stream-flow.ts";
import { pause, wordsOf } from "./until-done.ts";

export interface GapFillerPorts {
  readonly store: Pick<TickStore, "readTicks" | "addRevision" | "recordGap" | "putBars">;
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
  async look(
    link: TerminalLink,
    flow: StreamFlow,
    { fromMs, toMs }: Span,
    hours: () => MarketHours | undefined,
  ): Promise<void> {
    const { settings, clock, events } = this.#ports;
    await pause(clock, settings.settleMs);
    if ((hours()?.openMs(fromMs, toMs) ?? toMs - fromMs) <= settings.gapMs) return;
    if (!link.open) return;
    try {
      await this.#fill(link, flow, fromMs + 1, toMs - 1);
    } catch (error) {
      const message = `A gap of ${flow.symbol} could not be kept: ${wordsOf(error)}`;
      events.report({
        severity: "error",
        code: "GAP_NOT_RECORDED",
        message,
        details: { instrument: flow.instrument, fromMs, toMs },
      });
    }
  }

  async #fill(link: TerminalLink, flow: StreamFlow, fromMs: number, toMs: number): Promise<void> {
    const { store, history } = this.#ports;
    const ticks = await this.#persist(() => history.ticks(link, flow.symbol, fromMs, toMs));
    const bars = await this.#persist(() => history.bars(link, flow.symbol, "M1", fromMs, toMs));
    if (bars.status === "complete" && bars.data.count > 0) await store.putBars(flow.stream, "M1", bars.data);
    if (ticks.status !== "complete") {
      if (!link.open) return;
      const detail = `MT5's history answered ${ticks.status} (error ${ticks.error}); ${bars.data.count} minute bars are known`;
      return this.#record(flow, { fromMs, toMs, reason: "HISTORY_MISSING", detail });
    }
    if (ticks.data.count === 0) {
      const detail = `the connection was down and MT5's history has no ticks of it; ${bars.data.count} minute bars are known`;
      return this.#record(flow, { fromMs, toMs, reason: "DISCONNECTED", detail });
    }
    const known = await store.readTicks(flow.stream, fromMs, toMs + 1, 1);
    const revision = await store.addRevision(flow.stream, fromMs, toMs + 1, ticks.data, "GAP_FILLED");
    if (revision === 0) return;
    this.#ports.events.report({
      severity: "info",
      code: "GAP_FILLED",
      message: `${ticks.data.count} ticks of ${flow.symbol} that were missed came from MT5's history.`,
      details: {
        instrument: flow.instrument,
        fromMs,
        toMs,
        ticks: ticks.data.count,
        bars: bars.data.count,
        live: known.count,
      },
    });
  }

  async #persist<T>(ask: () => Promise<HistoryAnswer<T>>): Promise<HistoryAnswer<T>> {
    const { settings, clock } = this.#ports;
    let answer = await ask();
    for (let tries = 1; answer.status !== "complete" && tries < settings.warnAfterTries; tries++) {
      await pause(clock, settings.backOffFirstMs * 2 ** tries);
      answer = await ask();
    }
    return answer;
  }

  async #record(flow: StreamFlow, gap: Omit<GapRecord, "stream">): Promise<void> {
    await this.#ports.store.recordGap({ stream: flow.stream, ...gap });
    this.#ports.events.report({
      severity: "warning",
      code: "GAP_RECORDED",
      message: `${flow.symbol} has a gap of ${Math.round((gap.toMs - gap.fromMs) / 1_000)} s: ${gap.detail}.`,
      details: { instrument: flow.instrument, ...gap },
    });
  }
}
