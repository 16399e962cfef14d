import type { App, WebContents } from "electron";

/**
 * Keeps every page where main put it: no navigation, no redirect, no frame elsewhere, no new window, no webview. Links
 * to the outside go through `ShellApi.openExternal` and its list.
 */
function keepInPlace(contents: WebContents): void {
  const prevent = (event: { preventDefault(): void }): void => event.preventDefault();
  contents.on("will-navigate", prevent);
  contents.on("will-frame-navigate", prevent);
  contents.on("will-redirect", prevent);
  contents.on("will-attach-webview", prevent);
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
}

/**
 * Brings a window's page back when it was taken elsewhere all the same: Electron does not ask about `about:` addresses
 * (electron/electron#21136), and Chromium turns forbidden ones into `about:blank#blocked`.
 */
export function returnHome(contents: WebContents, home: string): void {
  contents.on("did-navigate", (_event, url) => {
    if (!url.startsWith(home)) contents.loadURL(home).catch(() => undefined);
  });
}

/** Applies to every page this app will ever have, before it loads anything. */
export function keepPagesInPlace(app: App): void {
  app.on("web-contents-created", (_event, contents) => keepInPlace(contents));
}
