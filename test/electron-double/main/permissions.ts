/** Electron's names of the permissions the double models, with DevTools' names for them. */
export const PERMISSIONS: ReadonlyMap<string, readonly string[]> = new Map([
  ["notifications", ["notifications"]],
  ["geolocation", ["geolocation"]],
  ["media", ["camera", "microphone"]],
  ["clipboard-read", ["clipboard-read"]],
  ["midi", ["midi"]],
  ["clipboard-sanitized-write", ["clipboard-write"]],
]);

/** Chromium never asks for these: it looks up what the check handler says at the moment of use. */
export const LOOKED_UP: ReadonlySet<string> = new Set(["clipboard-sanitized-write"]);

type RequestHandler = Parameters<Electron.Session["setPermissionRequestHandler"]>[0];
type CheckHandler = Parameters<Electron.Session["setPermissionCheckHandler"]>[0];

/** A session's permission policy. Without handlers Electron grants everything. */
export class PermissionPolicy {
  request: RequestHandler = null;
  check: CheckHandler = null;

  /** What a page learns when it only asks for the state. */
  allows(webContents: object, permission: string, origin: string): boolean {
    const details = { isMainFrame: true, requestingUrl: origin };
    return this.check?.(webContents as Electron.WebContents, permission as "media", origin, details) ?? true;
  }

  /** What a page gets when it requests the permission. */
  grants(webContents: object, permission: string, url: string): Promise<boolean> {
    const handler = this.request;
    if (!handler) return Promise.resolve(true);
    const details = { isMainFrame: true, requestingUrl: url };
    return new Promise((resolve) =>
      handler(webContents as Electron.WebContents, permission as "media", resolve, details),
    );
  }
}
