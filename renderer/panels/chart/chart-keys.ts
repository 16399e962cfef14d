import type { LiveChart } from "../../chart/live-chart.ts";

const STEP = 3;
const LEAP = 40;
const ZOOM = 1.25;

/** Moves and zooms the chart by keyboard; false when the key is not the chart's. */
export function chartKeys(live: LiveChart, key: string): boolean {
  const { chart } = live;
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
      live.toNow();
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
