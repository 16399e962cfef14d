import { isDeepStrictEqual } from "node:util";
import { FairleadError } from "#shared/contract/errors.ts";
import {
  type ImportPreview,
  type Setting,
  type SettingChange,
  type SettingDescription,
  SettingValue,
} from "#shared/contract/settings.ts";
import type { ChangeEntry } from "./change-history.ts";
import { EMPTY_DOCUMENT, type LayerValues } from "./document.ts";
import { rangeInWords } from "./setting.ts";
import type { Settings } from "./settings.ts";
import { SETTING_KEYS, SETTING_SCHEMAS, SETTINGS, type SettingKey } from "./table.ts";
import { type ReadImport, readImport } from "./transfer.ts";
import { own, rawValue } from "./value-change.ts";

/** Everything that is done with settings besides reading and setting one: history, undo, export, import. */
export class SettingsDesk {
  readonly #settings: Settings;
  readonly #version: string;

  /** @param version of Fairlead, for whoever reads an exported file. */
  constructor(settings: Settings, version: string) {
    this.#settings = settings;
    this.#version = version;
  }

  describe(): SettingDescription[] {
    return this.#settings.describe();
  }

  all(): Setting[] {
    return this.#settings.all();
  }

  set(...change: Parameters<Settings["set"]>): Setting {
    return this.#settings.set(...change);
  }

  reset(...place: Parameters<Settings["reset"]>): Setting {
    return this.#settings.reset(...place);
  }

  onChange(watcher: (setting: Setting) => void): () => void {
    return this.#settings.onChange(watcher);
  }

  /** What was changed, newest first. */
  history(): SettingChange[] {
    return this.#settings.history.entries.map((entry) => ({
      id: entry.id,
      atMs: entry.atMs,
      by: entry.by,
      undoable: this.#changedSince(entry).length === 0,
      changes: entry.changes.map(({ key, layer, scope, before, after }) => ({
        key,
        layer,
        ...(scope === undefined ? {} : { scope }),
        before: shown(before),
        after: shown(after),
      })),
    }));
  }

  /**
   * Puts everything back that changed together. @throws FairleadError NOT_FOUND; SETTING_CHANGED_SINCE when one of them
   * is another value by now; SETTING_INVALID when what it was is not taken any more; SETTINGS_UNWRITABLE.
   */
  undo(id: number): Setting[] {
    this.#settings.look();
    const entry = this.#settings.history.find(id);
    if (entry === undefined) throw new FairleadError("NOT_FOUND");
    const since = this.#changedSince(entry);
    if (since.length > 0) throw new FairleadError("SETTING_CHANGED_SINCE", undefined, { keys: since.join(", ") });
    for (const { key, before } of entry.changes) {
      if (before === undefined || SETTING_SCHEMAS[key].safeParse(before).success) continue;
      const words = `${key} takes ${rangeInWords(SETTINGS[key], "shown")} now.`;
      throw new FairleadError("SETTING_INVALID", words, { key });
    }
    this.#settings.put(
      entry.changes.map(({ before, ...place }) => ({ ...place, value: before })),
      "undo",
    );
    return entry.changes.map(({ key, scope }) =>
      this.#settings.effective(key, scope === undefined ? {} : { account: scope }),
    );
  }

  /** The user's and the accounts' values as a file; what may hold a secret is left out and named. */
  exported(): { text: string; left: string[] } {
    const { user, accounts } = this.#settings.document;
    const left = new Set<string>();
    const taken = (values: LayerValues): LayerValues =>
      Object.fromEntries(SETTING_KEYS.flatMap((key) => exportable(key, values, left)));
    const perAccount = Object.entries(accounts).map(([account, values]) => [account, taken(values)] as const);
    const body = {
      fairlead: "settings",
      writtenBy: this.#version,
      ...EMPTY_DOCUMENT,
      user: taken(user),
      accounts: Object.fromEntries(perAccount.filter(([, values]) => Object.keys(values).length > 0)),
    };
    return { text: `${JSON.stringify(body, null, 2)}\n`, left: [...left] };
  }

  /** What an import would change; nothing is changed. @throws FairleadError SETTINGS_IMPORT_UNREADABLE, SETTINGS_NEWER */
  preview(text: string): ImportPreview {
    const { values, unknown, invalid, left } = this.#read(text);
    const { document } = this.#settings;
    const changes = values.map(({ value, ...place }) => ({
      ...place,
      from: shown(rawValue(document, place)),
      to: value,
    }));
    const differ = changes.filter(({ from, to }) => !isDeepStrictEqual(from, to));
    return { changes: differ, same: changes.length - differ.length, unknown, invalid, left };
  }

  /** Takes over what the preview shows, as one change that can be undone. @throws as preview; SETTINGS_UNWRITABLE */
  import(text: string): number {
    const { values } = this.#read(text);
    const changes = this.preview(text).changes.length;
    this.#settings.put(values, "import");
    return changes;
  }

  #read(text: string): ReadImport {
    this.#settings.look();
    return readImport(text, isPrivate);
  }

  /** Keys of an entry that are another value by now. */
  #changedSince({ changes }: ChangeEntry): SettingKey[] {
    const { document } = this.#settings;
    return changes
      .filter((change) => !isDeepStrictEqual(rawValue(document, change), change.after))
      .map(({ key }) => key);
  }
}

function exportable(key: SettingKey, values: LayerValues, left: Set<string>): readonly (readonly [string, unknown])[] {
  const value = own(values, key);
  if (value === undefined || !SETTING_SCHEMAS[key].safeParse(value).success) return [];
  if (!isPrivate(key)) return [[key, value]];
  left.add(key);
  return [];
}

/** Whether a setting may hold a secret: it never leaves this computer. */
const isPrivate = (key: SettingKey): boolean => "private" in SETTINGS[key];

/** A value as it stands in a file, if it is one that a window can show. */
const shown = (value: unknown): SettingValue | null => {
  const { success, data } = SettingValue.safeParse(value);
  return success ? data : null;
};

/** Settings as a diagnostic bundle may have them: that a private one is set, not what it is. */
export const withoutPrivate = (settings: readonly Setting[]): Setting[] =>
  settings.map((setting) =>
    isPrivate(setting.key as SettingKey) && setting.layer !== "default" ? { ...setting, value: "(set)" } : setting,
  );
