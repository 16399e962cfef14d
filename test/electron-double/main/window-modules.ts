import { refuseUnknown } from "../guard.ts";
import { DoubleWindow } from "./browser-window.ts";
import type { Double } from "./double.ts";
import type { WebContents } from "./web-contents.ts";
import type { WindowList } from "./window-list.ts";

/** The `BrowserWindow` class as apps see it: its constructor needs nothing but options. */
export interface BrowserWindowClass {
  new (options?: Electron.BrowserWindowConstructorOptions): DoubleWindow;
  getAllWindows(): DoubleWindow[];
  fromId(id: number): DoubleWindow | null;
  fromWebContents(webContents: WebContents): DoubleWindow | null;
  getFocusedWindow(): DoubleWindow | null;
}

export function browserWindowClass(double: Double, windows: WindowList): BrowserWindowClass {
  class BrowserWindow extends DoubleWindow {
    constructor(options: Electron.BrowserWindowConstructorOptions = {}) {
      super(double, windows, options);
    }

    static getAllWindows(): DoubleWindow[] {
      return windows.all;
    }

    static fromId(id: number): DoubleWindow | null {
      return windows.all.find((window) => window.id === id) ?? null;
    }

    static fromWebContents(webContents: WebContents): DoubleWindow | null {
      return windows.all.find((window) => window.webContents === webContents) ?? null;
    }

    static getFocusedWindow(): DoubleWindow | null {
      return windows.all.find((window) => window.isFocused()) ?? null;
    }
  }
  return refuseUnknown("BrowserWindow", BrowserWindow);
}

/** The `webContents` module. */
export function webContentsModule(windows: WindowList) {
  const all = () => windows.all.map((window) => window.webContents);
  return refuseUnknown("webContents", {
    getAllWebContents: all,
    fromId: (id: number) => all().find((contents) => contents.id === id),
    fromDevToolsTargetId: (targetId: string) => all().find((contents) => contents.targetId === targetId),
  });
}
