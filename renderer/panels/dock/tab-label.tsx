import type { ReactNode } from "react";
import type { PanelId } from "../../stores/panel-ids.ts";
import { PANELS } from "../registry.ts";

/** The words of a tab: the panel's name and its count. */
export function TabLabel({ panel, name }: { readonly panel: PanelId; readonly name: string }): ReactNode {
  const { count: Count } = PANELS[panel];
  return (
    <>
      {name}
      {Count !== undefined && <Count />}
    </>
  );
}
