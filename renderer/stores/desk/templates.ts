import type { ChartView, Layout } from "#shared/contract/workspaces.ts";
import type { LinkGroup } from "#shared/market/link-group.ts";
import { DOCK_TABS, type PanelId } from "../panel-ids.ts";
import { placed, type Room, split, stack, TICKET_PX, ticketShare, usualLayout, usualShares } from "./layouts.ts";

export const TEMPLATES = ["usual", "dayTrader", "propTrader", "multiAccount"] as const;
export type Template = (typeof TEMPLATES)[number];

/** The group of a template's charts: one market on all of them. */
const LINK: LinkGroup = "a";
const view = (timeframe: ChartView["timeframe"]): ChartView => ({ timeframe, studies: [], link: LINK });
const chart = (number: number, timeframe: ChartView["timeframe"]) => ({
  key: `chart-${number}`,
  panel: "chart",
  chart: view(timeframe),
});

const others = (...elsewhere: readonly PanelId[]) => DOCK_TABS.filter((id) => !elsewhere.includes(id)).map(placed);

/** An arrangement for a way of trading, in the sizes of this window. */
export function templateLayout(template: Template, room: Room): Layout {
  const withTicket = template === "dayTrader" || template === "propTrader";
  const { watch, lower } = usualShares(room, withTicket ? TICKET_PX : 0);
  const rest = 100 - watch;
  const ticket = ticketShare(room);
  switch (template) {
    case "usual":
      return usualLayout(room);
    // The chart that follows the market watch, the same market further away beside it, and the ticket at hand.
    case "dayTrader":
      return {
        version: 2,
        root: split(100, [
          stack(watch, [placed("watch")]),
          split(rest - ticket, [
            split(100 - lower, [
              stack(60, [placed("chart")]),
              split(40, [stack(50, [chart(2, "M15")]), stack(50, [chart(3, "H4")])]),
            ]),
            stack(lower, others()),
          ]),
          stack(ticket, [placed("ticket")]),
        ]),
        link: LINK,
      };
    // The day's room stands under the ticket, where it is seen before the order.
    case "propTrader":
      return {
        version: 2,
        root: split(100, [
          stack(watch, [placed("watch")]),
          split(rest - ticket, [stack(100 - lower, [placed("chart")]), stack(lower, others("risk"))]),
          split(ticket, [stack(76, [placed("ticket")]), stack(24, [placed("risk")])]),
        ]),
      };
    // Every account, every terminal and what it does, with the chart smaller.
    case "multiAccount":
      return {
        version: 2,
        root: split(100, [
          split(watch, [stack(60, [placed("watch")]), stack(40, [placed("events")])]),
          split(rest, [
            stack(38, [placed("accounts"), placed("terminals"), placed("sessions")]),
            split(62, [stack(50, [placed("chart")]), stack(50, others("terminals", "sessions", "events"))]),
          ]),
        ]),
      };
  }
}
