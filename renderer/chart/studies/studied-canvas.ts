import type { BarCanvas } from "../chart-feed.ts";
import type { ChartStudies } from "./chart-studies.ts";

/** A chart together with its indicators. Candles are drawn first: no indicator's line may be newer than they are. */
export const studiedCanvas = (chart: BarCanvas, studies: ChartStudies): BarCanvas => ({
  setBars(bars) {
    chart.setBars(bars);
    studies.setBars(bars);
  },
  updateLast(bar) {
    chart.updateLast(bar);
    studies.updateLast(bar);
  },
  setQuote: (bid, ask) => chart.setQuote(bid, ask),
  onNearEdge: (listener) => chart.onNearEdge(listener),
  isNear: (edge) => chart.isNear(edge),
});
