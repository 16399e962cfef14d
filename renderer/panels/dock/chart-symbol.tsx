import type { TabNode } from "flexlayout-react";
import type { ReactNode } from "react";
import { useStore } from "zustand";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { chosenInstrument, useShownAccount, useShownInstruments } from "../../services/shown.ts";
import type { WorkspaceStore } from "../../stores/workspace.ts";
import { chartName } from "./chart-name.ts";

interface ChartSymbolProps {
  readonly tab: TabNode;
  readonly chart: WorkspaceStore;
}

/** Chooses what a further chart shows; the first one follows the market watch. */
export function ChartSymbol({ tab, chart }: ChartSymbolProps): ReactNode {
  const text = useText();
  const instruments = useShownInstruments();
  const { instrumentId, chooseInstrument } = useStore(chart);
  const shown = chosenInstrument(instruments, instrumentId, useShownAccount()?.id);
  return (
    <select
      className="field chart-symbol-choice"
      aria-label={text("chart.symbolOf", { chart: chartName(text, tab) })}
      value={shown?.id ?? ""}
      onChange={(event) => chooseInstrument(event.target.value)}
    >
      {shown === undefined && (
        <option value="" disabled>
          {"\u2013"}
        </option>
      )}
      {instruments.map(({ id, symbol }) => (
        <option key={id} value={id}>
          {symbol}
        </option>
      ))}
    </select>
  );
}

/** The choice for a stack whose panel in sight is a further chart. */
export function StackSymbol({ tab }: { readonly tab: TabNode | undefined }): ReactNode {
  const { desk } = useServices();
  const chart = tab === undefined ? undefined : desk.chart(tab.getId());
  return tab !== undefined && chart !== undefined && <ChartSymbol tab={tab} chart={chart} />;
}
