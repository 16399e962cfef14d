import type { BarUpdate } from "#shared/contract/market.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import type { Timeframe } from "#shared/market/timeframe.ts";
import type { Subscription } from "#shared/rpc/client-types.ts";
import type { BridgeClient } from "../bridge/bridge-client.ts";
import { Cell } from "../stores/cell.ts";
import type { RequestFrame } from "../stores/frame.ts";
import { BarSeries, type ChartBar } from "./bar-series.ts";

export interface ChartState {
  readonly phase: "loading" | "ready" | "failed";
  /** Bars that are drawn. */
  readonly count: number;
  /** Older bars are being asked for. */
  readonly older: boolean;
  /** Nothing older is known anywhere. */
  readonly complete: boolean;
  readonly error: unknown;
}

const FIRST_PAGE = 600;
const PAGE = 1_500;
/** Fewer bars than these look like an empty chart: MT5 may still be loading its history, so they are asked for again. */
const SCREENFUL = 100;
const ASK_AGAIN_MS = { first: 1_000, most: 15_000 } as const;
/** A chart before anything is known. */
export const CHART_BEGINS: ChartState = { phase: "loading", count: 0, older: false, complete: false, error: undefined };

/** Where bars are drawn: the chart, or a test's record of it. */
export interface BarCanvas {
  setBars(bars: readonly ChartBar[]): void;
  updateLast(bar: ChartBar): void;
  setQuote(bid: number, ask: number): void;
  onNearStart(listener: () => void): void;
  /** Whether older bars are in sight or nearly so. */
  isNearStart(): boolean;
}

/** The part of the market that a chart asks. */
export type BarSource = Pick<BridgeClient["market"], "bars" | "barUpdates">;

/**
 * Feeds one chart with one instrument and timeframe: a first page of bars, the live bar, older pages as the view nears
 * the start. Begins again (`reload`) after a reconnect, a seek, or a time in which the window was hidden.
 * `untilMs`: bars that open at or after this broker time have not happened yet, though a recording's earlier run may
 * have stored them.
 */
export class ChartFeed {
  readonly state = new Cell<ChartState>(CHART_BEGINS);
  readonly series = new BarSeries();
  readonly #source: BarSource;
  readonly #chart: BarCanvas;
  readonly #frame: RequestFrame;
  readonly #untilMs: () => number | undefined;
  readonly #instrumentId: InstrumentId;
  readonly #timeframe: Timeframe;
  #subscription: Subscription | undefined;
  #abort = new AbortController();
  #quote: readonly [number, number] | undefined;
  #olderTimer: ReturnType<typeof setTimeout> | undefined;
  #drawAll = false;
  #pending = false;
  /** What becomes true of the state when the bars that are held are drawn. */
  #whenDrawn: Partial<ChartState> = {};
  #ended = false;

  constructor(
    source: BarSource,
    chart: BarCanvas,
    frame: RequestFrame,
    instrumentId: InstrumentId,
    timeframe: Timeframe,
    untilMs: () => number | undefined = () => undefined,
  ) {
    this.#source = source;
    this.#chart = chart;
    this.#frame = frame;
    this.#instrumentId = instrumentId;
    this.#timeframe = timeframe;
    this.#untilMs = untilMs;
    chart.onNearStart(() => void this.#loadOlder(ASK_AGAIN_MS.first));
  }

  /** (Re)begins. `anew`: what was drawn is not the past any more and is forgotten. */
  reload(anew: boolean): void {
    this.stop();
    this.#abort = new AbortController();
    if (anew) {
      this.series.clear();
      this.#draw(true);
      this.state.set(CHART_BEGINS);
    } else this.series.forgetLive();
    this.#subscription = this.#source.barUpdates.subscribe(
      { instrumentId: this.#instrumentId, timeframe: this.#timeframe },
      { items: (batch) => this.#live(batch), failed: (error) => this.#failed(error) },
    );
    void this.#loadNewest(ASK_AGAIN_MS.first);
  }

  /** Bid and ask lines; drawn together with whatever else the chart has to draw. */
  quote(bid: number, ask: number): void {
    this.#quote = [bid, ask];
    this.#draw(false);
  }

  /** Stops for good: nothing is drawn any more, whatever is under way. */
  end(): void {
    this.#ended = true;
    this.stop();
  }

  stop(): void {
    this.#subscription?.close();
    this.#subscription = undefined;
    this.#abort.abort();
    this.#whenDrawn = {};
    clearTimeout(this.#olderTimer);
  }

  #live(batch: readonly BarUpdate[]): void {
    for (const bar of batch) {
      const merge = this.series.update(bar);
      // A bar that follows one not drawn yet: the older has closed, and only the newest can be drawn by itself.
      if (merge === "middle" || (merge === "appended" && this.#pending)) this.#drawAll = true;
      this.#draw(false);
    }
  }

  async #loadNewest(askAgainMs: number): Promise<void> {
    const { signal } = this.#abort;
    const untilMs = this.#untilMs();
    try {
      const page = await this.#source.bars(
        {
          instrumentId: this.#instrumentId,
          timeframe: this.#timeframe,
          limit: FIRST_PAGE,
          ...(untilMs === undefined ? {} : { beforeMs: untilMs }),
        },
        { signal },
      );
      if (signal.aborted) return;
      this.series.merge(page);
      const complete = page.complete && page.timeMs[0] === this.series.firstMs;
      // Whoever scrolls as soon as the chart is ready must find its bars on it.
      this.#whenDrawn = { phase: "ready", older: false, complete, error: undefined };
      this.#draw(true);
      if (page.complete || this.series.bars.length >= SCREENFUL) return;
      const again = setTimeout(() => void this.#loadNewest(Math.min(2 * askAgainMs, ASK_AGAIN_MS.most)), askAgainMs);
      signal.addEventListener("abort", () => clearTimeout(again));
    } catch (error) {
      if (!signal.aborted) this.#failed(error);
    }
  }

  async #loadOlder(askAgainMs: number): Promise<void> {
    const { phase, older, complete } = this.state.get();
    const beforeMs = this.series.firstMs;
    if (phase !== "ready" || older || complete || beforeMs === undefined) return;
    const { signal } = this.#abort;
    this.state.set({ ...this.state.get(), older: true });
    try {
      const page = await this.#source.bars(
        { instrumentId: this.#instrumentId, timeframe: this.#timeframe, beforeMs, limit: PAGE },
        { signal },
      );
      if (signal.aborted) return;
      const added = this.series.merge(page);
      if (added > 0) this.#draw(true);
      this.state.set({ ...this.state.get(), older: false, complete: page.complete });
      if (added > 0 || page.complete) return;
      // The broker's history may come late: whoever still looks at its edge is not made to scroll again.
      const again = (): void => {
        if (this.#chart.isNearStart()) void this.#loadOlder(Math.min(2 * askAgainMs, ASK_AGAIN_MS.most));
      };
      clearTimeout(this.#olderTimer);
      this.#olderTimer = setTimeout(again, askAgainMs);
    } catch {
      // Older bars are a convenience: the next scroll asks again.
      if (!signal.aborted) this.state.set({ ...this.state.get(), older: false });
    }
  }

  #failed(error: unknown): void {
    this.#whenDrawn = {};
    this.state.set({ ...this.state.get(), phase: "failed", error });
  }

  /** Tells what is on screen now: never bars that are not drawn yet. */
  #tellDrawn(): void {
    const before = this.state.get();
    const now = { ...before, ...this.#whenDrawn };
    this.#whenDrawn = {};
    const count = now.phase === "ready" ? this.series.bars.length : before.count;
    if (now.phase !== before.phase || count !== before.count || now.complete !== before.complete)
      this.state.set({ ...now, count });
  }

  #draw(all: boolean): void {
    this.#drawAll ||= all;
    if (this.#pending) return;
    this.#pending = true;
    this.#frame(this.#drawNow);
  }

  readonly #drawNow = (): void => {
    this.#pending = false;
    if (this.#ended) return;
    const { last, bars } = this.series;
    if (this.#drawAll) this.#chart.setBars(bars);
    else if (last !== undefined) this.#chart.updateLast(last);
    this.#drawAll = false;
    this.#tellDrawn();
    if (this.#quote !== undefined) this.#chart.setQuote(...this.#quote);
    this.#quote = undefined;
  };
}
