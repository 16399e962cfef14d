import type { ChartView, Layout } from "#shared/contract/workspaces.ts";
import { DOCK_TABS, type PanelId } from "../panel-ids.ts";
import { placed, type Room, split, stack, usualLayout, usualShares } from "./layouts.ts";

export const TEMPLATES = ["usual", "dayTrader", "propTrader", "multiAccount"] as const;
export type Template = (typeof TEMPLATES)[number];

const view = (timeframe: ChartView["timeframe"]): ChartView => ({ timeframe, studies: [] });
const chart = (number: number, timeframe: ChartView["timeframe"]) => ({
  key: `chart-${number}`,
  panel: "chart",
  chart: view(timeframe),
});

const others = (...elsewhere: readonly PanelId[]) => DOCK_TABS.filter((id) => !elsewhere.includes(id)).map(placed);

/** An arrangement for a way of trading, in the sizes of this window. */
export function templateLayout(template: Template, room: Room): Layout {
  const { watch, lower } = usualShares(room);
  const rest = 100 - watch;
  switch (template) {
    case "usual":
      return usualLayout(room);
    // The chart that follows the market watch, and the same market further away beside it.
    case "dayTrader":
      return {
        version: 1,
        root: split(100, [
          stack(watch, [placed("watch")]),
          split(rest, [
            split(100 - lower, [
              stack(60, [placed("chart")]),
              split(40, [stack(50, [chart(2, "M15")]), stack(50, [chart(3, "H4")])]),
            ]),
            stack(lower, others()),
          ]),
        ]),
      };
    // The day's room stands beside the chart, where it is seen before the order.
    case "propTrader":
      return {
        version: 1,
        root: split(100, [
          stack(watch, [placed("watch")]),
          split(rest, [
            split(100 - lower, [
              stack(58, [placed("chart")]),
              split(42, [stack(60, [placed("risk")]), stack(40, [placed("sessions")])]),
            ]),
            stack(lower, others("risk", "sessions")),
          ]),
        ]),
      };
    // Every terminal and what it does, with the chart smaller.
    case "multiAccount":
      return {
        version: 1,
        root: split(100, [
          split(watch, [stack(60, [placed("watch")]), stack(40, [placed("events")])]),
          split(rest, [
            stack(38, [placed("terminals"), placed("sessions")]),
            split(62, [stack(50, [placed("chart")]), stack(50, others("terminals", "sessions", "events"))]),
          ]),
        ]),
      };
  }
}
