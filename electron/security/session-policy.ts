import type { Session } from "electron";
import { APP_URL } from "../app-origin.ts";

/**
 * Whether the page may send this request at all. Only our own scheme, and addresses that hold their own data: nothing
 * in the window reaches a network.
 *
 * @param devTools whether Chromium's own developer tools may load (development only)
 */
export function isAllowedRequest(url: string, devTools: boolean): boolean {
  return (
    url.startsWith(APP_URL) ||
    url.startsWith("data:") ||
    url.startsWith(`blob:${APP_URL}`) ||
    (devTools && url.startsWith("devtools://devtools/"))
  );
}

/** A file that the page itself made (an export): the shell asks where to save it. Nothing else may be downloaded. */
const isOwnFile = (url: string): boolean => url.startsWith(`blob:${APP_URL}`);

/** Denies every permission and device, every download but of the page's own files, every request that leaves the app. */
export function restrictSession(session: Session, options: { readonly devTools: boolean }): void {
  session.setPermissionRequestHandler((_contents, _permission, callback) => callback(false));
  session.setPermissionCheckHandler(() => false);
  session.setDevicePermissionHandler(() => false);
  session.on("will-download", (event, item) => {
    if (!isOwnFile(item.getURL())) event.preventDefault();
  });
  session.webRequest.onBeforeRequest(({ url }, callback) =>
    callback({ cancel: !isAllowedRequest(url, options.devTools) }),
  );
}
