import { ipcMain } from "electron";
import Store from "electron-store";
import { z } from "zod";

/** What the user chose of the shell itself; kept beside the window's place, per profile. */
export const ShellPreferences = z.object({
  /** Starts with the computer, in the tray. */
  autoStart: z.boolean().default(false),
  /** Closing the last window leaves the terminal running in the tray. */
  stayInTray: z.boolean().default(false),
  updates: z.boolean().default(true),
  /** Numbers of the windows that were open. */
  windows: z.array(z.int().min(1).max(9)).max(9).default([1]),
});
export type ShellPreferences = z.infer<typeof ShellPreferences>;

/** The preferences, in `preferences.json` of the shell's own folder; a damaged file gives the usual ones. */
export class PreferenceStore {
  readonly #store: Store<{ preferences: unknown }>;

  constructor(folder: string) {
    this.#store = new Store({ cwd: folder, name: "preferences", clearInvalidConfig: true });
    // electron-store answers any renderer that asks where it keeps its files; none of ours needs to know.
    ipcMain.removeAllListeners("electron-store-get-data");
  }

  get(): ShellPreferences {
    const parsed = ShellPreferences.safeParse(this.#store.get("preferences") ?? {});
    return parsed.success ? parsed.data : ShellPreferences.parse({});
  }

  set(change: Partial<ShellPreferences>): ShellPreferences {
    const next = { ...this.get(), ...change };
    this.#store.set("preferences", next);
    return next;
  }
}
