import { History, RotateCcw } from "lucide-react";
import { type ReactNode, useId } from "react";
import { useTranslation } from "react-i18next";
import { shownUnit } from "#shared/contract/setting-units.ts";
import type { Setting, SettingDescription, SettingValue } from "#shared/contract/settings.ts";
import { useCommandsInTurn } from "../../hooks/use-commands-in-turn.ts";
import { useSetSetting } from "../../hooks/use-setting.ts";
import { unitText } from "../../i18n/unit-words.ts";
import { useText } from "../../i18n/use-text.ts";
import { useServices } from "../../services/services.ts";
import { IconButton } from "../../ui/button.tsx";
import { ErrorNote } from "../../ui/error-note.tsx";
import { Icon } from "../../ui/icon.tsx";
import { SettingField } from "./setting-field.tsx";
import { useValueText } from "./use-value-text.ts";

interface SettingRowProps {
  readonly description: SettingDescription;
  readonly setting: Setting;
  readonly onHistory: () => void;
}

/** One setting: its name and help, its value to change, where the value comes from, and the way back to the default. */
export function SettingRow({ description, setting, onHistory }: SettingRowProps): ReactNode {
  const text = useText();
  const language = useTranslation().i18n.language === "id" ? "id" : "en";
  const { client, settings } = useServices();
  const set = useSetSetting();
  const { error, run } = useCommandsInTurn();
  const id = useId();
  const said = useValueText();
  const { key, layer } = setting;
  const { min, max } = description;
  const { unit, factor } = shownUnit(description);
  const notes = [
    min !== undefined && max !== undefined
      ? text("settings.range", { min: min / factor, max: max / factor, unit: unitText(text, unit) })
      : undefined,
    description.applies === "restart" ? text("settings.restart") : undefined,
    text(`settings.layer.${layer}`),
    layer === "default" ? undefined : text("settings.default", { value: said(description, description.default) }),
    description.synced ? text("settings.synced") : undefined,
  ].filter((note) => note !== undefined);
  const change = (value: SettingValue): void => run(() => set(key, value));
  const reset = (): void =>
    run(async () => {
      settings.set(key, await client.settings.reset({ key }));
    });
  return (
    <div className="setting">
      <div className="setting-name">
        <label htmlFor={id}>{description.label[language]}</label>
        <span id={`${id}-help`} className="setting-help">
          {description.help[language]}
          {notes.length > 0 && <span className="setting-notes"> {notes.join(" · ")}</span>}
        </span>
      </div>
      <SettingField id={id} description={description} value={setting.value} onChange={change} />
      {layer === "default" ? (
        <span />
      ) : (
        <IconButton label={text("settings.reset")} onClick={reset}>
          <Icon of={RotateCcw} />
        </IconButton>
      )}
      <IconButton label={text("settings.history", { setting: description.label[language] })} onClick={onHistory}>
        <Icon of={History} />
      </IconButton>
      {error !== undefined && <ErrorNote error={error} />}
    </div>
  );
}
