import type { PriceChart } from "../../chart/price-chart.ts";

const STEP = 3;
const LEAP = 40;
const ZOOM = 1.25;

/** Moves and zooms the chart by keyboard; false when the key is not the chart's. */
export function chartKeys(chart: PriceChart, key: string): boolean {
  switch (key) {
    case "ArrowLeft":
      chart.scroll(-STEP);
      return true;
    case "ArrowRight":
      chart.scroll(STEP);
      return true;
    case "PageUp":
      chart.scroll(-LEAP);
      return true;
    case "PageDown":
      chart.scroll(LEAP);
      return true;
    case "End":
      chart.scrollToNow();
      return true;
    case "+":
    case "=":
      chart.zoom(ZOOM);
      return true;
    case "-":
      chart.zoom(1 / ZOOM);
      return true;
    default:
      return false;
  }
}
