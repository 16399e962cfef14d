import type { App } from "electron";

/** Systems on which Electron can enter an app among those that start with the computer. */
export const canAutoStart = (platform: NodeJS.Platform): boolean => platform === "win32" || platform === "darwin";

/** Enters the app, or takes it out. Of a development build nothing is entered: its program is Electron's own. */
export function applyAutoStart(
  app: Pick<App, "isPackaged" | "setLoginItemSettings">,
  platform: NodeJS.Platform,
  on: boolean,
): void {
  if (app.isPackaged && canAutoStart(platform)) app.setLoginItemSettings({ openAtLogin: on });
}
