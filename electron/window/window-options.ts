import type { BrowserWindowConstructorOptions, WebPreferences } from "electron";
import type { WindowState } from "./window-state.ts";

/** Named one by one although most are Electron's defaults: a changed default must not open a door. */
const securePreferences = (preload: string, devTools: boolean): WebPreferences => ({
  preload,
  contextIsolation: true,
  sandbox: true,
  nodeIntegration: false,
  nodeIntegrationInWorker: false,
  nodeIntegrationInSubFrames: false,
  webSecurity: true,
  allowRunningInsecureContent: false,
  experimentalFeatures: false,
  webviewTag: false,
  navigateOnDragDrop: false,
  spellcheck: false,
  // No page of ours opens a box of the browser's: one taken over could hold its user in them.
  disableDialogs: true,
  devTools,
});

/**
 * The one place where a window's options are made.
 * @param devTools whether Chromium's developer tools may open in it (development only)
 */
export function windowOptions(
  state: WindowState,
  preload: string,
  { devTools }: { readonly devTools: boolean },
): BrowserWindowConstructorOptions {
  const { x, y, width, height } = state;
  return {
    ...(x === undefined || y === undefined ? {} : { x, y }),
    width,
    height,
    minWidth: 960,
    minHeight: 600,
    title: "Fairlead",
    // Until the page has painted: a white flash in a dark room is the first thing a trader would see.
    show: false,
    backgroundColor: "#0e1116",
    autoHideMenuBar: true,
    webPreferences: securePreferences(preload, devTools),
  };
}
