import { type ITabRenderValues, type ITabSetRenderValues, type TabNode, TabSetNode } from "flexlayout-react";
import type { Text } from "../../i18n/i18n.ts";
import { isPanelId } from "../../stores/panel-ids.ts";
import { PANELS } from "../registry.ts";
import { chartName } from "./chart-name.ts";
import { StackSymbol } from "./chart-symbol.tsx";
import { StackButtons } from "./stack-buttons.tsx";
import { TabLabel } from "./tab-label.tsx";

/** Fills in what flexlayout shows on a tab. */
export function fillTab(text: Text, tab: TabNode, values: ITabRenderValues): void {
  const id = tab.getComponent() ?? "";
  if (!isPanelId(id)) return;
  const name = id === "chart" ? chartName(text, tab) : text(PANELS[id].title);
  // The tab's name for screen readers and for the menu of tabs that do not fit: not in flexlayout's types.
  (values as { name?: string }).name = name;
  values.content = <TabLabel panel={id} name={name} />;
}

/** Fills in what flexlayout shows at the end of a row of tabs. */
export function fillStack(stack: object, values: ITabSetRenderValues): void {
  if (!(stack instanceof TabSetNode)) return;
  values.buttons.push(
    <StackSymbol key="symbol" tab={stack.getSelectedNode()} />,
    <StackButtons key="fairlead" stack={stack} />,
  );
}
