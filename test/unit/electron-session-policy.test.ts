import { EventEmitter } from "node:events";
import type { App, Session } from "electron";
import { expect, test } from "vitest";
import { isAllowedRequest, restrictSession } from "#electron/security/session-policy.ts";
import { UserGestures } from "#electron/security/user-gestures.ts";

test.each(["app://fairlead/", "app://fairlead/assets/x.js", "data:image/png;base64,AA", "blob:app://fairlead/1-2"])(
  "%s may be requested",
  (url) => {
    expect(isAllowedRequest(url, false)).toBe(true);
  },
);

test.each([
  "https://evil.example/",
  "http://127.0.0.1:47600/",
  "ws://127.0.0.1:47600/rpc",
  "wss://evil.example/",
  "file:///etc/passwd",
  "ftp://evil.example/",
  "app://evil/",
  "app://fairlead.evil/",
  "app://fairlead@evil/",
  "app:fairlead",
  "blob:https://evil.example/1-2",
  "devtools://devtools/bundled/inspector.html",
  "chrome://gpu",
  "",
])("%s may not", (url) => {
  expect(isAllowedRequest(url, false)).toBe(false);
});

test("developer tools load in development only", () => {
  expect(isAllowedRequest("devtools://devtools/bundled/inspector.html", true)).toBe(true);
  expect(isAllowedRequest("devtools://evil/", true)).toBe(false);
});

/** What a session answers, once restricted, to everything that pages may ask of it. */
function restricted(gestures: Pick<UserGestures, "isFresh"> = { isFresh: () => true }, contents: object = {}) {
  const handlers = new Map<string, (...args: never[]) => unknown>();
  const proxies: unknown[] = [];
  const keep = (name: string) => (handler: (...args: never[]) => unknown) => void handlers.set(name, handler);
  const session = {
    setPermissionRequestHandler: keep("request"),
    setPermissionCheckHandler: keep("check"),
    setDevicePermissionHandler: keep("device"),
    on: (event: string, handler: (...args: never[]) => unknown) => void handlers.set(event, handler),
    webRequest: { onBeforeRequest: keep("before") },
    setProxy: (proxy: unknown) => Promise.resolve(void proxies.push(proxy)),
  };
  const done = restrictSession(session as unknown as Session, { devTools: false, gestures });
  const call = (name: string, ...args: unknown[]): unknown => handlers.get(name)?.(...(args as never[]));
  const permits = (permission: string, url: string, isMainFrame = true): unknown[] => {
    const answers: unknown[] = [];
    call("request", contents, permission, (granted: boolean) => answers.push(granted), {
      requestingUrl: url,
      isMainFrame,
    });
    return [...answers, call("check", contents, permission, url, { isMainFrame })];
  };
  const downloads = (url: string, name: string): boolean => {
    let prevented = false;
    const event = { preventDefault: () => (prevented = true) };
    call("will-download", event, { getURL: () => url, getFilename: () => name });
    return !prevented;
  };
  return { call, permits, downloads, proxies, done };
}

test("every permission is denied, asked for or looked up, and every device and request that leaves", () => {
  const { call, permits } = restricted();
  const PERMISSIONS = [
    "media",
    "geolocation",
    "clipboard-read",
    "notifications",
    "fullscreen",
    "openExternal",
    "fileSystem",
  ];
  for (const permission of PERMISSIONS)
    expect(permits(permission, "app://fairlead/"), permission).toEqual([false, false]);
  expect(call("device", { deviceType: "usb" })).toBe(false);
  const answers: unknown[] = [];
  call("before", { url: "https://evil.example/" }, (answer: unknown) => answers.push(answer));
  expect(answers).toEqual([{ cancel: true }]);
});

test("what no handler is asked about has nowhere to go, loopback neither, before a window opens", async () => {
  const { proxies, done } = restricted();
  await done;
  expect(proxies).toEqual([
    { mode: "fixed_servers", proxyRules: "socks5://nowhere.invalid:1", proxyBypassRules: "<-loopback>" },
  ]);
});

test("our page may copy, and nobody else, in no frame of it", () => {
  const { permits } = restricted();
  const copy = "clipboard-sanitized-write";
  for (const own of ["app://fairlead", "app://fairlead/", "app://fairlead/?window=2"])
    expect(permits(copy, own)).toEqual([true, true]);
  for (const foreign of [
    "",
    "null",
    "https://evil.example/",
    "app://fairlead.evil/",
    "app://fairlead@evil/",
    "app://evil/",
  ])
    expect(permits(copy, foreign), foreign).toEqual([false, false]);
  expect(permits(copy, "app://fairlead/", false)).toEqual([false, false]);
});

test("copying needs a press of the page's own user, not long ago; a pointer that only moves is none", () => {
  let nowMs = 0;
  const gestures = new UserGestures(() => nowMs);
  const app = new EventEmitter();
  const contents = new EventEmitter();
  gestures.follow(app as unknown as App);
  app.emit("web-contents-created", {}, contents);
  const copies = (page: object = contents): unknown[] =>
    restricted(gestures, page).permits("clipboard-sanitized-write", "app://fairlead/");
  expect(copies()).toEqual([false, false]);
  for (const type of ["mouseMove", "mouseWheel", "keyUp"]) contents.emit("input-event", {}, { type });
  expect(copies()).toEqual([false, false]);
  contents.emit("input-event", {}, { type: "mouseDown" });
  expect(copies()).toEqual([true, true]);
  expect(copies(new EventEmitter()), "another page").toEqual([false, false]);
  expect(restricted(gestures, contents).permits("clipboard-read", "app://fairlead/")).toEqual([false, false]);
  nowMs = 5_001;
  expect(copies()).toEqual([false, false]);
});

test("nothing is downloaded but exports that the page made itself, and no program among them", () => {
  const { downloads } = restricted();
  expect(downloads("blob:app://fairlead/1", "trades.csv")).toBe(true);
  expect(downloads("blob:app://fairlead/1", "Journal 2026.XLSX")).toBe(true);
  for (const name of ["setup.exe", "trades.csv.lnk", "x.js", "x.html", "x.scr", "csv", ""])
    expect(downloads("blob:app://fairlead/1", name), name).toBe(false);
  for (const url of [
    "https://evil.example/a.csv",
    "blob:https://evil.example/1",
    "data:text/csv,x",
    "app://fairlead/index.html",
  ])
    expect(downloads(url, "trades.csv"), url).toBe(false);
});
