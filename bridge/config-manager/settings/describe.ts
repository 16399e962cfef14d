import type { SettingDescription } from "#shared/contract/settings.ts";
import type { SettingSpec } from "./setting.ts";
import { SETTING_KEYS, SETTINGS } from "./table.ts";

/** Every setting, as the settings page shows it. */
export const describeSettings = (): SettingDescription[] => SETTING_KEYS.map((key) => describe(key, SETTINGS[key]));

function describe(key: string, spec: SettingSpec): SettingDescription {
  const { kind, label, help, applies, perAccount = false, synced = false } = spec;
  const common = { key, kind, label, help, applies, perAccount, synced, private: spec.private ?? false };
  switch (spec.kind) {
    case "choice":
      return { ...common, default: spec.default, choices: [...spec.choices] };
    case "number": {
      const { min, max, step, unit } = spec;
      return { ...common, default: spec.default, min, max, step, unit };
    }
    case "flag":
      return { ...common, default: spec.default };
    case "list":
      return { ...common, default: [...spec.default], maxItems: spec.maxItems };
  }
}
