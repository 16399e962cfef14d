import { Menu as Base } from "@base-ui/react/menu";
import type { ReactNode } from "react";
import "./menu.css";

interface PointMenuProps {
  /** Pixels of the window; undefined closes it. */
  readonly at: { readonly x: number; readonly y: number } | undefined;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

/** A menu at a point, as the right mouse button and the keyboard's menu key open it: arrows, letters, Escape. */
export function PointMenu({ at, onClose, children }: PointMenuProps): ReactNode {
  const anchor = { getBoundingClientRect: () => DOMRect.fromRect({ x: at?.x ?? 0, y: at?.y ?? 0 }) };
  return (
    <Base.Root modal={false} open={at !== undefined} onOpenChange={(open) => open || onClose()}>
      <Base.Portal>
        <Base.Positioner className="menu-layer" align="start" anchor={anchor}>
          <Base.Popup className="menu">{children}</Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
