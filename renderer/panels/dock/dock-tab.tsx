import type { ComponentProps, ReactNode } from "react";
import { useText } from "../../i18n/use-text.ts";
import type { DockTab } from "../../stores/panel-ids.ts";
import { PANELS } from "../registry.ts";

interface Props extends ComponentProps<"button"> {
  readonly tab: DockTab;
}

/** A tab of the lower panel: the panel's name and its count. */
export function TabButton({ tab, ...rest }: Props): ReactNode {
  const text = useText();
  const { title, count: Count } = PANELS[tab];
  return (
    <button type="button" role="tab" id={`dock-tab-${tab}`} className="dock-tab" {...rest}>
      {text(title)}
      {Count !== undefined && <Count />}
    </button>
  );
}
