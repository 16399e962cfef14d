import { type ErrorCode, FairleadError } from "#shared/contract/errors.ts";
import type { Setting, SettingValue } from "#shared/contract/settings.ts";
import type { KeyedStore } from "../stores/keyed-store.ts";

type Entries = readonly (readonly [string, Setting])[];

/** The bridge was not there to hear it, or its answer was lost: setting the same value again does no harm. */
const UNHEARD: ReadonlySet<ErrorCode> = new Set(["WIRE_CLOSED", "OUTCOME_UNKNOWN", "DEADLINE_EXCEEDED"]);

/**
 * What the user chose of the window's own look (theme, language and the like). A choice holds at once and until the bridge
 * has taken or refused it: one made before the bridge answers, or while it is away, is told to it on the next connection.
 */
export class LookChoices {
  readonly #settings: KeyedStore<string, Setting>;
  readonly #ask: (choice: { readonly key: string; readonly value: SettingValue }) => Promise<Setting>;
  readonly #open = new Map<string, SettingValue>();
  /** What the bridge last said of a setting while a choice of it was open. */
  readonly #told = new Map<string, Setting>();

  constructor(
    settings: KeyedStore<string, Setting>,
    ask: (choice: { readonly key: string; readonly value: SettingValue }) => Promise<Setting>,
  ) {
    this.#settings = settings;
    this.#ask = ask;
  }

  /** Whether a setting is of the look; all others are worth only what the bridge says. */
  isLook(key: string): boolean {
    return key.startsWith("appearance.");
  }

  /** @throws FairleadError when the bridge refuses the value; it is then as before. */
  async choose(key: string, value: SettingValue): Promise<void> {
    const before = this.#settings.get(key);
    if (before !== undefined && !this.#open.has(key)) this.#told.set(key, before);
    this.#open.set(key, value);
    this.#settings.set(key, { ...(before ?? { key }), key, value, layer: "user" });
    await this.#send(key, value);
  }

  /** What the bridge tells of its settings, with the open choices laid over it. */
  over(told: Entries): Entries {
    return told.map(([key, setting]) => {
      const value = this.#open.get(key);
      if (value === undefined) return [key, setting] as const;
      this.#told.set(key, setting);
      return [key, { ...setting, value, layer: "user" }] as const;
    });
  }

  /** Tells the bridge what it could not hear; to be called on each connection. */
  connected(): void {
    for (const [key, value] of this.#open) this.#send(key, value).catch(() => undefined);
  }

  async #send(key: string, value: SettingValue): Promise<void> {
    try {
      const setting = await this.#ask({ key, value });
      this.#settle(key, value, setting);
    } catch (error) {
      if (error instanceof FairleadError && UNHEARD.has(error.code)) return;
      this.#settle(key, value, this.#told.get(key));
      throw error;
    }
  }

  /** Ends a choice unless another was made meanwhile. */
  #settle(key: string, value: SettingValue, setting: Setting | undefined): void {
    if (this.#open.get(key) !== value) return;
    this.#open.delete(key);
    this.#told.delete(key);
    if (setting === undefined) this.#settings.delete(key);
    else this.#settings.set(key, setting);
  }
}
