import type { TabSetNode } from "flexlayout-react";
import { ChevronDown, ChevronUp, Maximize2, Minimize2 } from "lucide-react";
import type { ReactNode } from "react";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { isFolded } from "../../stores/desk/desk.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";

/** Fills the window with a stack, and folds it down to its tabs. */
export function StackButtons({ stack }: { readonly stack: TabSetNode }): ReactNode {
  const text = useText();
  const { desk } = useServices();
  const folded = isFolded(stack);
  const full = stack.isMaximized();
  return (
    <>
      {!folded && (
        <IconButton label={text(full ? "dock.unfill" : "dock.fill")} onClick={() => desk.fill(stack)}>
          <Icon of={full ? Minimize2 : Maximize2} />
        </IconButton>
      )}
      {desk.canFold(stack) && (
        <IconButton
          label={text(folded ? "dock.show" : "dock.hide")}
          aria-expanded={!folded}
          onClick={() => desk.toggle(stack)}
        >
          <Icon of={folded ? ChevronUp : ChevronDown} />
        </IconButton>
      )}
    </>
  );
}
