import { ChevronDown, ChevronUp, Maximize2, Minimize2 } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { useWorkspace } from "../../hooks/use-workspace.ts";
import "./dock.css";
import { useText } from "../../i18n/use-text.ts";
import { DOCK_TABS } from "../../stores/panel-ids.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { PANELS } from "../registry.ts";
import { TabButton } from "./dock-tab.tsx";
import { Splitter } from "./splitter.tsx";

const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** The panel under the chart: one of several, chosen by its tab. */
export function Dock(): ReactNode {
  const text = useText();
  const { dockOpen, dockTab, dockHeight, showDock, toggleDock } = useWorkspace((workspace) => workspace);
  const list = useRef<HTMLDivElement>(null);
  const [fills, setFills] = useState(false);
  const full = fills && dockOpen;
  const Panel = PANELS[dockTab].component;

  const move = (event: KeyboardEvent): void => {
    const step = STEPS[event.key];
    if (step === undefined) return;
    const next = DOCK_TABS[(DOCK_TABS.indexOf(dockTab) + step + DOCK_TABS.length) % DOCK_TABS.length];
    if (next === undefined) return;
    event.preventDefault();
    showDock(next);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[DOCK_TABS.indexOf(next)]?.focus();
  };

  return (
    <section
      className="dock"
      aria-label={text("dock.label")}
      data-full={full || undefined}
      style={{ height: dockOpen && !full ? dockHeight : undefined }}
    >
      {dockOpen && !full && <Splitter />}
      <div className="dock-head">
        <div ref={list} role="tablist" aria-label={text("dock.label")} className="dock-tabs">
          {DOCK_TABS.map((tab) => (
            <TabButton
              key={tab}
              tab={tab}
              aria-selected={dockOpen && tab === dockTab}
              aria-controls={dockOpen && tab === dockTab ? "dock-body" : undefined}
              tabIndex={tab === dockTab ? 0 : -1}
              onKeyDown={move}
              onClick={() => (dockOpen && tab === dockTab ? toggleDock() : showDock(tab))}
            />
          ))}
        </div>
        <span className="dock-gap" />
        {dockOpen && (
          <IconButton label={text(full ? "dock.unfill" : "dock.fill")} onClick={() => setFills(!full)}>
            <Icon of={full ? Minimize2 : Maximize2} />
          </IconButton>
        )}
        <IconButton label={text(dockOpen ? "dock.hide" : "dock.show")} aria-expanded={dockOpen} onClick={toggleDock}>
          <Icon of={dockOpen ? ChevronDown : ChevronUp} />
        </IconButton>
      </div>
      {dockOpen && (
        <div id="dock-body" className="dock-body" role="tabpanel" aria-labelledby={`dock-tab-${dockTab}`}>
          <Panel />
        </div>
      )}
    </section>
  );
}
