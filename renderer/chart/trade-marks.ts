import type { ISeriesPrimitive } from "lightweight-charts";
import type { DealView } from "#shared/contract/trading.ts";
import type { ChartTheme } from "./chart-theme.ts";
import type { DrawTarget } from "./draw-target.ts";
import type { LiveChart } from "./live-chart.ts";

/** A deal on the chart: where a position was opened or closed. */
export interface TradeMark {
  readonly timeMs: number;
  readonly price: number;
  readonly side: "buy" | "sell";
  readonly opens: boolean;
}

/** A trade's way from where it was opened to where it was closed. */
export interface TradeWay {
  readonly from: TradeMark;
  readonly to: TradeMark;
  /** Whether the deal that closed it gained. */
  readonly won: boolean;
}

export interface Marks {
  readonly marks: readonly TradeMark[];
  readonly ways: readonly TradeWay[];
}

const markOf = ({ timeMs, price, kind, entry }: DealView): TradeMark | undefined =>
  kind === "buy" || kind === "sell" ? { timeMs, price, side: kind, opens: entry === "in" } : undefined;

/** Marks of a symbol's deals, and ways from each position's first deal to those that close it. */
export function marksOf(deals: readonly DealView[], symbol: string): Marks {
  const marks: TradeMark[] = [];
  const ways: TradeWay[] = [];
  const opened = new Map<string, TradeMark>();
  const inOrder = deals
    .filter((deal) => deal.symbol === symbol)
    .toSorted((a, b) => a.timeMs - b.timeMs || a.seq - b.seq);
  for (const deal of inOrder) {
    const mark = markOf(deal);
    if (mark === undefined) continue;
    marks.push(mark);
    const from = opened.get(deal.position);
    if (deal.entry === "in") {
      if (from === undefined) opened.set(deal.position, mark);
    } else if (from !== undefined) ways.push({ from, to: mark, won: deal.profit.minor >= 0 });
  }
  return { marks, ways };
}

const SIZE_PX = 5;

/** Draws trades over the prices: an arrow where they were opened, a dot where they were closed, a line between. */
export class TradeMarks implements ISeriesPrimitive {
  readonly #live: LiveChart;
  #theme: ChartTheme;
  #marks: Marks = { marks: [], ways: [] };
  readonly #views = [{ renderer: () => ({ draw: (target: DrawTarget) => this.#draw(target) }) }];

  constructor(live: LiveChart, theme: ChartTheme) {
    this.#live = live;
    this.#theme = theme;
  }

  paneViews() {
    return this.#views;
  }

  show(marks: Marks): void {
    this.#marks = marks;
  }

  recolour(theme: ChartTheme): void {
    this.#theme = theme;
  }

  #draw(target: DrawTarget): void {
    const { chart, gate } = this.#live;
    const [from, to] = chart.visibleTimes() ?? [0, 0];
    // During a replay, what was dealt after its last bar is the future.
    const last = gate.place.get() === undefined ? Infinity : endOfLast(chart);
    const isSeen = ({ timeMs }: TradeMark): boolean => timeMs >= from && timeMs <= to && timeMs < last;
    target.useMediaCoordinateSpace(({ context }) => {
      context.save();
      for (const way of this.#marks.ways)
        if (way.to.timeMs < last && (isSeen(way.from) || isSeen(way.to))) this.#way(context, way);
      for (const mark of this.#marks.marks) if (isSeen(mark)) this.#mark(context, mark);
      context.restore();
    });
  }

  #spot({ timeMs, price }: TradeMark): readonly [number, number] | undefined {
    const { chart } = this.#live;
    const place = chart.placeOf(timeMs);
    const [x, y] = [place === undefined ? undefined : chart.xOf(place), chart.yOf(price)];
    return x === undefined || y === undefined ? undefined : [x, y];
  }

  #way(context: CanvasRenderingContext2D, { from, to, won }: TradeWay): void {
    const [a, b] = [this.#spot(from), this.#spot(to)];
    if (a === undefined || b === undefined) return;
    context.strokeStyle = won ? this.#theme.up : this.#theme.down;
    context.globalAlpha = 0.8;
    context.setLineDash([3, 3]);
    context.lineWidth = 1;
    context.beginPath();
    context.moveTo(...a);
    context.lineTo(...b);
    context.stroke();
    context.globalAlpha = 1;
    context.setLineDash([]);
  }

  #mark(context: CanvasRenderingContext2D, mark: TradeMark): void {
    const at = this.#spot(mark);
    if (at === undefined) return;
    const [x, y] = at;
    context.fillStyle = mark.side === "buy" ? this.#theme.bid : this.#theme.ask;
    context.strokeStyle = this.#theme.background;
    context.lineWidth = 1;
    context.beginPath();
    if (mark.opens) {
      const down = mark.side === "buy" ? SIZE_PX * 1.6 : -SIZE_PX * 1.6;
      context.moveTo(x, y);
      context.lineTo(x - SIZE_PX, y + down);
      context.lineTo(x + SIZE_PX, y + down);
      context.closePath();
    } else context.arc(x, y, SIZE_PX * 0.8, 0, 2 * Math.PI);
    context.fill();
    context.stroke();
  }
}

/** When the newest drawn bar has ended (broker ms). */
function endOfLast(chart: LiveChart["chart"]): number {
  return chart.timeAt(chart.bars.length) ?? 0;
}
