import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { shownUnit } from "#shared/contract/setting-units.ts";
import type { SettingDescription, SettingValue } from "#shared/contract/settings.ts";
import { unitText } from "../../i18n/unit-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { draftOf } from "./draft.ts";
import { DraftField } from "./draft-field.tsx";

interface SettingFieldProps {
  readonly id: string;
  readonly description: SettingDescription;
  readonly value: SettingValue;
  readonly onChange: (value: SettingValue) => void;
}

/** The input that fits a setting's kind; its help is read out with it. */
export function SettingField({ id, description, value, onChange }: SettingFieldProps): ReactNode {
  const { t, i18n } = useTranslation();
  const text = useText();
  const shared = { id, "aria-describedby": `${id}-help` };
  switch (description.kind) {
    case "choice":
      return (
        <select {...shared} className="field" value={String(value)} onChange={(event) => onChange(event.target.value)}>
          {description.choices?.map((choice) => (
            <option key={choice} value={choice}>
              {i18n.exists(`choice.${choice}`) ? t(`choice.${choice}`) : choice}
            </option>
          ))}
        </select>
      );
    case "flag":
      return (
        <input
          {...shared}
          className="field"
          type="checkbox"
          checked={value === true}
          onChange={(event) => onChange(event.target.checked)}
        />
      );
    case "number": {
      const { unit, factor } = shownUnit(description);
      const shown = Number(value) / factor;
      return (
        <span className="setting-number">
          <DraftField
            key={shown}
            {...shared}
            value={shown}
            onChange={(next) => onChange(Math.round(Number(next) * factor * 1_000) / 1_000)}
          />
          <span className="dim">{unitText(text, unit)}</span>
        </span>
      );
    }
    case "list":
      return <DraftField key={draftOf(value)} {...shared} value={value} onChange={onChange} />;
  }
}
