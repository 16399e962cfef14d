import { type BrowserWindow, ipcMain } from "electron";
import Store from "electron-store";
import { readState, type WindowState } from "./window-state.ts";

/** A window moves often and is closed once; what is written in between is for the day the power fails. */
const SAVE_AFTER_MS = 1_000;

/** Remembers where the window was, in `window.json` (`window-2.json` ...) of the shell's own folder. */
export class WindowStateStore {
  readonly #store: Store<{ state: unknown }>;

  /** @param number which of several windows; each has its own file */
  constructor(folder: string, number: number) {
    this.#store = new Store({
      cwd: folder,
      name: number === 1 ? "window" : `window-${number}`,
      clearInvalidConfig: true,
    });
    // electron-store answers any renderer that asks where it keeps its files; none of ours needs to know.
    ipcMain.removeAllListeners("electron-store-get-data");
  }

  load(): WindowState {
    return readState(this.#store.get("state"));
  }

  /** Follows the window until it closes. */
  follow(window: BrowserWindow): void {
    let timer: NodeJS.Timeout | undefined;
    const save = (): void => {
      clearTimeout(timer);
      if (!window.isDestroyed()) this.#store.set("state", stateOf(window));
    };
    const later = (): void => {
      clearTimeout(timer);
      timer = setTimeout(save, SAVE_AFTER_MS);
    };
    window.on("resize", later);
    window.on("move", later);
    window.on("maximize", later);
    window.on("unmaximize", later);
    window.on("close", save);
  }
}

function stateOf(window: BrowserWindow): WindowState {
  return { ...window.getNormalBounds(), maximized: window.isMaximized() };
}
