import { I18nLabel } from "flexlayout-react";
import type { Text, TextKey } from "../../i18n/i18n.ts";
import { isPanelId } from "../../stores/panel-ids.ts";
import { PANELS } from "../registry.ts";

/** flexlayout's own labels that can appear in our window. */
const WORDS: Readonly<Partial<Record<string, TextKey>>> = {
  [I18nLabel.Close_Tab]: "dock.close",
  [I18nLabel.Overflow_Menu_Tooltip]: "dock.more",
  [I18nLabel.Splitter]: "dock.resize",
  [I18nLabel.Maximize]: "dock.fill",
  [I18nLabel.Restore]: "dock.unfill",
  [I18nLabel.Error_rendering_component]: "dock.broken",
  [I18nLabel.Error_rendering_component_retry]: "dock.again",
  [I18nLabel.Move_Tabset]: "dock.moving",
};

/** flexlayout's labels and the names of tabs in the window's words. */
export function flexWords(text: Text, key: string): string {
  if (isPanelId(key)) return text(PANELS[key].title);
  const word = WORDS[key];
  return word === undefined ? key : text(word);
}
