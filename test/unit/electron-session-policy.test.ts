import type { Session } from "electron";
import { expect, test } from "vitest";
import { isAllowedRequest, restrictSession } from "#electron/security/session-policy.ts";

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

test("every permission is denied, asked for or looked up, every device, and every download but of a file that the page made", () => {
  const answers: unknown[] = [];
  const note = (value: unknown): void => void answers.push(value);
  const session = {
    setPermissionRequestHandler: (handler: (...args: unknown[]) => void) => handler({}, "media", note, {}),
    setPermissionCheckHandler: (handler: (...args: unknown[]) => unknown) => note(handler({}, "geolocation", "", {})),
    setDevicePermissionHandler: (handler: (...args: unknown[]) => unknown) => note(handler({ deviceType: "usb" })),
    on: (_event: string, handler: (event: object, item: object) => void) => {
      for (const url of ["https://evil.example/a.exe", "blob:https://evil.example/1", "blob:app://fairlead/1"])
        handler({ preventDefault: () => note(`prevented ${url}`) }, { getURL: () => url });
    },
    webRequest: {
      onBeforeRequest: (handler: (details: object, callback: (answer: unknown) => void) => void) =>
        handler({ url: "https://evil.example/" }, note),
    },
  };
  restrictSession(session as unknown as Session, { devTools: false });
  expect(answers).toEqual([
    false,
    false,
    false,
    "prevented https://evil.example/a.exe",
    "prevented blob:https://evil.example/1",
    { cancel: true },
  ]);
});
