import { FairleadError } from "#shared/contract/errors.ts";
import type { Setting, SettingDescription, SettingLayer, SettingValue } from "#shared/contract/settings.ts";
import { eventNotice } from "../../ports/event-notice.ts";
import type { EventSink } from "../../ports/event-sink.ts";
import { describeSettings } from "./describe.ts";
import type { LayerValues, SettingsDocument } from "./document.ts";
import { rangeInWords } from "./setting.ts";
import {
  type GroupOf,
  isSettingKey,
  SETTING_KEYS,
  SETTING_SCHEMAS,
  SETTINGS,
  type SettingKey,
  type SettingValueOf,
} from "./table.ts";

export interface SettingsBacking {
  write(document: SettingsDocument): void;
}

/** Whose value is asked for; without it the computer's user as such. */
export interface SettingScope {
  readonly account?: string;
  /** A trading session; its values live as long as it does. */
  readonly session?: string;
}

type WritableLayer = "user" | "account";

/**
 * The single source of truth for settings. Layers from weakest to strongest: default, machine, user, account, session.
 * A change is on disk before anybody hears of it. Keys and values that this version does not know stay in the file.
 */
export class Settings {
  readonly #backing: SettingsBacking;
  readonly #machine: LayerValues;
  readonly #sessions = new Map<string, LayerValues>();
  readonly #watchers = new Set<(setting: Setting) => void>();
  #document: SettingsDocument;

  constructor(document: SettingsDocument, machine: LayerValues, backing: SettingsBacking, events: EventSink) {
    this.#document = document;
    this.#machine = machine;
    this.#backing = backing;
    this.#reportUnusable(events);
  }

  value<K extends SettingKey>(key: K, scope: SettingScope = {}): SettingValueOf<K> {
    return this.effective(key, scope).value as SettingValueOf<K>;
  }

  /** A service's settings as one object: `group("link")` holds `link.staleMs` as `staleMs`. */
  group<P extends string>(prefix: P): GroupOf<P> {
    const keys = SETTING_KEYS.filter((key) => key.startsWith(`${prefix}.`));
    return Object.fromEntries(keys.map((key) => [key.slice(prefix.length + 1), this.value(key)])) as GroupOf<P>;
  }

  /** The value in force and the layer that it comes from. */
  effective(key: SettingKey, scope: SettingScope = {}): Setting {
    const { account, session } = scope;
    if (session !== undefined) {
      const value = usable(key, this.#sessions.get(session));
      if (value !== undefined) return { key, value, layer: "session", scope: session };
    }
    if (account !== undefined) {
      const value = usable(key, own(this.#document.accounts, account));
      if (value !== undefined) return { key, value, layer: "account", scope: account };
    }
    const user = usable(key, this.#document.user);
    if (user !== undefined) return { key, value: user, layer: "user" };
    const machine = usable(key, this.#machine);
    if (machine !== undefined) return { key, value: machine, layer: "machine" };
    return { key, value: plain(SETTINGS[key].default), layer: "default" };
  }

  /** What settings there are. */
  describe(): SettingDescription[] {
    return describeSettings();
  }

  /** Every setting in force, then the accounts' own values. */
  all(): Setting[] {
    const settings = SETTING_KEYS.map((key) => this.effective(key));
    for (const [account, values] of Object.entries(this.#document.accounts)) {
      for (const key of SETTING_KEYS) {
        const value = usable(key, values);
        if (value !== undefined) settings.push({ key, value, layer: "account", scope: account });
      }
    }
    return settings;
  }

  /** @throws FairleadError SETTING_UNKNOWN, SETTING_INVALID; SETTINGS_UNWRITABLE. */
  set(key: string, value: SettingValue, layer: WritableLayer = "user", scope?: string): Setting {
    const known = this.#known(key);
    const parsed = SETTING_SCHEMAS[known].safeParse(value);
    if (!parsed.success) {
      throw new FairleadError("SETTING_INVALID", `${known} takes ${rangeInWords(SETTINGS[known], "shown")}.`, {
        key: known,
      });
    }
    return this.#change(known, layer, scope, (values) => ({ ...values, [known]: parsed.data }));
  }

  /** Takes a value back, so that the next weaker layer's holds. @throws FairleadError SETTING_UNKNOWN */
  reset(key: string, layer: WritableLayer = "user", scope?: string): Setting {
    const known = this.#known(key);
    return this.#change(known, layer, scope, (values) => {
      const { [known]: _taken, ...rest } = values;
      return rest;
    });
  }

  /** Values of a trading session, in memory; undefined ends them. Values that do not fit are ignored. */
  setSession(session: string, values: LayerValues | undefined): void {
    if (values === undefined) this.#sessions.delete(session);
    else this.#sessions.set(session, values);
  }

  /** Told of each change after it is on disk, with the value now in force for that user or account. */
  onChange(watcher: (setting: Setting) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #known(key: string): SettingKey {
    if (!isSettingKey(key)) throw new FairleadError("SETTING_UNKNOWN", `There is no setting "${key.slice(0, 64)}".`);
    return key;
  }

  #change(
    key: SettingKey,
    layer: WritableLayer,
    scope: string | undefined,
    edit: (values: LayerValues) => LayerValues,
  ): Setting {
    const document = layer === "user" ? this.#withUser(edit) : this.#withAccount(key, scope, edit);
    try {
      this.#backing.write(document);
    } catch (fault) {
      throw new FairleadError("SETTINGS_UNWRITABLE", undefined, {}, { cause: fault });
    }
    this.#document = document;
    const setting = this.effective(key, layer === "account" && scope !== undefined ? { account: scope } : {});
    for (const watcher of this.#watchers) watcher(setting);
    return setting;
  }

  #withUser(edit: (values: LayerValues) => LayerValues): SettingsDocument {
    return { ...this.#document, user: edit(this.#document.user) };
  }

  #withAccount(
    key: SettingKey,
    account: string | undefined,
    edit: (values: LayerValues) => LayerValues,
  ): SettingsDocument {
    if (account === undefined || account === "") {
      throw new FairleadError("SETTING_INVALID", "Name the account whose setting it is.", { key });
    }
    if (!("perAccount" in SETTINGS[key])) {
      throw new FairleadError("SETTING_INVALID", `${key} is the same for every account.`, { key });
    }
    const { accounts } = this.#document;
    return { ...this.#document, accounts: { ...accounts, [account]: edit(own(accounts, account) ?? {}) } };
  }

  #reportUnusable(events: EventSink): void {
    const layers: readonly (readonly [SettingLayer, LayerValues])[] = [
      ["machine", this.#machine],
      ["user", this.#document.user],
      ...Object.values(this.#document.accounts).map((values) => ["account", values] as const),
    ];
    for (const [layer, values] of layers) {
      for (const key of SETTING_KEYS) {
        if (own(values, key) === undefined || usable(key, values) !== undefined) continue;
        const range = rangeInWords(SETTINGS[key], "stored");
        events.report(eventNotice("warning", "SETTING_INVALID.value", { key, layer, range }));
      }
    }
  }
}

const own = <T>(values: Readonly<Record<string, T>>, key: string): T | undefined =>
  Object.hasOwn(values, key) ? values[key] : undefined;

function usable(key: SettingKey, values: LayerValues | undefined): SettingValue | undefined {
  const found = values && own(values, key);
  if (found === undefined) return undefined;
  const parsed = SETTING_SCHEMAS[key].safeParse(found);
  return parsed.success ? parsed.data : undefined;
}

const plain = (value: string | number | boolean | readonly string[]): SettingValue =>
  typeof value === "object" ? [...value] : value;
