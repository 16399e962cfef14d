import type { TabNode } from "flexlayout-react";
import type { Text } from "../../i18n/i18n.ts";

/** Chart, Chart 2, Chart 3: the number is the one in its key. */
export function chartName(text: Text, tab: TabNode): string {
  const [, number] = /-(\d+)$/.exec(tab.getId()) ?? [];
  return number === undefined ? text("dock.chart") : `${text("dock.chart")} ${number}`;
}
