import type { KeyboardEvent, PointerEvent, ReactNode } from "react";
import { useWorkspace } from "../../hooks/use-workspace.ts";
import { useText } from "../../i18n/use-text.ts";
import { DOCK_HEIGHT } from "../../stores/workspace.ts";

const STEP = 24;

/** The dock's upper edge: dragged, or moved with the arrow keys. */
export function Splitter(): ReactNode {
  const text = useText();
  const { dockHeight, resizeDock } = useWorkspace((workspace) => workspace);

  const grab = (event: PointerEvent<HTMLDivElement>): void => {
    event.preventDefault();
    const edge = event.currentTarget;
    const from = event.clientY;
    edge.setPointerCapture(event.pointerId);
    const drag = (move: globalThis.PointerEvent): void => resizeDock(dockHeight + from - move.clientY);
    edge.addEventListener("pointermove", drag);
    edge.addEventListener("lostpointercapture", () => edge.removeEventListener("pointermove", drag), { once: true });
  };
  const nudge = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowUp" && event.key !== "ArrowDown") return;
    event.preventDefault();
    resizeDock(dockHeight + (event.key === "ArrowUp" ? STEP : -STEP));
  };

  return (
    <div
      className="dock-splitter"
      role="separator"
      tabIndex={0}
      aria-orientation="horizontal"
      aria-label={text("dock.resize")}
      aria-valuenow={dockHeight}
      aria-valuemin={DOCK_HEIGHT.least}
      aria-valuemax={DOCK_HEIGHT.most}
      onPointerDown={grab}
      onKeyDown={nudge}
    />
  );
}
