import { app, BrowserWindow, dialog, screen } from "electron";
import { APP_URL } from "./app-origin.ts";
import { returnHome } from "./security/page-policy.ts";
import { type ShellWords, shellWords } from "./tray/shell-words.ts";
import { offerReload, recoverPage } from "./window/page-recovery.ts";
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
}

/** Where a window's page is: the first has the plain address. */
export const addressOf = (number: number): string => (number === 1 ? APP_URL : `${APP_URL}?window=${number}`);

/** Opens a window where it was last; resolves when its page is loaded. */
export async function openTerminalWindow(
  { number, preload, folder, language }: TerminalWindowOptions,
  opened: (window: BrowserWindow) => void,
): Promise<void> {
  const store = new WindowStateStore(folder, number);
  const workAreas = screen.getAllDisplays().map((display) => display.workArea);
  const state = fitToDisplays(store.load(), workAreas);
  const window = new BrowserWindow(windowOptions(state, preload, { devTools: !app.isPackaged }));
  opened(window);
  if (state.maximized) window.maximize();
  store.follow(window);
  const words = (): ShellWords => shellWords(language(), app.getLocale());
  recoverPage(window.webContents, {
    now: () => performance.now(),
    after: (ms, run) => void setTimeout(run, ms),
    again: (reason) => askAboutCrashes(window, words(), reason),
  });
  offerReload(window, () => askAboutHang(window, words()));
  returnHome(window.webContents, addressOf(number));
  window.once("ready-to-show", () => window.show());
  await window.loadURL(addressOf(number)).catch((error: unknown) => {
    // Closed before it was loaded: the app is on its way out, and that is no failure to start.
    if (!window.isDestroyed()) throw error;
  });
}

/** @returns whether to load the page again */
async function askAboutHang(window: BrowserWindow, words: ShellWords): Promise<boolean> {
  const { hungTitle: message, hungBody: detail, wait, reload } = words;
  const { response } = await dialog.showMessageBox(window, { message, detail, buttons: [wait, reload], cancelId: 0 });
  return response === 1;
}

/** A window that is not loaded again is closed: an empty one would look like a terminal that shows nothing. */
async function askAboutCrashes(window: BrowserWindow, words: ShellWords, reason: string): Promise<boolean> {
  process.stderr.write(`A window's process ended too often (${reason}); its user is asked.\n`);
  const { crashedTitle: message, hungBody: detail, reload, closeWindow } = words;
  const buttons = [reload, closeWindow];
  const { response } = await dialog.showMessageBox(window, { type: "warning", message, detail, buttons, cancelId: 0 });
  if (response === 1 && !window.isDestroyed()) window.destroy();
  return response !== 1;
}
