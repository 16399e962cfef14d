import { app, BrowserWindow, dialog, screen } from "electron";
import { APP_URL } from "./app-origin.ts";
import { returnHome } from "./security/page-policy.ts";
import { shellWords } from "./tray/shell-words.ts";
import { recoverPage } from "./window/page-recovery.ts";
import { windowOptions } from "./window/window-options.ts";
import { fitToDisplays } from "./window/window-state.ts";
import { WindowStateStore } from "./window/window-state-store.ts";

/** What a window is made from. */
export interface TerminalWindowOptions {
  /** 1 for the first; each has its own place and its own workspace. */
  readonly number: number;
  readonly preload: string;
  /** Where the shell keeps its own files. */
  readonly folder: string;
  readonly language: () => string | undefined;
  /** The page died too often. */
  readonly gaveUp: (reason: string) => void;
}

/** Where a window's page is: the first has the plain address. */
export const addressOf = (number: number): string => (number === 1 ? APP_URL : `${APP_URL}?window=${number}`);

/** Opens a window where it was last; resolves when its page is loaded. */
export async function openTerminalWindow(
  { number, preload, folder, language, gaveUp }: TerminalWindowOptions,
  opened: (window: BrowserWindow) => void,
): Promise<void> {
  const store = new WindowStateStore(folder, number);
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const state = fitToDisplays(store.load(), workAreas);
  const window = new BrowserWindow(windowOptions(state, preload));
  opened(window);
  if (state.maximized) window.maximize();
  store.follow(window);
  recoverPage(window.webContents, gaveUp);
  offerReload(window, language);
  returnHome(window.webContents, addressOf(number));
  window.once("ready-to-show", () => window.show());
  await window.loadURL(addressOf(number)).catch((error: unknown) => {
    // Closed before it was loaded: the app is on its way out, and that is no failure to start.
    if (!window.isDestroyed()) throw error;
  });
}

/** A page that hangs is ended and loaded again when its user says so: nothing that matters is in it. */
function offerReload(window: BrowserWindow, language: () => string | undefined): void {
  let asking = false;
  window.on("unresponsive", () => {
    if (asking) return;
    asking = true;
    const words = shellWords(language(), app.getLocale());
    const question = {
      message: words.hungTitle,
      detail: words.hungBody,
      buttons: [words.wait, words.reload],
      cancelId: 0,
    };
    void dialog.showMessageBox(window, question).then(({ response }) => {
      asking = false;
      // recoverPage loads a page again whose process has ended.
      if (response === 1 && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer();
    });
  });
}
