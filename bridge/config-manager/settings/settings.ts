import { FairleadError } from "#shared/contract/errors.ts";
import type { Setting, SettingDescription, SettingLayer, SettingValue } from "#shared/contract/settings.ts";
import { eventNotice } from "../../ports/event-notice.ts";
import type { EventSink } from "../../ports/event-sink.ts";
import type { ChangedBy, ChangeHistory } from "./change-history.ts";
import { describeSettings } from "./describe.ts";
import type { LayerValues, SettingsDocument, Stamp } from "./document.ts";
import { rangeInWords } from "./setting.ts";
import {
  type GroupOf,
  isSettingKey,
  isSynced,
  SETTING_KEYS,
  SETTING_SCHEMAS,
  SETTINGS,
  type SettingKey,
  type SettingValueOf,
} from "./table.ts";
import { changesBetween, own, type ValueChange, withValues } from "./value-change.ts";

export interface SettingsBacking {
  write(document: SettingsDocument): void;
  /** What a hand has written into the file since the last look. */
  outside?(): SettingsDocument | undefined;
  /** The same of the computer's own file. */
  machineOutside?(): LayerValues | undefined;
}

export interface SettingsParts {
  readonly document: SettingsDocument;
  readonly machine: LayerValues;
  readonly file: SettingsBacking;
  readonly history: ChangeHistory;
  readonly events: EventSink;
  readonly utcMs: () => number;
}

/** Whose value is asked for; without it the computer's user as such. */
export interface SettingScope {
  readonly account?: string;
  /** A trading session, by its id. */
  readonly session?: string;
}

type WritableLayer = "user" | "account";
type Place = Pick<ValueChange, "key" | "layer" | "scope">;

/**
 * The single source of truth for settings. Layers from weakest to strongest: default, machine, user, account, session.
 * A change is on disk before anybody hears of it. Keys and values that this version does not know stay in the file.
 */
export class Settings {
  readonly #parts: SettingsParts;
  #sessions: (session: string) => LayerValues | undefined = () => undefined;
  readonly #watchers = new Set<(setting: Setting) => void>();
  #document: SettingsDocument;
  #machine: LayerValues;

  constructor(parts: SettingsParts) {
    this.#parts = parts;
    this.#document = parts.document;
    this.#machine = parts.machine;
    this.#reportUnusable();
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
      const value = usable(key, this.#sessions(session));
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

  /** As it stands in the file. */
  get document(): SettingsDocument {
    return this.#document;
  }

  get history(): ChangeHistory {
    return this.#parts.history;
  }

  /** @throws FairleadError SETTING_UNKNOWN, SETTING_INVALID; SETTINGS_UNWRITABLE. */
  set(key: string, value: SettingValue, layer: WritableLayer = "user", scope?: string): Setting {
    const place = this.#place(key, layer, scope);
    const parsed = SETTING_SCHEMAS[place.key].safeParse(value);
    if (!parsed.success) {
      const words = `${place.key} takes ${rangeInWords(SETTINGS[place.key], "shown")}.`;
      throw new FairleadError("SETTING_INVALID", words, { key: place.key });
    }
    this.put([{ ...place, value: parsed.data }], "window");
    return this.#effectiveAt(place);
  }

  /** Takes a value back, so that the next weaker layer's holds. @throws FairleadError SETTING_UNKNOWN, SETTINGS_UNWRITABLE */
  reset(key: string, layer: WritableLayer = "user", scope?: string): Setting {
    const place = this.#place(key, layer, scope);
    this.put([{ ...place, value: undefined }], "window");
    return this.#effectiveAt(place);
  }

  /**
   * Puts several values at once, undefined takes one away: all of them are on disk, or none. Whoever calls has read them
   * by their schemas. @throws FairleadError SETTINGS_UNWRITABLE
   */
  put(
    values: readonly (Place & { readonly value: unknown })[],
    by: ChangedBy,
    stamps: Readonly<Record<string, Stamp>> = {},
  ): void {
    this.#takeOutside();
    const next = withValues(this.#document, values);
    const restamped = Object.keys(stamps).length > 0;
    this.#commit(restamped ? { ...next, stamps: { ...next.stamps, ...stamps } } : next, by);
  }

  /** From now on the stamps are this user's: what was set here before gives way to what the cloud has. */
  syncWith(owner: string): void {
    if (this.#document.syncedWith === owner) return;
    this.#takeOutside();
    this.#write({ ...this.#document, stamps: {}, syncedWith: owner });
  }

  /** Takes up what a hand has written into the files. To be called about once a second. */
  look(): void {
    this.#takeOutside();
    const machine = this.#parts.file.machineOutside?.();
    if (machine === undefined) return;
    const before = new Map(SETTING_KEYS.map((key) => [key, JSON.stringify(this.effective(key))]));
    this.#machine = machine;
    this.#reportUnusable(["machine"]);
    for (const key of SETTING_KEYS) {
      const setting = this.effective(key);
      if (JSON.stringify(setting) !== before.get(key)) this.#tell(setting);
    }
  }

  /** Who knows what trading sessions set for themselves; asked at each look, so it ends with the session. Values that do not fit are ignored. */
  sessionsFrom(source: (session: string) => LayerValues | undefined): void {
    this.#sessions = source;
  }

  /** Told of each change after it is on disk, with the value now in force for that user or account. */
  onChange(watcher: (setting: Setting) => void): () => void {
    this.#watchers.add(watcher);
    return () => this.#watchers.delete(watcher);
  }

  #place(key: string, layer: WritableLayer, scope: string | undefined): Place {
    if (!isSettingKey(key)) throw new FairleadError("SETTING_UNKNOWN", `There is no setting "${key.slice(0, 64)}".`);
    if (layer === "user") return { key, layer };
    if (scope === undefined || scope === "") {
      throw new FairleadError("SETTING_INVALID", "Name the account whose setting it is.", { key });
    }
    if (!("perAccount" in SETTINGS[key])) {
      throw new FairleadError("SETTING_INVALID", `${key} is the same for every account.`, { key });
    }
    return { key, layer, scope };
  }

  #effectiveAt({ key, scope }: Place): Setting {
    return this.effective(key, scope === undefined ? {} : { account: scope });
  }

  #takeOutside(): void {
    const document = this.#parts.file.outside?.();
    if (document === undefined) return;
    const changes = changesBetween(this.#document, document);
    const stamped = { ...document, stamps: this.#stamped(document, changes) };
    this.#took(stamped, changes, "file");
    if (changes.length > 0) this.#reportUnusable(["user", "account"]);
    // A hand knows nothing of stamps: the file is written again only for what is synced.
    if (!changes.some(({ key, layer }) => layer === "user" && isSynced(key))) return;
    try {
      this.#parts.file.write(stamped);
    } catch {
      // The edit itself is on disk and in force; its stamp goes there with the next change.
    }
  }

  #commit(next: SettingsDocument, by: ChangedBy): void {
    const changes = changesBetween(this.#document, next);
    if (changes.length === 0 && next.stamps === this.#document.stamps) return;
    const stamped = by === "cloud" ? next : { ...next, stamps: this.#stamped(next, changes) };
    this.#write(stamped);
    this.#took(stamped, changes, by);
  }

  #took(document: SettingsDocument, changes: readonly ValueChange[], by: ChangedBy): void {
    this.#document = document;
    if (changes.length === 0) return;
    this.#parts.history.add(by, changes, this.#parts.utcMs());
    for (const change of changes) this.#tell(this.#effectiveAt(change));
  }

  #stamped({ stamps }: SettingsDocument, changes: readonly ValueChange[]): SettingsDocument["stamps"] {
    const atMs = this.#parts.utcMs();
    const changed = changes.filter(({ key, layer }) => layer === "user" && isSynced(key));
    const known = { ...stamps, ...this.#document.stamps };
    return {
      ...known,
      ...Object.fromEntries(changed.map(({ key }) => [key, { version: (own(known, key)?.version ?? 0) + 1, atMs }])),
    };
  }

  #write(document: SettingsDocument): void {
    try {
      this.#parts.file.write(document);
    } catch (fault) {
      throw new FairleadError("SETTINGS_UNWRITABLE", undefined, {}, { cause: fault });
    }
    this.#document = document;
  }

  #tell(setting: Setting): void {
    for (const watcher of this.#watchers) watcher(setting);
  }

  #reportUnusable(which: readonly SettingLayer[] = ["machine", "user", "account"]): void {
    const layers: readonly (readonly [SettingLayer, LayerValues])[] = [
      ["machine", this.#machine],
      ["user", this.#document.user],
      ...Object.values(this.#document.accounts).map((values) => ["account", values] as const),
    ];
    for (const [layer, values] of layers) {
      if (!which.includes(layer)) continue;
      for (const key of SETTING_KEYS) {
        if (own(values, key) === undefined || usable(key, values) !== undefined) continue;
        const range = rangeInWords(SETTINGS[key], "stored");
        this.#parts.events.report(eventNotice("warning", "SETTING_INVALID.value", { key, layer, range }));
      }
    }
  }
}

function usable(key: SettingKey, values: LayerValues | undefined): SettingValue | undefined {
  const found = values && own(values, key);
  if (found === undefined) return undefined;
  const parsed = SETTING_SCHEMAS[key].safeParse(found);
  return parsed.success ? parsed.data : undefined;
}

const plain = (value: string | number | boolean | readonly string[]): SettingValue =>
  typeof value === "object" ? [...value] : value;
