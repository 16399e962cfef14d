import type { TabNode } from "flexlayout-react";
import { type ReactNode, useMemo } from "react";
import { useIsAtFront } from "../../hooks/use-desk.ts";
import { ServicesProvider, useServices } from "../../services/services.ts";
import { isPanelId } from "../../stores/panel-ids.ts";
import { PANELS } from "../registry.ts";

/** What a tab shows; nothing while another tab of its stack is at the front. */
export function PanelContent({ tab }: { readonly tab: TabNode }): ReactNode {
  const services = useServices();
  const atFront = useIsAtFront(tab);
  const id = tab.getComponent() ?? "";
  const own = services.desk.chart(tab.getId());
  const inner = useMemo(() => (own === undefined ? services : { ...services, workspace: own }), [services, own]);
  if (!atFront || !isPanelId(id)) return null;
  const Content = PANELS[id].component;
  return (
    <ServicesProvider value={inner}>
      <Content />
    </ServicesProvider>
  );
}
