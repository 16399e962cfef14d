import { Trash2 } from "lucide-react";
import { type ReactNode, useState } from "react";
import { INDICATORS } from "#shared/market/indicators/catalogue.ts";
import { studyName } from "../../../chart/studies/study-name.ts";
import { indicatorOf, MOST_STUDIES, newStudy, type StudyWish } from "../../../chart/studies/study-wish.ts";
import "./indicators.css";
import { useWorkspace } from "../../../hooks/use-workspace.ts";
import { useText } from "../../../i18n/use-text.ts";
import { Button, IconButton } from "../../../ui/button.tsx";
import { Dialog } from "../../../ui/dialog.tsx";
import { Icon } from "../../../ui/icon.tsx";
import { ParameterField } from "./parameter-field.tsx";

interface IndicatorsDialogProps {
  readonly open: boolean;
  readonly onClose: () => void;
}

/** The chart's indicators: what is shown, with its numbers, and what can be added. Every change is on the chart at once. */
export function IndicatorsDialog({ open, onClose }: IndicatorsDialogProps): ReactNode {
  const text = useText();
  const studies = useWorkspace((workspace) => workspace.studies);
  const showStudies = useWorkspace((workspace) => workspace.showStudies);
  const [filter, setFilter] = useState("");
  const wanted = filter.trim().toLowerCase();
  const found = INDICATORS.filter(({ id }) =>
    `${text(`study.${id}`)} ${text(`study.short.${id}`)}`.toLowerCase().includes(wanted),
  );
  const change = (next: StudyWish): void => showStudies(studies.map((each) => (each.key === next.key ? next : each)));
  const full = studies.length >= MOST_STUDIES;
  return (
    <Dialog
      open={open}
      title={text("studies.title")}
      closeLabel={text("settings.close")}
      className="indicators"
      onClose={onClose}
    >
      <div className="dialog-body">
        <section aria-label={text("studies.shown")}>
          {studies.length === 0 && <p className="indicators-none">{text("studies.none")}</p>}
          {studies.map((wish) => (
            <StudyRow
              key={wish.key}
              wish={wish}
              onChange={change}
              onRemove={() => showStudies(studies.filter(({ key }) => key !== wish.key))}
            />
          ))}
        </section>
        <section aria-label={text("studies.add")}>
          <input
            className="field"
            type="search"
            placeholder={text("studies.filter")}
            aria-label={text("studies.filter")}
            value={filter}
            onChange={(event) => setFilter(event.target.value)}
          />
          {full && <p className="indicators-none">{text("studies.most", { most: MOST_STUDIES })}</p>}
          {found.length === 0 && <p className="indicators-none">{text("studies.noMatch", { filter })}</p>}
          <ul className="indicators-list">
            {found.map(({ id }) => (
              <li key={id}>
                <Button look="quiet" disabled={full} onClick={() => showStudies([...studies, newStudy(id, studies)])}>
                  {text(`study.${id}`)}
                </Button>
              </li>
            ))}
          </ul>
        </section>
      </div>
    </Dialog>
  );
}

interface StudyRowProps {
  readonly wish: StudyWish;
  readonly onChange: (next: StudyWish) => void;
  readonly onRemove: () => void;
}

function StudyRow({ wish, onChange, onRemove }: StudyRowProps): ReactNode {
  const text = useText();
  const indicator = indicatorOf(wish.id);
  if (indicator === undefined) return null;
  return (
    <fieldset className="indicators-row" aria-label={studyName(text, indicator, wish.values)}>
      <span className="indicators-name">{text(`study.${indicator.id}`)}</span>
      {indicator.parameters.map((parameter) => (
        <ParameterField
          key={parameter.name}
          parameter={parameter}
          value={wish.values[parameter.name] ?? parameter.initial}
          onChange={(value) => onChange({ ...wish, values: { ...wish.values, [parameter.name]: value } })}
        />
      ))}
      <IconButton label={text("studies.remove", { name: studyName(text, indicator, wish.values) })} onClick={onRemove}>
        <Icon of={Trash2} />
      </IconButton>
    </fieldset>
  );
}
