import type { App, WebContents } from "electron";
import { RestartPolicy } from "../bridge/restart-policy.ts";

/**
 * Keeps every page where main put it: no navigation, no redirect, no frame elsewhere, no new window, no webview, no packet
 * of its own. Links to the outside go through `ShellApi.openExternal` and its list.
 */
function keepInPlace(contents: WebContents): void {
  const prevent = (event: { preventDefault(): void }): void => event.preventDefault();
  contents.on("will-navigate", prevent);
  contents.on("will-frame-navigate", prevent);
  contents.on("will-redirect", prevent);
  contents.on("will-attach-webview", prevent);
  contents.setWindowOpenHandler(() => ({ action: "deny" }));
  // Neither the page's policy nor a request handler sees WebRTC: its packets would leave by themselves.
  contents.setWebRTCIPHandlingPolicy("disable_non_proxied_udp");
}

/** Chromium's code of a load that another navigation took the place of. */
const ABORTED = -3;

/**
 * Brings a window's page back when it was taken elsewhere all the same: Electron does not ask about `about:` addresses
 * (electron/electron#21136), and Chromium turns forbidden ones into `about:blank#blocked`, refused ones into its error page.
 * A home that cannot be loaded is not tried without end.
 */
export function returnHome(contents: WebContents, home: string): void {
  const policy = new RestartPolicy();
  const back = (): void => {
    if (!contents.isDestroyed()) contents.loadURL(home).catch(() => undefined);
  };
  contents.on("did-navigate", (_event, url) => {
    if (!url.startsWith(home)) back();
  });
  contents.on("did-fail-load", (_event, code, _words, _url, isMainFrame) => {
    if (!isMainFrame || code === ABORTED) return;
    const verdict = policy.crashed(performance.now());
    if (verdict.restart) setTimeout(back, verdict.delayMs);
  });
}

/** Applies to every page this app will ever have, before it loads anything. */
export function keepPagesInPlace(app: App): void {
  app.on("web-contents-created", (_event, contents) => keepInPlace(contents));
}
