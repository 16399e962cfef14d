import { keepEqual, latestInto } from "../bridge/latest-into.ts";
import type { Services } from "./services.ts";

/** Keeps drawings and chart templates as the bridge has them, and has kept what could not be kept while it was away. */
export function subscribeCharts({ client, drawings, chartTemplates, status }: Services): void {
  let whole = false;
  client.charts.drawings.subscribe(
    {},
    {
      reset: () => {
        whole = true;
      },
      items: (batch) => {
        drawings.take(batch, whole);
        whole = false;
      },
    },
  );
  client.charts.templates.subscribe(
    {},
    latestInto(chartTemplates, ({ name }) => name, keepEqual),
  );
  let generation = 0;
  const look = (): void => {
    const now = status.get();
    if (now.phase !== "open" || now.generation === generation) return;
    generation = now.generation;
    drawings.connected();
  };
  status.subscribe(look);
  look();
}
