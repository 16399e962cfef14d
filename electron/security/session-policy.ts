import type { Session } from "electron";
import { APP_ORIGIN, APP_URL } from "../app-origin.ts";
import type { UserGestures } from "./user-gestures.ts";

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

/** What the page exports. A page that was taken over must not offer its user a program. */
const EXPORTS = /\.(csv|json|pdf|png|xlsx)$/i;

/** A file that the page itself made (an export): the shell asks where to save it. Nothing else may be downloaded. */
const isOwnFile = (url: string, name: string): boolean => url.startsWith(`blob:${APP_URL}`) && EXPORTS.test(name);

/** To put a picture or text into the clipboard, which Chromium cleans: the page's own button. To read it is denied. */
const isOwnCopy = (permission: string, origin: string, isMainFrame: boolean): boolean =>
  permission === "clipboard-sanitized-write" && isMainFrame && (origin === APP_ORIGIN || origin.startsWith(APP_URL));

interface Restrictions {
  readonly devTools: boolean;
  /** A page copies only right after its user has pressed something: a script of its own accord empties no clipboard. */
  readonly gestures: Pick<UserGestures, "isFresh">;
}

/**
 * What no request handler is asked about (a connection opened ahead of a request, WebRTC over TCP) goes to a proxy that
 * cannot be: names under `.invalid` never exist (RFC 2606). Loopback too.
 */
const NOWHERE = {
  mode: "fixed_servers",
  proxyRules: "socks5://nowhere.invalid:1",
  proxyBypassRules: "<-loopback>",
} as const;

/** For the whole app, which asks no name server for anything: a name that a page looks up would carry its words away. */
export const NO_NAMES = ["host-resolver-rules", "MAP * ~NOTFOUND"] as const;

/**
 * Denies every permission but to copy, every device, every download but of the page's own files, every request that leaves
 * the app.
 */
export async function restrictSession(session: Session, { devTools, gestures }: Restrictions): Promise<void> {
  session.setPermissionRequestHandler((contents, permission, callback, { requestingUrl, isMainFrame }) =>
    callback(isOwnCopy(permission, requestingUrl, isMainFrame) && gestures.isFresh(contents)),
  );
  session.setPermissionCheckHandler(
    (contents, permission, origin, { isMainFrame }) =>
      isOwnCopy(permission, origin, isMainFrame) && contents !== null && gestures.isFresh(contents),
  );
  session.setDevicePermissionHandler(() => false);
  session.on("will-download", (event, item) => {
    if (!isOwnFile(item.getURL(), item.getFilename())) event.preventDefault();
  });
  session.webRequest.onBeforeRequest(({ url }, callback) => callback({ cancel: !isAllowedRequest(url, devTools) }));
  await session.setProxy(NOWHERE);
}
