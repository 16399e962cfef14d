import { useTranslation } from "react-i18next";
import type { SettingDescription, SettingValue } from "#shared/contract/settings.ts";
import { useText } from "../../i18n/use-text.ts";
import { valueText } from "./value-text.ts";

/** Says a setting's value in the user's language. */
export function useValueText(): (description: SettingDescription | undefined, value: SettingValue | null) => string {
  const text = useText();
  const { t, i18n } = useTranslation();
  const choiceText = (choice: string): string => (i18n.exists(`choice.${choice}`) ? t(`choice.${choice}`) : choice);
  return (description, value) => valueText(text, description, value, choiceText);
}
