import { type ComponentType, type ReactNode, useState } from "react";
import "../../ui/panel.css";
import "../../ui/table.css";
import "./monitor.css";
import { useText } from "../../i18n/use-text.ts";
import { Segmented } from "../../ui/segmented.tsx";
import { CorrelationView } from "./correlation-view.tsx";
import { Definitions } from "./definitions.tsx";
import { SourcesView } from "./sources-view.tsx";
import { StoredView } from "./stored-view.tsx";
import { StrengthView } from "./strength-view.tsx";
import { SymbolsView } from "./symbols-view.tsx";

const VIEWS = ["symbols", "strength", "correlation", "sources", "stored", "definitions"] as const;
type View = (typeof VIEWS)[number];
const PARTS: Readonly<Record<View, ComponentType>> = {
  symbols: SymbolsView,
  strength: StrengthView,
  correlation: CorrelationView,
  sources: SourcesView,
  stored: StoredView,
  definitions: Definitions,
};

/** What the market does, measured while this panel is shown. */
export function MonitorPanel(): ReactNode {
  const text = useText();
  const [view, setView] = useState<View>("symbols");
  const Part = PARTS[view];
  return (
    <div className="monitor">
      <div className="monitor-bar-top">
        <Segmented
          label={text("monitor.view")}
          value={view}
          options={VIEWS.map((value) => ({ value, text: text(`monitor.view.${value}`) }))}
          onChoose={setView}
        />
      </div>
      <Part />
    </div>
  );
}
