import { Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { ChartTemplate } from "#shared/contract/charts.ts";
import { recallLook } from "#shared/market/chart-look.ts";
import { recallStudies } from "../../../chart/studies/study-wish.ts";
import { useCommand } from "../../../hooks/use-command.ts";
import { useAll } from "../../../hooks/use-store.ts";
import { useWorkspace } from "../../../hooks/use-workspace.ts";
import { useText } from "../../../i18n/use-text.ts";
import { useServices } from "../../../services/services.ts";
import { keptStudies } from "../../../stores/desk/chart-workspace.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { ErrorNote } from "../../../ui/error-note.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { kindKey } from "../chart-tools-state.ts";

const MOST_LETTERS = 60;

/** Chart templates: what this chart shows under a name, and what another one showed on this chart. */
export function TemplatesDialog({ onClose }: { readonly onClose: () => void }): ReactNode {
  const text = useText();
  const { client, chartTemplates } = useServices();
  const all = useAll(chartTemplates).toSorted((a, b) => a.name.localeCompare(b.name));
  const studies = useWorkspace((workspace) => workspace.studies);
  const look = useWorkspace((workspace) => workspace.look);
  const showStudies = useWorkspace((workspace) => workspace.showStudies);
  const changeLook = useWorkspace((workspace) => workspace.changeLook);
  const { busy, error, run } = useCommand();
  const [name, setName] = useState("");
  const wanted = name.trim();
  const replaces = all.some((each) => each.name === wanted);

  const apply = (template: ChartTemplate): void => {
    showStudies(recallStudies(template.studies));
    changeLook(recallLook(template.look));
    onClose();
  };
  return (
    <Dialog
      open
      title={text("chart.templates.title")}
      closeLabel={text("settings.close")}
      className="chart-dialog"
      onClose={onClose}
    >
      <div className="dialog-body chart-dialog-body">
        {all.length === 0 && <p className="dim">{text("chart.templates.none")}</p>}
        <ul className="chart-templates">
          {all.map((template) => (
            <li key={template.name}>
              <span className="chart-template-name">{template.name}</span>
              <span className="dim">
                {text("chart.templates.facts", {
                  kind: text(kindKey(recallLook(template.look).kind)),
                  count: template.studies.length,
                })}
              </span>
              <Button
                aria-label={text("chart.templates.apply.long", { name: template.name })}
                onClick={() => apply(template)}
              >
                {text("chart.templates.apply")}
              </Button>
              <IconButton
                label={text("chart.templates.remove", { name: template.name })}
                disabled={busy}
                onClick={() => void run(() => client.charts.removeTemplate({ name: template.name }))}
              >
                <Icon of={Trash2} />
              </IconButton>
            </li>
          ))}
        </ul>
        <form
          className="chart-template-new"
          onSubmit={(event) => {
            event.preventDefault();
            if (wanted === "") return;
            const template = { name: wanted, studies: keptStudies(studies), look };
            void run(() => client.charts.saveTemplate(template)).then((kept) => kept && setName(""));
          }}
        >
          <input
            className="field"
            type="text"
            autoComplete="off"
            maxLength={MOST_LETTERS}
            aria-label={text("chart.templates.name")}
            placeholder={text("chart.templates.name")}
            value={name}
            onChange={(event) => setName(event.target.value)}
          />
          <Button type="submit" look="primary" disabled={busy || wanted === ""}>
            {text(replaces ? "chart.templates.replace" : "chart.templates.save")}
          </Button>
        </form>
        {error !== undefined && <ErrorNote error={error} />}
      </div>
    </Dialog>
  );
}
