import { createSocket } from "node:dgram";
import { createServer } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import path from "node:path";
import type { Page } from "@playwright/test";
import type { ShellApi } from "#shared/shell/shell-api.ts";
import { ROOT } from "./fixtures/hosts.ts";
import { pageOrigin } from "./fixtures/shell-terminal.ts";
import { expect, type Terminal, test } from "./fixtures/terminal.ts";

declare const fairleadShell: ShellApi;

/** The running Electron of a shell project. */
function electronOf({ app }: Terminal) {
  if (!app) throw new Error("this spec is about the desktop shell");
  return app;
}

/** Where a hostile script might try to take the window. Electron cannot veto the `about:` ones: the shell comes back. */
const HOSTILE = [
  "about:blank",
  "about:blank#x",
  "https://evil.example/",
  "http://127.0.0.1:9/",
  "https://fairlead/",
  "https://fairlead.app.test.evil.example/",
  "app://evil/",
  "app://fairlead.evil/",
  "app://fairlead@evil/index.html",
  "app://evil.fairlead/",
  "file:///etc/passwd",
  "file://evil.example/share",
  "data:text/html,<script>parent.fairleadShell.openExternal('https://evil.example')</script>",
  "javascript:document.title='taken'",
  "chrome://gpu",
  "devtools://devtools/bundled/inspector.html",
  "view-source:https://evil.example/",
  "filesystem:app://fairlead/temporary/x",
  "mailto:someone@evil.example",
  "ms-settings:privacy",
];

/** Every way by which a script can send a window somewhere. Each is tried by itself, in a task of its own. */
const WAYS: Record<string, (address: string) => void> = {
  assign: (address) => location.assign(address),
  replace: (address) => location.replace(address),
  open: (address) => void window.open(address),
  openHere: (address) => void window.open(address, "_self"),
  linkHere: (address) => Object.assign(document.createElement("a"), { href: address, target: "_top" }).click(),
  linkAway: (address) => Object.assign(document.createElement("a"), { href: address, target: "_blank" }).click(),
  form: (address) => {
    const form = Object.assign(document.createElement("form"), { action: address, method: "post" });
    document.body.append(form);
    form.submit();
  },
  frame: (address) => document.body.append(Object.assign(document.createElement("iframe"), { src: address })),
};

test("the page gets ten frozen methods, and nothing of Electron or Node", async ({ terminal: { page } }) => {
  const state = await page.evaluate(() => {
    const before = fairleadShell;
    for (const attack of [
      () => Reflect.set(globalThis, "fairleadShell", {}),
      () => Reflect.defineProperty(globalThis, "fairleadShell", { value: {} }),
      () => Reflect.deleteProperty(globalThis, "fairleadShell"),
      () => Reflect.set(fairleadShell, "openExternal", () => true),
      () => Reflect.set(fairleadShell, "send", () => true),
    ]) {
      try {
        attack();
      } catch {
        // refused loudly, which is as good
      }
    }
    const foreign = ["require", "process", "module", "Buffer", "global", "ipcRenderer", "electron"];
    return {
      same: before === fairleadShell && Object.isFrozen(fairleadShell),
      methods: Object.keys(fairleadShell).toSorted(),
      foreign: foreign.filter((name) => name in globalThis),
    };
  });
  expect(state).toEqual({
    same: true,
    methods: [
      "bridgeState",
      "newWindow",
      "notify",
      "onBridgeState",
      "onNavigate",
      "openExternal",
      "preferences",
      "requestBridgePort",
      "restartBridge",
      "setPreferences",
    ],
    foreign: [],
  });
});

test("no hostile address takes the window anywhere or opens another", async ({ terminal }) => {
  const { page, host } = terminal;
  const app = electronOf(terminal);
  const before = page.url();
  const opened = await app.evaluateHandle(({ shell }) => {
    const urls: string[] = [];
    shell.openExternal = async (url) => void urls.push(url);
    return urls;
  });
  for (const url of HOSTILE) {
    for (const way of Object.values(WAYS)) {
      // The page may be on its way back from about:blank when the next attempt comes. A page that throws has refused.
      await expect.poll(() => page.url()).toBe(before);
      await page.evaluate(way, url).catch((error: unknown) => {
        if (/Page crashed|closed/.test(String(error))) throw error;
      });
    }
  }
  await page.waitForTimeout(500);
  await expect.poll(() => page.url()).toBe(before);
  expect(await page.title()).not.toBe("taken");
  await expect.poll(() => app.windows().length).toBe(1);
  for (const frame of page.frames()) {
    expect(frame.url().replace(pageOrigin(host), "ours:")).toMatch(/^(ours:\/|about:|chrome-error:|$)/);
  }
  expect(await opened.jsonValue()).toEqual([]);
  expect(await page.evaluate(() => fairleadShell.bridgeState())).toEqual({ phase: "running" });
});

test("only listed sites open in the user's browser", async ({ terminal }) => {
  const opened = await electronOf(terminal).evaluateHandle(({ shell }) => {
    const urls: string[] = [];
    shell.openExternal = async (url) => void urls.push(url);
    return urls;
  });
  const asked = [
    "https://www.tradingview.com/",
    "https://evil.example/",
    "file:///etc/passwd",
    "https://www.mql5.com@evil.example/",
  ];
  const answers = await terminal.page.evaluate(
    (urls) => Promise.all(urls.map((url) => fairleadShell.openExternal(url))),
    asked,
  );
  expect(answers).toEqual([true, false, false, false]);
  expect(await opened.jsonValue()).toEqual(["https://www.tradingview.com/"]);
});

test("every permission is denied but to copy, right after a press of the user", async ({ terminal: { page } }) => {
  const states = await page.evaluate(async () => {
    const names = [
      "geolocation",
      "notifications",
      "camera",
      "microphone",
      "clipboard-read",
      "midi",
    ] as PermissionName[];
    const queried = await Promise.all(names.map(async (name) => (await navigator.permissions.query({ name })).state));
    const requested = [
      await Notification.requestPermission(),
      await navigator.mediaDevices.getUserMedia({ audio: true }).then(
        () => "granted",
        (error: DOMException) => error.name,
      ),
    ];
    return { queried, requested };
  });
  expect(new Set(states.queried)).toEqual(new Set(["denied"]));
  expect(states.requested[0]).toBe("denied");
  expect(states.requested[1]).toMatch(/NotAllowedError|NotFoundError/);
  // The page copies by itself, and later in the press, as its own buttons do: between a press and a command from here a
  // busy machine may let more time go by than a press counts for.
  await page.evaluate(() => {
    const copy = () =>
      navigator.clipboard.writeText("copied").then(
        () => "copied",
        (error: DOMException) => error.name,
      );
    Object.assign(globalThis, {
      unasked: copy(),
      pressed: new Promise((resolve) =>
        addEventListener("click", () => void copy().then(resolve), { once: true, capture: true }),
      ),
    });
  });
  const copied = (when: string): Promise<unknown> => page.evaluate((name) => Reflect.get(globalThis, name), when);
  expect(await copied("unasked")).toBe("NotAllowedError");
  await page.getByRole("heading", { name: "Market watch" }).click();
  expect(await copied("pressed")).toBe("copied");
});

/** Packets and connections by which a page's WebRTC reached servers on this computer. */
async function peerPackets(page: Page): Promise<number> {
  let reached = 0;
  const datagrams = createSocket("udp4").on("message", () => (reached += 1));
  await new Promise<void>((resolve) => datagrams.bind(0, "127.0.0.1", resolve));
  const connections = createTcpServer(() => (reached += 1));
  await new Promise<void>((resolve) => connections.listen(0, "127.0.0.1", resolve));
  try {
    const ports = [datagrams.address().port, (connections.address() as AddressInfo).port] as const;
    await page.evaluate(async ([udp, tcp]) => {
      const turn = { urls: `turn:127.0.0.1:${tcp}?transport=tcp`, username: "a", credential: "b" };
      const peer = new RTCPeerConnection({ iceServers: [{ urls: `stun:127.0.0.1:${udp}` }, turn] });
      peer.createDataChannel("x");
      const gathered = new Promise((resolve) => peer.addEventListener("icegatheringstatechange", resolve));
      await peer.setLocalDescription(await peer.createOffer());
      await gathered;
      await new Promise((resolve) => setTimeout(resolve, 3_000));
      peer.close();
    }, ports);
    return reached;
  } finally {
    datagrams.close();
    connections.close();
  }
}

test("nothing in any window reaches a network, with or without our page's policy", async ({ terminal }) => {
  const hits: string[] = [];
  const server = createServer((request, response) => {
    hits.push(request.url ?? "");
    response.setHeader("access-control-allow-origin", "*").end("reached");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  try {
    const target = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    const reach = (base: string) => {
      const image = new Image();
      image.src = `${base}/image`;
      navigator.sendBeacon(`${base}/beacon`, "x");
      return fetch(`${base}/fetch`).then(
        () => "reached",
        () => "blocked",
      );
    };
    // Our page: stopped by its content security policy. Sockets too.
    expect(await terminal.page.evaluate(reach, target)).toBe("blocked");
    await terminal.page.evaluate((base) => {
      try {
        void new WebSocket(base.replace("http", "ws"));
      } catch {
        // refused loudly
      }
    }, target);
    if (terminal.host === "electron") expect(await peerPackets(terminal.page)).toBe(0);
    // A page without any policy: stopped by the session.
    const outcome = await electronOf(terminal).evaluate(
      async ({ BrowserWindow }, { script, base }) => {
        const window = new BrowserWindow({ show: false });
        await window.loadURL("data:text/html,<title>bare</title>");
        const fetched: unknown = await window.webContents.executeJavaScript(`(${script})(${JSON.stringify(base)})`);
        const loaded = await window.loadURL(base).then(
          () => "reached",
          (error: { code: string }) => error.code,
        );
        window.destroy();
        return [fetched, loaded];
      },
      { script: String(reach), base: target },
    );
    expect(outcome).toEqual(["blocked", "ERR_BLOCKED_BY_CLIENT"]);
    expect(hits).toEqual([]);
  } finally {
    server.close();
  }
});

test("a page that is not ours is refused by every channel, even with our preload and no address", async ({
  terminal,
}) => {
  const preload = path.join(ROOT, "dist", "electron", "preload.cjs");
  const app = electronOf(terminal);
  for (const url of ["about:blank", "data:text/html,<title>forged</title>"]) {
    const answers = await app.evaluate(
      async ({ BrowserWindow }, options) => {
        const window = new BrowserWindow({ show: false, webPreferences: { preload: options.preload, sandbox: true } });
        await window.loadURL(options.url);
        const calls = [
          "bridgeState()",
          "restartBridge()",
          "openExternal('https://www.tradingview.com/')",
          "requestBridgePort('n')",
        ];
        const answers: unknown[] = [];
        for (const call of calls) {
          answers.push(
            await window.webContents.executeJavaScript(
              `fairleadShell.${call}.then(() => "answered", (error) => error.message)`,
            ),
          );
        }
        window.destroy();
        return answers;
      },
      { preload, url },
    );
    expect(answers).toHaveLength(4);
    for (const answer of answers)
      expect(answer).toMatch(/^Error invoking remote method 'shell:[a-z-]+': Error: FORBIDDEN$/);
  }
  await terminal.output.match(/Refused a message on shell:bridge-state: sent by /);
});

test("no address under app:// reads anything but the built window", async ({ terminal: { page } }) => {
  const attacks = [
    "/../package.json",
    "/..%2f..%2fpackage.json",
    "/%2e%2e/%2e%2e/package.json",
    "/..\\..\\package.json",
    "/assets/..%5c..%5cpackage.json",
    "//etc/passwd",
    "/etc/passwd",
    "/electron/main.js",
    "/../electron/main.js",
    "/%00",
    "/index.html%00.png",
    "/index.html/",
    "/INDEX.HTML",
    "/__proto__",
    "/constructor",
    "/assets/",
    "/assets",
    "/file:///etc/passwd",
    "/C:%5CWindows%5Cwin.ini",
  ];
  const statuses = await page.evaluate(
    (addresses) => Promise.all(addresses.map(async (address) => (await fetch(location.origin + address)).status)),
    attacks,
  );
  expect(statuses).toEqual(attacks.map(() => 404));
  expect(await page.evaluate(async () => (await fetch("/index.html")).status)).toBe(200);
});

test("strings never become script", async ({ terminal: { page, faults } }) => {
  const outcomes = await page.evaluate(() => {
    const attempt = (act: () => unknown) =>
      // From a timer: what DevTools evaluates itself is exempt from the policy.
      new Promise((resolve) =>
        setTimeout(() => {
          try {
            resolve(String(act()));
          } catch (error) {
            resolve((error as Error).name);
          }
        }),
      );
    const inline = () => {
      document.head.append(Object.assign(document.createElement("script"), { text: "window.taken = true" }));
      return Reflect.get(globalThis, "taken");
    };
    return Promise.all([
      // oxlint-disable-next-line no-eval -- that it fails is what is tested.
      attempt(() => (0, eval)("1 + 1")),
      attempt(() => new Function("return 1")()),
      attempt(() => document.body.insertAdjacentHTML("beforeend", "<img src=x onerror='window.taken = true'>")),
      attempt(inline),
    ]);
  });
  expect(outcomes).toEqual(["EvalError", "EvalError", "TypeError", "TypeError"]);
  expect(faults.violations.length).toBeGreaterThan(0);
});
