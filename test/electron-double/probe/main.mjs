import path from "node:path";
import { app, BrowserWindow, ipcMain, protocol } from "electron";

/**
 * A small app for test/e2e/double-conformance.spec.ts: enough to ask Electron, or its double, how it behaves. Plain
 * JavaScript, because Electron runs it as it is.
 */

protocol.registerSchemesAsPrivileged([
  { scheme: "probe", privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true } },
]);
app.enableSandbox();

const PAGE = `<!doctype html><title>Probe</title><script src="/page.js"></script><script>window.inlineRan = true</script>
<iframe name="child" src="/frame.html"></iframe>`;

const FILES = {
  "/": [PAGE, "text/html"],
  "/other.html": ["<!doctype html><title>Other</title>", "text/html"],
  "/frame.html": ["<!doctype html><title>Frame</title>", "text/html"],
  "/page.js": [
    `window.violations = [];
     document.addEventListener("securitypolicyviolation", (event) => violations.push(event.effectiveDirective));
     window.ports = [];
     window.addEventListener("message", (event) => { if (event.data === "port") ports.push(event.ports[0]); });`,
    "text/javascript",
  ],
};

async function answer(request) {
  const { pathname, searchParams } = new URL(request.url);
  if (pathname === "/throws") throw new Error("the handler threw");
  if (pathname === "/echo") {
    const body = { method: request.method, url: request.url, asked: searchParams.get("q"), body: await request.text() };
    return Response.json(body, { status: 201, headers: { "x-probe": "yes" } });
  }
  const file = FILES[pathname];
  if (!file) return new Response("nothing here", { status: 404 });
  return new Response(file[0], {
    headers: { "content-type": file[1], "content-security-policy": "default-src 'self'; script-src 'self'" },
  });
}

// The spec opens and closes windows; the app ends when it is told to.
app.on("window-all-closed", () => {});

globalThis.secondInstances = [];
if (app.requestSingleInstanceLock({ from: "probe" })) {
  app.on("second-instance", (_event, argv, workingDirectory, data) => {
    globalThis.secondInstances.push({ last: argv.at(-1), workingDirectory, data });
  });
  void app.whenReady().then(start);
} else {
  app.quit();
}

async function start() {
  protocol.handle("probe", answer);
  ipcMain.handle("probe:echo", (_event, ...args) => args);
  ipcMain.handle("probe:fail", () => {
    throw new TypeError("boom");
  });
  ipcMain.handle("probe:sender", ({ sender, senderFrame }) => ({
    url: senderFrame.url,
    origin: senderFrame.origin,
    isTop: senderFrame.parent === null,
    isMainFrame: senderFrame === sender.mainFrame,
  }));
  globalThis.heard = [];
  ipcMain.on("probe:note", (_event, value) => globalThis.heard.push(value));
  ipcMain.handle("probe:heard", () => globalThis.heard.splice(0));
  globalThis.openWindow = (options = {}) =>
    new BrowserWindow({
      width: 900,
      height: 700,
      ...options,
      webPreferences: { preload: path.join(import.meta.dirname, "preload.cjs"), sandbox: true, contextIsolation: true },
    });
  await globalThis.openWindow().loadURL("probe://app/");
}
