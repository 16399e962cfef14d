import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { CHANNELS } from "#electron/channels.ts";
import { NO_NAMES } from "#electron/security/session-policy.ts";
import { ROOT } from "../../scripts/gates/run-tool.ts";

const sources = globSync("electron/**/*.ts", { cwd: ROOT })
  .map((file) => file.replaceAll("\\", "/"))
  .map((file) => ({ file, text: readFileSync(join(ROOT, file), "utf8") }));
/** The files whose words, comments left out, match. */
const naming = (pattern: RegExp): string[] =>
  sources
    .filter(({ text }) => pattern.test(text.replaceAll(/\/\*[\s\S]*?\*\/|^\s*\/\/.*$/gm, "")))
    .map(({ file }) => file)
    .toSorted();

test("no message of a page reaches main but through the guard", () => {
  expect(sources.length).toBeGreaterThan(20);
  expect(naming(/ipcMain\s*\.\s*(handle|handleOnce|on|once|addListener)\b/)).toEqual([]);
  expect(naming(/new GuardedIpc\(ipcMain/)).toEqual(["electron/shell-service.ts"]);
  expect(naming(/\bipcRenderer\b/)).toEqual(["electron/preload.ts"]);
});

test("windows are made in one place, and only what the allow-list passed is opened outside", () => {
  expect(naming(/new BrowserWindow\(/)).toEqual(["electron/terminal-window.ts"]);
  expect(naming(/new BrowserWindow\(windowOptions\(/)).toEqual(["electron/terminal-window.ts"]);
  expect(naming(/openExternal\(/)).toEqual(["electron/shell-service.ts"]);
  expect(naming(/shell\.openExternal\(link\)/)).toEqual(["electron/shell-service.ts"]);
  expect(
    naming(/openPath|showItemInFolder|trashItem|loadFile\(|executeJavaScript|BrowserView|WebContentsView/),
  ).toEqual([]);
});

test("no door is opened anywhere by a preference, a switch or another way to run Node", () => {
  expect(
    naming(
      /nodeIntegration\w*: true|(sandbox|contextIsolation|webSecurity): false|webviewTag: true|allowRunningInsecureContent: true/,
    ),
  ).toEqual([]);
  expect(naming(/no-sandbox['"]|disable-web-security|ELECTRON_RUN_AS_NODE|child_process|bypassCSP: true/)).toEqual([]);
});

test("the app's one switch takes its name server away, before anything can be looked up", () => {
  expect(naming(/appendSwitch|appendArgument/)).toEqual(["electron/main.ts"]);
  expect(naming(/^app\.commandLine\.appendSwitch\(\.\.\.NO_NAMES\);$/m)).toEqual(["electron/main.ts"]);
  expect(NO_NAMES).toEqual(["host-resolver-rules", "MAP * ~NOTFOUND"]);
});

test("each channel from the page is answered by main, each from main is listened to, and there are no others", () => {
  const preload = sources.find(({ file }) => file === "electron/preload.ts")?.text ?? "";
  const service = sources.find(({ file }) => file === "electron/shell-service.ts")?.text ?? "";
  const named = (text: string, pattern: RegExp): string[] =>
    [...text.matchAll(pattern)].map(([, name]) => name ?? "").toSorted();
  const asked = named(preload, /ipcRenderer\.invoke\(CHANNELS\.(\w+)/g);
  const told = named(preload, /ipcRenderer\.on\(CHANNELS\.(\w+)/g);
  expect(named(service, /ipc\.handle\(CHANNELS\.(\w+)/g)).toEqual(asked);
  expect([...asked, ...told].toSorted()).toEqual(Object.keys(CHANNELS).toSorted());
  expect(preload).not.toMatch(/ipcRenderer\.(send|sendSync|sendToHost|postMessage)\b/);
});
