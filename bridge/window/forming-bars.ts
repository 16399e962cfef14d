import { contract } from "#shared/contract/contract.ts";
import type { BarUpdate } from "#shared/contract/market.ts";
import type { InstrumentId } from "#shared/market/brands.ts";
import type { TickColumns } from "#shared/market/tick.ts";
import { barOpen, type Timeframe } from "#shared/market/timeframe.ts";
import { type LatestTopic, topicOf } from "#shared/rpc/latest.ts";
import type { Clock } from "../ports/clock.ts";
import { countsAsVolume } from "./live-ticks.ts";

/** The newest bars of a chart, oldest first, from every committed tick. */
export type ReadBars = (instrument: InstrumentId, timeframe: Timeframe, limit: number) => Promise<readonly BarUpdate[]>;

interface Chart {
  readonly instrumentId: InstrumentId;
  readonly timeframe: Timeframe;
  readonly topic: LatestTopic<BarUpdate>;
  readers: number;
  bar: BarUpdate | undefined;
  dirty: boolean;
  reading: boolean;
}

const REFRESH_MS = 250;
/** A window that stalls longer than this many bars reads the history anew. */
const KEPT_BARS = 512;

/**
 * The bar that is forming on each chart that a window shows. Every live tick moves it at once; the store, whose bars
 * follow all of MetaTrader's rules, has the last word a moment later. Within one bar the range only widens.
 */
export class FormingBars {
  readonly #readBars: ReadBars;
  readonly #charts = new Map<InstrumentId, Map<Timeframe, Chart>>();
  readonly #stop: () => void;

  constructor(readBars: ReadBars, clock: Pick<Clock, "every">) {
    this.#readBars = readBars;
    this.#stop = clock.every(REFRESH_MS, () => this.#refreshAll());
  }

  /** The chart's topic, filled with its newest bar. Every `open` needs a `release`. @throws FairleadError INSTRUMENT_NOT_FOUND */
  async open(instrumentId: InstrumentId, timeframe: Timeframe): Promise<LatestTopic<BarUpdate>> {
    let charts = this.#charts.get(instrumentId);
    if (!charts) {
      charts = new Map();
      this.#charts.set(instrumentId, charts);
    }
    let chart = charts.get(timeframe);
    if (!chart) {
      const topic = topicOf(contract.market.barUpdates, KEPT_BARS);
      chart = { instrumentId, timeframe, topic, readers: 0, bar: undefined, dirty: false, reading: false };
      charts.set(timeframe, chart);
    }
    chart.readers += 1;
    try {
      await this.#refresh(chart);
    } catch (fault) {
      this.release(instrumentId, timeframe);
      throw fault;
    }
    return chart.topic;
  }

  release(instrumentId: InstrumentId, timeframe: Timeframe): void {
    const charts = this.#charts.get(instrumentId);
    const chart = charts?.get(timeframe);
    if (!charts || !chart) return;
    chart.readers -= 1;
    if (chart.readers > 0) return;
    charts.delete(timeframe);
    if (charts.size === 0) this.#charts.delete(instrumentId);
  }

  readonly ticks = (instrument: InstrumentId, ticks: TickColumns, count: number): void => {
    const charts = this.#charts.get(instrument);
    if (!charts) return;
    for (const chart of charts.values()) {
      chart.dirty = true;
      for (let at = 0; at < count; at += 1) {
        move(chart, ticks.bid[at] ?? 0, ticks.timeMs[at] ?? 0, countsAsVolume(ticks.flags[at] ?? 0) ? 1 : 0);
      }
      publish(chart);
    }
  };

  stop(): void {
    this.#stop();
  }

  #refreshAll(): void {
    for (const charts of this.#charts.values()) {
      for (const chart of charts.values()) {
        // A read that fails has been reported by the store; the next quote asks again.
        if (chart.dirty && !chart.reading) this.#refresh(chart).catch(() => undefined);
      }
    }
  }

  async #refresh(chart: Chart): Promise<void> {
    chart.dirty = false;
    chart.reading = true;
    try {
      const bars = await this.#readBars(chart.instrumentId, chart.timeframe, 2);
      for (const bar of bars) take(chart, bar);
    } finally {
      chart.reading = false;
    }
  }
}

function move(chart: Chart, bid: number, timeMs: number, volume: number): void {
  const { bar, instrumentId, timeframe } = chart;
  const openMs = barOpen(timeframe, timeMs);
  if (bar === undefined) return;
  if (openMs !== bar.timeMs) {
    publish(chart);
    if (openMs < bar.timeMs) forgetFrom(chart, openMs);
    const price = { open: bid, high: bid, low: bid, close: bid };
    chart.bar = { instrumentId, timeframe, timeMs: openMs, ...price, tickVolume: volume, spread: bar.spread };
    return;
  }
  const high = Math.max(bar.high, bid);
  const low = Math.min(bar.low, bid);
  chart.bar = { ...bar, high, low, close: bid, tickVolume: bar.tickVolume + volume };
}

/** Broker time ran back (a repeated hour, a replay moved): bars from there on are not the past any more. */
function forgetFrom({ topic }: Chart, openMs: number): void {
  for (const { timeMs } of topic.values()) if (timeMs >= openMs) topic.delete(String(timeMs));
}

/** Shows the forming bar as it stands. */
function publish(chart: Chart): void {
  if (chart.bar && chart.topic.get(String(chart.bar.timeMs)) !== chart.bar) chart.topic.set(chart.bar);
}

/** Takes a bar from the store: exact, though perhaps a few quotes behind. */
function take(chart: Chart, stored: BarUpdate): void {
  const { bar } = chart;
  if (bar === undefined || stored.timeMs > bar.timeMs) {
    chart.bar = stored;
    chart.topic.set(stored);
    return;
  }
  if (stored.timeMs < bar.timeMs) {
    const known = chart.topic.get(String(stored.timeMs));
    if (known && !same(known, stored)) chart.topic.set(stored);
    return;
  }
  const merged: BarUpdate = {
    ...stored,
    high: Math.max(stored.high, bar.high),
    low: Math.min(stored.low, bar.low),
    close: bar.close,
    // Ours counts ticks that the store has yet to see, and lacks those from before the chart was opened.
    tickVolume: Math.max(stored.tickVolume, bar.tickVolume),
  };
  if (same(merged, bar)) return;
  chart.bar = merged;
  chart.topic.set(merged);
}

const same = (a: BarUpdate, b: BarUpdate): boolean =>
  a.open === b.open &&
  a.high === b.high &&
  a.low === b.low &&
  a.close === b.close &&
  a.tickVolume === b.tickVolume &&
  a.spread === b.spread;
