import { type Action, Actions, Layout, TabNode, TabSetNode } from "flexlayout-react";
import { ChevronsRight, X } from "lucide-react";
import { type ReactNode, useCallback } from "react";
import "flexlayout-react/style/light.css";
import "./dock.css";
import { useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { isFolded } from "../../stores/desk/desk.ts";
import { Icon } from "../../ui/icon.tsx";
import { fillStack, fillTab } from "./dock-values.tsx";
import { flexWords } from "./flex-words.ts";
import { PanelContent } from "./panel-content.tsx";

const KEYS = { closeTab: "Delete", focusNextTabset: "F6", focusPreviousTabset: "Shift+F6" };
// Without flexlayout's number beside it, which its name does not say.
const ICONS = { close: <Icon of={X} size={12} />, more: () => <Icon of={ChevronsRight} /> };

const content = (tab: TabNode): ReactNode => <PanelContent tab={tab} />;

/** The panels in their places: dragged by their tabs, sized at the lines between them. */
export function Dock(): ReactNode {
  const text = useText();
  const { desk, workspaces } = useServices();
  const model = useCell(desk.model);
  const arranging = useCell(desk.arranging);
  const { known } = useCell(workspaces.state);

  // A tab of a folded stack unfolds it, whichever tab it is.
  const judged = (action: Action): Action | undefined => {
    // Closed by the desk, which knows where it comes back.
    if (action.type === Actions.DELETE_TAB) {
      desk.closeTab(String(action.data.node));
      return undefined;
    }
    if (action.type !== Actions.SELECT_TAB) return action;
    const tab = model.getNodeById(String(action.data.tabNode));
    const stack = tab?.getParent();
    if (!(tab instanceof TabNode) || !(stack instanceof TabSetNode) || !isFolded(stack)) return action;
    desk.bringUp(tab);
    return undefined;
  };

  const attach = useCallback(
    (box: HTMLDivElement) => {
      const measure = (): void => desk.resize({ width: box.clientWidth, height: box.clientHeight });
      const observer = new ResizeObserver(measure);
      observer.observe(box);
      return () => observer.disconnect();
    },
    [desk],
  );

  return (
    <div ref={attach} className="dock" data-arranging={arranging || undefined}>
      {known && (
        <Layout
          model={model}
          factory={content}
          icons={ICONS}
          keyMap={KEYS}
          realtimeResize
          supportsPopout={false}
          invalidateTabContentOnParentRender={false}
          i18nTranslator={(key) => flexWords(text, key)}
          onAction={judged}
          onRenderTab={(tab, values) => fillTab(text, tab, values)}
          onRenderTabSet={fillStack}
        />
      )}
    </div>
  );
}
