import type { ComponentProps, ReactNode } from "react";
import { useText } from "../../i18n/use-text.ts";
import type { DockTab } from "../../stores/panel-ids.ts";
import { PANELS } from "../registry.ts";

interface Props extends ComponentProps<"button"> {
  readonly tab: DockTab;
}

const none = (): number => 0;

/** A tab of the lower panel: the panel's name and its count. */
export function TabButton({ tab, ...rest }: Props): ReactNode {
  const text = useText();
  const { title, useCount = none } = PANELS[tab];
  const count = useCount();
  return (
    <button type="button" role="tab" id={`dock-tab-${tab}`} className="dock-tab" {...rest}>
      {text(title)}
      {count > 0 && <span className="dock-count">{count}</span>}
    </button>
  );
}
