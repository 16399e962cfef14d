import { contract } from "#shared/contract/contract.ts";
import type {
  ImportPreview,
  Setting,
  SettingChange,
  SettingDescription,
  SettingValue,
} from "#shared/contract/settings.ts";
import type { DomainHandlers } from "#shared/rpc/handlers.ts";
import { topicOf } from "#shared/rpc/latest.ts";

/** The settings as the window needs them. */
export interface SettingsPort {
  describe(): SettingDescription[];
  all(): Setting[];
  set(key: string, value: SettingValue, layer: "user" | "account", scope?: string): Setting;
  reset(key: string, layer: "user" | "account", scope?: string): Setting;
  history(): SettingChange[];
  undo(id: number): Setting[];
  exported(): { text: string; left: string[] };
  preview(text: string): ImportPreview;
  import(text: string): number;
  onChange(watcher: (setting: Setting) => void): () => void;
}

/** Serves `settings`. */
export function settingsMethods(settings: SettingsPort): DomainHandlers<typeof contract.settings> {
  const changes = topicOf(contract.settings.changes);
  settings.onChange((setting) => changes.set(setting));
  return {
    describe: () => settings.describe(),
    all: () => settings.all(),
    set: ({ key, value, layer, scope }) => settings.set(key, value, layer, scope),
    reset: ({ key, layer, scope }) => settings.reset(key, layer, scope),
    history: () => settings.history(),
    undo: ({ id }) => settings.undo(id),
    export: () => settings.exported(),
    preview: ({ text }) => settings.preview(text),
    import: ({ text }) => ({ changed: settings.import(text) }),
    changes: () => changes,
  };
}
