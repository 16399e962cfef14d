import type { LiveChart } from "../../../chart/live-chart.ts";

/** Waits for a click on the chart and tells which bar it met (its opening, broker ms). @returns what ends the waiting */
export function pickBar({ host, chart }: LiveChart, picked: (timeMs: number | undefined) => void): () => void {
  // Before the drawings' own listener, which hangs on the chart itself.
  const area = host.parentElement ?? host;
  const listen = (event: PointerEvent): void => {
    if (!(event.target instanceof Node) || !host.contains(event.target)) return;
    const place = chart.placeAt(event.clientX - host.getBoundingClientRect().left);
    event.stopPropagation();
    picked(place === undefined ? undefined : chart.timeAt(place));
  };
  host.dataset["tool"] = "pick";
  area.addEventListener("pointerdown", listen, { capture: true });
  return () => {
    delete host.dataset["tool"];
    area.removeEventListener("pointerdown", listen, { capture: true });
  };
}
