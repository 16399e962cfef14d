import { useCallback } from "react";
import type { Setting, SettingValue } from "#shared/contract/settings.ts";
import type { SpreadUnit } from "../format/spread.ts";
import { useServices } from "../services/services.ts";
import { useAll } from "./use-store.ts";

/** The bridge's setting of that key; undefined until it is known, or when this bridge has no such setting. */
export function useSetting(key: string): Setting | undefined {
  return useAll(useServices().settings).find((setting) => setting.key === key);
}

/** Writes a setting: at once here, then in the bridge, whose answer is the truth; the look's wait for one (LookChoices). */
export function useSetSetting(): (key: string, value: SettingValue) => Promise<void> {
  const { client, settings, look } = useServices();
  return useCallback(
    async (key: string, value: SettingValue) => {
      if (look.isLook(key)) return look.choose(key, value);
      const before = settings.get(key);
      settings.set(key, { ...(before ?? { key }), key, value, layer: "user" });
      try {
        settings.set(key, await client.settings.set({ key, value }));
      } catch (error) {
        if (before === undefined) settings.delete(key);
        else settings.set(key, before);
        throw error;
      }
    },
    [client, settings, look],
  );
}

export function useSpreadUnit(): readonly [SpreadUnit, (unit: SpreadUnit) => void] {
  const setting = useSetting("appearance.spreadUnit");
  const set = useSetSetting();
  const unit: SpreadUnit = setting?.value === "pips" ? "pips" : "points";
  return [unit, (next) => void set("appearance.spreadUnit", next).catch(() => undefined)];
}
