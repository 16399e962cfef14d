import { Plus, X } from "lucide-react";
import type { ReactNode } from "react";
import "./hours-field.css";
import { useText } from "../i18n/use-text.ts";
import { Button, IconButton } from "./button.tsx";
import { firstHours, type HoursDraft, type WindowDraft, WORKDAYS } from "./hours-draft.ts";
import { Icon } from "./icon.tsx";
import { Segmented } from "./segmented.tsx";
import { TypedField } from "./typed-field.tsx";
import { ZONE_LIST } from "./zone-list.tsx";

const WEEK = [1, 2, 3, 4, 5, 6, 0] as const;

interface HoursFieldProps {
  readonly label: string;
  readonly value: HoursDraft | null;
  readonly onChange: (value: HoursDraft | null) => void;
  readonly problem: string | undefined;
  readonly disabled?: boolean;
}

/** Always, or within hours of a zone: windows on weekdays, each past midnight where its end is not after its start. */
export function HoursField({ label, value, onChange, problem, disabled = false }: HoursFieldProps): ReactNode {
  const text = useText();
  const put = (index: number, change: Partial<WindowDraft>): void => {
    if (value === null) return;
    onChange({ ...value, windows: value.windows.map((one, at) => (at === index ? { ...one, ...change } : one)) });
  };
  return (
    <fieldset className="hours" disabled={disabled}>
      <legend className="typed-label">{label}</legend>
      <Segmented
        label={label}
        value={value === null ? "always" : "set"}
        options={(["always", "set"] as const).map((one) => ({ value: one, text: text(`hours.${one}`) }))}
        onChoose={(one) => !disabled && onChange(one === "always" ? null : (value ?? firstHours()))}
      />
      {value !== null && (
        <>
          <TypedField
            label={text("hours.zone")}
            numeric={false}
            list={ZONE_LIST}
            value={value.zone}
            problem={problem}
            onChange={(zone) => onChange({ ...value, zone })}
          />
          {value.windows.map((one, index) => (
            <div key={index} className="hours-window">
              <div className="hours-days">
                {WEEK.map((day) => (
                  <Button
                    key={day}
                    look="quiet"
                    className="hours-day"
                    aria-pressed={one.weekdays.includes(day)}
                    onClick={() =>
                      put(index, {
                        weekdays: one.weekdays.includes(day)
                          ? one.weekdays.filter((other) => other !== day)
                          : [...one.weekdays, day],
                      })
                    }
                  >
                    {text(`hours.day.${day}`)}
                  </Button>
                ))}
              </div>
              <input
                className="field hours-time"
                aria-label={text("hours.from")}
                value={one.from}
                onChange={(event) => put(index, { from: event.target.value })}
              />
              <span className="dim">{text("hours.to")}</span>
              <input
                className="field hours-time"
                aria-label={text("hours.to")}
                value={one.to}
                onChange={(event) => put(index, { to: event.target.value })}
              />
              <IconButton
                label={text("hours.drop")}
                onClick={() => onChange({ ...value, windows: value.windows.filter((_, at) => at !== index) })}
              >
                <Icon of={X} />
              </IconButton>
            </div>
          ))}
          <Button look="quiet" onClick={() => onChange({ ...value, windows: [...value.windows, WORKDAYS] })}>
            <Icon of={Plus} /> {text("hours.add")}
          </Button>
        </>
      )}
    </fieldset>
  );
}
