import { ChevronDown, ChevronUp } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { useWorkspace } from "../../hooks/use-workspace.ts";
import "./dock.css";
import { useAll, useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import type { DockTab } from "../../stores/workspace.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { EventsPanel } from "../events/events-panel.tsx";
import { TerminalsPanel } from "../terminals/terminals-panel.tsx";
import { Splitter } from "./splitter.tsx";

const TABS: readonly DockTab[] = ["terminals", "events"];

/** The panel under the chart: terminals and pairing, events. */
export function Dock(): ReactNode {
  const text = useText();
  const { pairing, links } = useServices();
  const { dockOpen, dockTab, dockHeight, showDock, toggleDock } = useWorkspace((workspace) => workspace);
  const requests = useCell(pairing)?.requests.length ?? 0;
  const terminals = useAll(links).length;
  const list = useRef<HTMLDivElement>(null);
  const count: Readonly<Record<DockTab, number>> = { terminals: requests > 0 ? requests : terminals, events: 0 };

  const move = (event: KeyboardEvent): void => {
    if (event.key !== "ArrowRight" && event.key !== "ArrowLeft") return;
    const next = TABS[(TABS.indexOf(dockTab) + 1) % TABS.length];
    if (next === undefined) return;
    event.preventDefault();
    showDock(next);
    list.current?.querySelectorAll<HTMLElement>("[role=tab]")[TABS.indexOf(next)]?.focus();
  };

  return (
    <section className="dock" aria-label={text("dock.label")} style={{ height: dockOpen ? dockHeight : undefined }}>
      {dockOpen && <Splitter />}
      <div className="dock-head">
        <div ref={list} role="tablist" aria-label={text("dock.label")} style={{ display: "flex" }}>
          {TABS.map((tab) => (
            <button
              key={tab}
              type="button"
              role="tab"
              id={`dock-tab-${tab}`}
              className="dock-tab"
              aria-selected={dockOpen && tab === dockTab}
              aria-controls={dockOpen && tab === dockTab ? "dock-body" : undefined}
              tabIndex={tab === dockTab ? 0 : -1}
              onKeyDown={move}
              onClick={() => (dockOpen && tab === dockTab ? toggleDock() : showDock(tab))}
            >
              {text(`dock.${tab}`)}
              {count[tab] > 0 && <span className="dock-count">{count[tab]}</span>}
            </button>
          ))}
        </div>
        <span className="dock-gap" />
        <IconButton label={text(dockOpen ? "dock.hide" : "dock.show")} aria-expanded={dockOpen} onClick={toggleDock}>
          <Icon of={dockOpen ? ChevronDown : ChevronUp} />
        </IconButton>
      </div>
      {dockOpen && (
        <div id="dock-body" className="dock-body" role="tabpanel" aria-labelledby={`dock-tab-${dockTab}`}>
          {dockTab === "terminals" ? <TerminalsPanel /> : <EventsPanel />}
        </div>
      )}
    </section>
  );
}
