import type { BarUpdate } from "#shared/contract/market.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import { nextBarOpen, type Timeframe } from "#shared/market/timeframe.ts";
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

/** A side of the bars that are held. */
export type Edge = "start" | "end";

const FIRST_PAGE = 600;
/** Bars' lengths that a newer page spans: never more bars than a page has. */
const SPAN_BARS = 2_900;
/** The most that the bridge gives at once (shared/contract/market.ts). */
const MOST_ASKED = 20_000;
const PAGE = 3_000;
/**
 * The most bars that are held. Of a long history the chart holds what is around the view: what lies further away is let
 * go, and asked for again when the view comes back.
 */
const MOST_HELD = 12_000;
/** Fewer bars than these look like an empty chart: MT5 may still be loading its history, so they are asked for again. */
const SCREENFUL = 100;
const ASK_AGAIN_MS = { first: 1_000, most: 15_000 } as const;
/** A chart before anything is known. */
export const CHART_BEGINS: ChartState = { phase: "loading", count: 0, older: false, complete: false, error: undefined };

/** What a feed asks first: so many of the newest bars, or of those that open before a time (broker ms). */
export interface FirstPage {
  readonly limit: number;
  readonly beforeMs?: number;
}

/** Where bars are drawn: the chart, or a test's record of it. */
export interface BarCanvas {
  setBars(bars: readonly ChartBar[]): void;
  updateLast(bar: ChartBar): void;
  setQuote(bid: number, ask: number): void;
  /** Told when the view moves while few bars are left on a side. */
  onNearEdge(listener: (edge: Edge) => void): void;
  /** Whether what lies beyond that side is in sight or nearly so. */
  isNear(edge: Edge): boolean;
}

/** The part of the market that a chart asks. */
export type BarSource = Pick<BridgeClient["market"], "bars" | "barUpdates">;

/**
 * Feeds one chart with one instrument and timeframe: a first page of bars, the live bar, older pages as the view nears
 * the start, newer ones as it comes back. What is held never has a hole that the market has not. Begins again (`reload`) after a reconnect, a seek, or a time in which the window was hidden.
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
  #begin: FirstPage;
  #subscription: Subscription | undefined;
  #abort = new AbortController();
  #quote: readonly [number, number] | undefined;
  #olderTimer: ReturnType<typeof setTimeout> | undefined;
  #drawAll = false;
  #pending = false;
  /** What becomes true of the state when the bars that are held are drawn. */
  #whenDrawn: Partial<ChartState> = {};
  #ended = false;
  /** It has drawn bars of its own: until then the chart may hold those of a feed before it. */
  #begun = false;
  #newer = false;
  /** Opening of the market's newest bar, as the live stream told it. */
  #liveMs: number | undefined;

  constructor(
    source: BarSource,
    chart: BarCanvas,
    frame: RequestFrame,
    instrumentId: InstrumentId,
    timeframe: Timeframe,
    untilMs: () => number | undefined = () => undefined,
    begin: FirstPage = { limit: FIRST_PAGE },
  ) {
    this.#source = source;
    this.#chart = chart;
    this.#frame = frame;
    this.#instrumentId = instrumentId;
    this.#timeframe = timeframe;
    this.#untilMs = untilMs;
    this.#begin = begin;
    chart.onNearEdge((edge) =>
      edge === "start" ? void this.#loadOlder(ASK_AGAIN_MS.first) : void this.#loadNewer(SPAN_BARS),
    );
  }

  /** Whether the newest bars were let go because the view is far in the past. */
  get isCutOff(): boolean {
    return this.series.isCutOff;
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
      this.#liveMs = Math.max(this.#liveMs ?? bar.timeMs, bar.timeMs);
      const merge = this.series.update(bar);
      if (merge === "beyond") continue;
      // A bar that follows one not drawn yet: the older has closed, and only the newest can be drawn by itself.
      if (merge === "middle" || (merge === "appended" && this.#pending)) this.#drawAll = true;
      this.#draw(false);
    }
  }

  async #loadNewest(askAgainMs: number): Promise<void> {
    const { signal } = this.#abort;
    // The view is far in the past: what is held there stays; the newest bars come when it comes back.
    if (this.series.isCutOff) return this.state.set({ ...this.state.get(), phase: "ready", error: undefined });
    const { limit, beforeMs } = this.#begin;
    const untilMs = beforeMs ?? this.#untilMs();
    try {
      const page = await this.#source.bars(
        {
          instrumentId: this.#instrumentId,
          timeframe: this.#timeframe,
          limit,
          ...(untilMs === undefined ? {} : { beforeMs: untilMs }),
        },
        { signal },
      );
      if (signal.aborted) return;
      // Away for longer than a page: what was drawn before and the page do not meet.
      const { last } = this.series;
      const meets = last === undefined || (page.timeMs[0] ?? Infinity) <= last.timeMs;
      if (!meets && page.count > 0 && beforeMs === undefined) this.#beginAt(page.timeMs[0] ?? 0);
      this.series.merge(page);
      if (beforeMs !== undefined) {
        this.#begin = { limit };
        this.series.cutOff((this.series.last?.timeMs ?? 0) < (this.#liveMs ?? Infinity));
      }
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
      this.series.keepOldest(MOST_HELD);
      if (added > 0) this.#draw(true);
      this.state.set({ ...this.state.get(), older: false, complete: page.complete });
      if (added > 0 || page.complete) return;
      // The broker's history may come late: whoever still looks at its edge is not made to scroll again.
      const again = (): void => {
        if (this.#chart.isNear("start")) void this.#loadOlder(Math.min(2 * askAgainMs, ASK_AGAIN_MS.most));
      };
      clearTimeout(this.#olderTimer);
      this.#olderTimer = setTimeout(again, askAgainMs);
    } catch {
      // Older bars are a convenience: the next scroll asks again.
      if (!signal.aborted) this.state.set({ ...this.state.get(), older: false });
    }
  }

  /**
   * Bars after those that are held, while newer ones were let go.
   * @param span how far to ask, in bars' lengths after the newest that is held
   * @param empty up to where nothing was found (a holiday, a time without the market)
   */
  async #loadNewer(span: number, empty = 0): Promise<void> {
    const { last } = this.series;
    if (!this.series.isCutOff || this.#newer || last === undefined) return;
    const { signal } = this.#abort;
    this.#newer = true;
    try {
      const length = nextBarOpen(this.#timeframe, last.timeMs) - last.timeMs;
      const untilMs = this.#untilMs() ?? Number.MAX_SAFE_INTEGER;
      const limit = Math.min(MOST_ASKED, span + 1);
      const page = await this.#source.bars(
        {
          instrumentId: this.#instrumentId,
          timeframe: this.#timeframe,
          beforeMs: Math.min(last.timeMs + span * length, untilMs),
          limit,
        },
        { signal },
      );
      if (signal.aborted) return;
      this.#newer = false;
      // More than could be asked for: between them and what is held may lie others.
      if (page.count === limit && (page.timeMs[0] ?? 0) > last.timeMs)
        return await this.#loadNewer(Math.ceil((span + empty) / 2), empty);
      const added = this.series.merge(page);
      this.series.keepNewest(MOST_HELD);
      if ((this.series.last?.timeMs ?? 0) >= (this.#liveMs ?? Infinity)) this.series.cutOff(false);
      if (added > 0) {
        this.#draw(true);
        this.state.set({ ...this.state.get(), complete: false });
      } else if (this.series.isCutOff && last.timeMs + span * length < (this.#liveMs ?? 0)) {
        await this.#loadNewer(2 * span, span);
      }
    } catch {
      // As with older bars: the next scroll asks again.
    } finally {
      this.#newer = false;
    }
  }

  /** Forgets what is older: the page that comes does not reach back to it, and a chart with a hole would lie. */
  #beginAt(firstMs: number): void {
    const live = this.series.bars.filter(({ timeMs }) => timeMs >= firstMs);
    this.series.clear();
    for (const bar of live) this.series.update(bar);
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
    else if (last !== undefined && this.#begun) this.#chart.updateLast(last);
    this.#begun ||= this.#drawAll;
    this.#drawAll = false;
    this.#tellDrawn();
    if (this.#quote !== undefined) this.#chart.setQuote(...this.#quote);
    this.#quote = undefined;
  };
}
