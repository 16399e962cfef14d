import type { SettingValue } from "#shared/contract/settings.ts";
import { compareStamped, type StampedValue } from "#shared/settings/stamped-value.ts";
import type { SyncedSettings } from "../../ports/synced-settings.ts";
import type { Stamp } from "./document.ts";
import type { Settings } from "./settings.ts";
import { isSettingKey, isSynced, SETTING_KEYS, SETTING_SCHEMAS, type SettingKey } from "./table.ts";
import { own } from "./value-change.ts";

/** The synced subset of the user's layer, with the stamps by which the last change wins. */
export class SharedSettings implements SyncedSettings {
  readonly #settings: Settings;

  constructor(settings: Settings) {
    this.#settings = settings;
  }

  wanted(): boolean {
    return this.#settings.value("cloud.syncSettings");
  }

  syncWith(owner: string): void {
    this.#settings.syncWith(owner);
  }

  keys(): readonly string[] {
    return SETTING_KEYS.filter(isSynced);
  }

  local(): ReadonlyMap<string, StampedValue> {
    const { user, stamps } = this.#settings.document;
    const found = new Map<string, StampedValue>();
    for (const key of SETTING_KEYS) {
      if (!isSynced(key)) continue;
      const stamp = own(stamps, key);
      const parsed = SETTING_SCHEMAS[key].safeParse(own(user, key));
      const value: SettingValue | null = parsed.success ? parsed.data : null;
      // Never set here, and never taken back: nothing to say.
      if (stamp === undefined && value === null) continue;
      found.set(key, { value, version: stamp?.version ?? 0, atMs: stamp?.atMs ?? 0 });
    }
    return found;
  }

  take(values: ReadonlyMap<string, StampedValue>): void {
    const here = this.local();
    const puts: { key: SettingKey; layer: "user"; value: SettingValue | undefined }[] = [];
    const stamps: Record<string, Stamp> = {};
    for (const [key, told] of values) {
      if (!isSettingKey(key) || !isSynced(key)) continue;
      const known = here.get(key);
      if (known !== undefined && compareStamped(told, known) <= 0) continue;
      const parsed = told.value === null ? undefined : SETTING_SCHEMAS[key].safeParse(told.value);
      if (parsed?.success === false) continue;
      puts.push({ key, layer: "user", value: parsed?.data });
      stamps[key] = { version: told.version, atMs: told.atMs };
    }
    if (puts.length > 0) this.#settings.put(puts, "cloud", stamps);
  }

  onChange(changed: () => void): () => void {
    return this.#settings.onChange(({ key, scope }) => {
      if (scope === undefined && isSettingKey(key) && (isSynced(key) || key === "cloud.syncSettings")) changed();
    });
  }
}
