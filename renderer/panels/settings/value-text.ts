import { shownUnit } from "#shared/contract/setting-units.ts";
import type { SettingDescription, SettingValue } from "#shared/contract/settings.ts";
import type { Text, TextKey } from "../../i18n/i18n.ts";
import { settingsWords } from "../../i18n/settings-words.ts";
import { unitText } from "../../i18n/unit-words.ts";
import { draftOf } from "./draft.ts";

/** A setting's value as its row shows it; `null` = not set in that layer. */
export function valueText(
  text: Text,
  description: SettingDescription | undefined,
  value: SettingValue | null,
  choiceText: (choice: string) => string,
): string {
  if (value === null) return text("settings.value.none");
  if (typeof value === "boolean") return text(value ? "settings.value.on" : "settings.value.off");
  if (typeof value === "number" && description !== undefined) {
    const { unit, factor } = shownUnit(description);
    return `${value / factor} ${unitText(text, unit)}`.trim();
  }
  if (description?.kind === "choice") return choiceText(String(value));
  return draftOf(value) === "" ? text("settings.value.empty") : draftOf(value);
}

/** Words of who changed a setting. */
export const byText = (text: Text, by: string): string => {
  const key = `settings.by.${by}`;
  return Object.hasOwn(settingsWords, key) ? text(key as TextKey) : by;
};
