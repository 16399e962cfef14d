import { ChevronDown, ChevronUp, Maximize2, Minimize2 } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useRef, useState } from "react";
import { useWorkspace } from "../../hooks/use-workspace.ts";
import "./dock.css";
import { useAll, useCell } from "../../hooks/use-store.ts";
import { useText } from "../../i18n/use-text.ts";
import { useShownOrders, useShownPositions } from "../../services/holdings.ts";
import { useServices } from "../../services/services.ts";
import { DOCK_TABS, type DockTab } from "../../stores/workspace.ts";
import { IconButton } from "../../ui/button.tsx";
import { Icon } from "../../ui/icon.tsx";
import { EventsPanel } from "../events/events-panel.tsx";
import { HistoryPanel } from "../history/history-panel.tsx";
import { JournalPanel } from "../journal/journal-panel.tsx";
import { OrdersPanel } from "../orders/orders-panel.tsx";
import { PositionsPanel } from "../positions/positions-panel.tsx";
import { RiskPanel } from "../risk/risk-panel.tsx";
import { SessionsPanel } from "../sessions/sessions-panel.tsx";
import { TerminalsPanel } from "../terminals/terminals-panel.tsx";
import { Splitter } from "./splitter.tsx";

const PANELS: Readonly<Record<DockTab, () => ReactNode>> = {
  positions: PositionsPanel,
  orders: OrdersPanel,
  history: HistoryPanel,
  journal: JournalPanel,
  sessions: SessionsPanel,
  risk: RiskPanel,
  terminals: TerminalsPanel,
  events: EventsPanel,
};
const STEPS: Readonly<Record<string, number>> = { ArrowRight: 1, ArrowLeft: -1 };

/** How many of a tab's things there are: what waits for the trader before what there is. */
function useCounts(): Readonly<Partial<Record<DockTab, number>>> {
  const { pairing, links, sessions } = useServices();
  const requests = useCell(pairing)?.requests.length ?? 0;
  const terminals = useAll(links).length;
  const atWork = useAll(sessions).filter(({ phase }) => phase !== "draft" && phase !== "stopped").length;
  const positions = useShownPositions()?.positions.length ?? 0;
  const orders = useShownOrders()?.orders.length ?? 0;
  return { positions, orders, sessions: atWork, terminals: requests > 0 ? requests : terminals };
}

/** The panel under the chart: one of several, chosen by its tab. */
export function Dock(): ReactNode {
  const text = useText();
  const { dockOpen, dockTab, dockHeight, showDock, toggleDock } = useWorkspace((workspace) => workspace);
  const list = useRef<HTMLDivElement>(null);
  const counts = useCounts();
  const [fills, setFills] = useState(false);
  const full = fills && dockOpen;
  const Panel = PANELS[dockTab];

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
              {(counts[tab] ?? 0) > 0 && <span className="dock-count">{counts[tab]}</span>}
            </button>
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
