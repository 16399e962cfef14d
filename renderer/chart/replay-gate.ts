import { Cell } from "../stores/cell.ts";
import type { ChartBar } from "./bar-series.ts";
import type { BarCanvas, Edge } from "./chart-feed.ts";
import { barBefore } from "./time-places.ts";

/** Where a bar replay stands. */
export interface ReplayPlace {
  /** Opening (broker ms) of the newest bar on the chart. */
  readonly cursorMs: number;
  /** The next bar has not happened yet. */
  readonly atEnd: boolean;
}

/** Where bars go through, with the lines at bid and ask that a past does not have. */
export interface GatedCanvas extends BarCanvas {
  dropQuotes(): void;
}

/**
 * Stands between a chart's feed and everything that draws bars. During a replay it lets through what had happened by the
 * replay's moment, and nothing else: neither candles nor indicators nor quotes know of a later bar.
 */
export class ReplayGate implements BarCanvas {
  readonly place = new Cell<ReplayPlace | undefined>(undefined);
  readonly #canvas: GatedCanvas;
  /** All bars that are held, the future of the replay among them. */
  #all: readonly ChartBar[] = [];
  #quote: readonly [bid: number, ask: number] | undefined;
  #nearEdge: ((edge: Edge) => void) | undefined;

  constructor(canvas: GatedCanvas) {
    this.#canvas = canvas;
    canvas.onNearEdge((edge) => this.#nearEdge?.(edge));
  }

  setBars(bars: readonly ChartBar[]): void {
    this.#all = bars;
    this.#canvas.setBars(this.#past());
  }

  updateLast(bar: ChartBar): void {
    if (this.place.get() === undefined) return this.#canvas.updateLast(bar);
    // It may be what the replay waited for.
    this.#move(this.place.get()?.cursorMs ?? 0);
  }

  setQuote(bid: number, ask: number): void {
    this.#quote = [bid, ask];
    if (this.place.get() === undefined) this.#canvas.setQuote(bid, ask);
  }

  onNearEdge(listener: (edge: Edge) => void): void {
    this.#nearEdge = listener;
  }

  isNear(edge: Edge): boolean {
    return this.#canvas.isNear(edge);
  }

  /** Begins before there are bars: none that opens after this moment will ever be drawn. */
  begin(cursorMs: number): void {
    this.place.set({ cursorMs, atEnd: false });
  }

  /** Goes back to a moment: the bar that holds it becomes the newest. @returns false when none is held that early */
  start(timeMs: number): boolean {
    const bar = this.#all[barBefore(this.#all, timeMs)];
    if (bar === undefined) return false;
    this.#canvas.dropQuotes();
    this.#move(bar.timeMs);
    this.#canvas.setBars(this.#past());
    return true;
  }

  /** Lets the next bar happen, whole. @returns false when it has not happened yet */
  step(): boolean {
    const place = this.place.get();
    if (place === undefined || place.atEnd) return false;
    const next = this.#all[barBefore(this.#all, place.cursorMs) + 1];
    if (next === undefined) return false;
    this.#move(next.timeMs);
    this.#canvas.updateLast(next);
    return true;
  }

  /** Takes the newest bar back. */
  back(): boolean {
    const place = this.place.get();
    const before = place === undefined ? undefined : this.#all[barBefore(this.#all, place.cursorMs) - 1];
    return before !== undefined && this.start(before.timeMs);
  }

  /** Back to the present. */
  stop(): void {
    if (this.place.get() === undefined) return;
    this.place.set(undefined);
    this.#canvas.setBars(this.#all);
    if (this.#quote !== undefined) this.#canvas.setQuote(...this.#quote);
  }

  /** The bar that forms is no past: a replay ends before it. */
  #move(cursorMs: number): void {
    const atEnd = barBefore(this.#all, cursorMs) >= this.#all.length - 2;
    const place = this.place.get();
    if (place?.cursorMs !== cursorMs || place.atEnd !== atEnd) this.place.set({ cursorMs, atEnd });
  }

  #past(): readonly ChartBar[] {
    const place = this.place.get();
    return place === undefined ? this.#all : this.#all.slice(0, barBefore(this.#all, place.cursorMs) + 1);
  }
}
