import type { ReactNode } from "react";
import type { Instrument } from "#shared/contract/market.ts";
import { CHART_ZONES } from "#shared/market/chart-look.ts";
import { useWorkspace } from "../../../hooks/use-workspace.ts";
import { useText } from "../../../i18n/use-text.ts";
import { useShownInstruments } from "../../../services/shown.ts";
import { ChoiceField } from "../../../ui/choice-field.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { zoneText } from "../zone-text.ts";

interface ViewDialogProps {
  readonly instrument: Instrument;
  readonly onClose: () => void;
}

const NONE = "";

/** In which zone times are shown, and what the chart is compared with. Every change is on the chart at once. */
export function ViewDialog({ instrument, onClose }: ViewDialogProps): ReactNode {
  const text = useText();
  const zone = useWorkspace((workspace) => workspace.look.zone);
  const changeLook = useWorkspace((workspace) => workspace.changeLook);
  const compareId = useWorkspace((workspace) => workspace.compareId);
  const compareWith = useWorkspace((workspace) => workspace.compareWith);
  const others = useShownInstruments().filter(({ id }) => id !== instrument.id);
  const zones: readonly string[] = (CHART_ZONES as readonly string[]).includes(zone)
    ? CHART_ZONES
    : [...CHART_ZONES, zone];
  return (
    <Dialog
      open
      title={text("chart.view.title")}
      closeLabel={text("settings.close")}
      className="chart-dialog"
      onClose={onClose}
    >
      <div className="dialog-body chart-dialog-body">
        <ChoiceField
          label={text("chart.zone")}
          value={zone}
          options={zones.map((each) => ({ value: each, text: zoneText(text, each) }))}
          onChange={(chosen) => changeLook({ zone: chosen })}
        />
        <p className="dim">{text("chart.zone.days")}</p>
        <ChoiceField
          label={text("chart.compare")}
          value={others.some(({ id }) => id === compareId) ? (compareId ?? NONE) : NONE}
          options={[
            { value: NONE, text: text("chart.compare.none") },
            ...others.map(({ id, symbol }) => ({ value: String(id), text: symbol })),
          ]}
          onChange={(chosen) => compareWith(chosen === NONE ? undefined : chosen)}
        />
        <p className="dim">{text("chart.compare.percent")}</p>
      </div>
    </Dialog>
  );
}
