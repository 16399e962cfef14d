import { BrowserWindow, screen } from "electron";
import { APP_URL } from "./app-origin.ts";
import { returnHome } from "./security/page-policy.ts";
import { recoverPage } from "./window/page-recovery.ts";
import { windowOptions } from "./window/window-options.ts";
import { fitToDisplays } from "./window/window-state.ts";
import { WindowStateStore } from "./window/window-state-store.ts";

/** What the window is made from. */
export interface MainWindowOptions {
  readonly preload: string;
  /** Where the shell keeps its own files. */
  readonly folder: string;
  /** The page died too often. */
  readonly gaveUp: (reason: string) => void;
}

/** Opens the terminal's window where it was last; resolves when the page is loaded. */
export async function openMainWindow(
  options: MainWindowOptions,
  opened: (window: BrowserWindow) => void,
): Promise<void> {
  const store = new WindowStateStore(options.folder);
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const state = fitToDisplays(store.load(), workAreas);
  const window = new BrowserWindow(windowOptions(state, options.preload));
  opened(window);
  if (state.maximized) window.maximize();
  store.follow(window);
  recoverPage(window.webContents, options.gaveUp);
  returnHome(window.webContents, APP_URL);
  window.once("ready-to-show", () => window.show());
  await window.loadURL(APP_URL).catch((error: unknown) => {
    // Closed before it was loaded: the app is on its way out, and that is no failure to start.
    if (!window.isDestroyed()) throw error;
  });
}
