import { refuseUnknown } from "./guard.ts";
import { launched } from "./launch/state.ts";
import { App } from "./main/app.ts";
import type { Browser, Double } from "./main/double.ts";
import { IpcMain } from "./main/ipc-main.ts";
import { protocolModule } from "./main/protocol.ts";
import { Schemes } from "./main/schemes.ts";
import { sessionModule } from "./main/session.ts";
import { utilityProcessModule } from "./main/utility-process.ts";
import { WindowList } from "./main/window-list.ts";
import { browserWindowClass, webContentsModule } from "./main/window-modules.ts";
import { crashReporter } from "./native/crash-reporter.ts";
import { dialog } from "./native/dialog.ts";
import { Menu, MenuItem } from "./native/menu.ts";
import { NativeTheme } from "./native/native-theme.ts";
import { Notification } from "./native/notification.ts";
import { powerMonitor } from "./native/power-monitor.ts";
import { safeStorageModule } from "./native/safe-storage.ts";
import { screenModule } from "./native/screen.ts";
import { shell } from "./native/shell.ts";
import { Tray } from "./native/tray.ts";
import { MessageChannelMain } from "./ports/message-channel-main.ts";
import { MessagePortMain } from "./ports/message-port-main.ts";

/** What `import ... from "electron"` gives in the double's main process. */

const { application, commandLine } = launched();
const schemes = new Schemes();
const windows = new WindowList();
let browser: Browser | undefined;

const app = new App(application, commandLine.userDataDir);
const ipcMain = new IpcMain();
const isReady = () => app.isReady();
const protocol = protocolModule(isReady, schemes);
const session = sessionModule(isReady, protocol);

const double: Double = {
  app,
  ipcMain,
  schemes,
  session,
  get browser() {
    if (!browser) throw new Error("Chromium is not running yet: wait for app.whenReady()");
    return browser;
  },
};

const BrowserWindow = browserWindowClass(double, windows);
const webContents = webContentsModule(windows);
const nativeTheme = new NativeTheme((source) => {
  for (const window of windows.all) void window.webContents.showTheme(source);
});
const safeStorage = safeStorageModule(isReady, () => app.getPath("userData"));
const screen = screenModule(isReady);
const utilityProcess = utilityProcessModule(isReady);

/** Called by the executable once Chromium runs and the app may go on. */
export function becomeReady(running: Browser): void {
  browser = running;
  app.becomeReady(windows);
}

export {
  app,
  BrowserWindow,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  MessageChannelMain,
  MessagePortMain,
  Notification,
  nativeTheme,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
  webContents,
};

const electron = {
  app,
  BrowserWindow,
  crashReporter,
  dialog,
  ipcMain,
  Menu,
  MenuItem,
  MessageChannelMain,
  nativeTheme,
  Notification,
  powerMonitor,
  protocol,
  safeStorage,
  screen,
  session,
  shell,
  Tray,
  utilityProcess,
  webContents,
};

/** Every name is one that Electron's main process has: a typo or a removed module fails the type check. */
type OnlyElectronNames<T extends Partial<Record<keyof typeof Electron.CrossProcessExports, unknown>>> = T;
export type ElectronDouble = OnlyElectronNames<typeof electron>;

// oxlint-disable-next-line import/no-default-export -- Electron has one, and libraries (electron-store) import it.
export default refuseUnknown("electron", electron);
