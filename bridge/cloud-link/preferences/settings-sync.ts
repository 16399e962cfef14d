import { z } from "zod";
import type { Clock } from "#bridge/ports/clock.ts";
import type { SyncedSettings } from "#bridge/ports/synced-settings.ts";
import {
  cloudNameOf,
  compareStamped,
  readStamped,
  type StampedValue,
  stampedText,
} from "#shared/settings/stamped-value.ts";
import type { CloudApi } from "../api/cloud-api.ts";

/** Other computers' changes are looked for this often; what is changed here goes up when the hand has rested. */
const LOOK_EVERY_MS = 300_000;
const REST_MS = 2_000;
/** The cloud keeps so many preferences of one kind; other programs' are left as they are. */
const MOST_NAMES = 64;

const Profile = z.object({ preferences: z.object({ ui_preferences: z.record(z.string(), z.unknown()) }) });

export interface SettingsSyncParts {
  readonly api: Pick<CloudApi, "call">;
  readonly token: () => Promise<string>;
  /** Names cloud and user; empty while nobody is signed in. */
  readonly owner: () => string;
  readonly settings: SyncedSettings;
  readonly clock: Pick<Clock, "after" | "every">;
}

/**
 * Keeps the user's synced settings alike on all computers, through the profile's preferences in the cloud: read, joined
 * key by key (the last change wins, see `compareStamped`), written back if something here is newer. Two computers that
 * write at once may lose one of the two writes in the cloud, never here: its owner finds it missing and writes it again.
 */
export class SettingsSync {
  readonly #parts: SettingsSyncParts;
  readonly #stops: (() => void)[];
  #resting: (() => void) | undefined;
  #round: Promise<void> | undefined;
  #again = false;

  constructor(parts: SettingsSyncParts) {
    this.#parts = parts;
    this.#stops = [
      parts.clock.every(LOOK_EVERY_MS, () => void this.now()),
      parts.settings.onChange(() => {
        this.#resting?.();
        this.#resting = parts.clock.after(REST_MS, () => void this.now());
      }),
    ];
  }

  stop(): void {
    this.#resting?.();
    for (const stop of this.#stops) stop();
  }

  /** One round, or another right after the one under way. A cloud that does not answer is asked again later. */
  now(): Promise<void> {
    this.#again = this.#round !== undefined;
    this.#round ??= this.#run()
      .catch(() => undefined)
      .finally(() => {
        this.#round = undefined;
        if (this.#again) void this.now();
      });
    return this.#round;
  }

  async #run(): Promise<void> {
    const { api, settings, owner, token } = this.#parts;
    const whose = owner();
    if (whose === "" || !settings.wanted()) return;
    const { preferences } = await api.call("GET", "/users/me", Profile, { token: await token() });
    // Signed out, or somebody else, while the cloud answered.
    if (owner() !== whose) return;
    settings.syncWith(whose);
    const kept = preferences.ui_preferences;
    const here = settings.local();
    const newer = new Map<string, StampedValue>();
    const write: Record<string, string> = {};
    for (const [key, local] of here) {
      const told = readStamped(kept[cloudNameOf(key)]);
      if (told !== undefined && compareStamped(local, told) <= 0) continue;
      // The first version in the cloud is 1: it stands against what another computer had before it was ever synced.
      const first = { ...local, version: Math.max(1, local.version) };
      const text = stampedText(first);
      if (text === undefined) continue;
      write[cloudNameOf(key)] = text;
      if (first.version !== local.version) newer.set(key, first);
    }
    for (const key of settings.keys()) {
      const told = readStamped(kept[cloudNameOf(key)]);
      if (told !== undefined && !(cloudNameOf(key) in write)) newer.set(key, told);
    }
    settings.take(newer);
    const all = { ...plainOf(kept), ...write };
    if (Object.keys(write).length === 0 || Object.keys(all).length > MOST_NAMES) return;
    const body = { preferences: { ui_preferences: all } };
    await api.call("PUT", "/users/me", Profile, { token: await token(), body });
  }
}

/** What the cloud takes back of its own: plain values. */
const plainOf = (kept: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(kept).filter(
      ([, value]) => value === null || ["string", "number", "boolean"].includes(typeof value),
    ),
  );
