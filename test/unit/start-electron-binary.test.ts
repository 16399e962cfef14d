import { once } from "node:events";
import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { temporaryFolder } from "#test/fixtures/profile.ts";
import { whyNoWindow } from "../../scripts/start/can-show-windows.ts";
import { electronBinary } from "../../scripts/start/electron-binary.ts";
import { electronServerAnswers } from "../../scripts/start/reachable.ts";
import { whichHost } from "../../scripts/start/which-host.ts";

/** An installed `electron` package whose installer does what the test says. */
function packageWith(installer: string) {
  const root = temporaryFolder();
  const folder = join(root, "electron");
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "electron", version: "1.2.3" }));
  writeFileSync(join(folder, "install.js"), installer);
  const said: string[] = [];
  return {
    folder,
    said,
    find: (again = false, online = true) =>
      electronBinary(
        {
          package: folder,
          memory: join(root, "memory"),
          online: () => Promise.resolve(online),
          patience: { online: 20_000, offline: 200 },
        },
        (line) => said.push(line),
        again,
      ),
  };
}

const INSTALLS = `
const fs = require("fs"), path = require("path");
fs.mkdirSync(path.join(__dirname, "dist"), { recursive: true });
fs.writeFileSync(path.join(__dirname, "dist", "electron"), "");
fs.writeFileSync(path.join(__dirname, "path.txt"), "electron");
`;
const FAILS = `
require("fs").appendFileSync(require("path").join(__dirname, "tries"), "x");
console.error("RequestError: getaddrinfo ENOTFOUND github.com\\n    at node:internal");
process.exit(1);
`;

test("a missing program is fetched by Electron's own installer, once, and said so", async () => {
  const { folder, said, find } = packageWith(INSTALLS);
  expect(await find()).toEqual({ path: join(folder, "dist", "electron") });
  expect(said).toEqual(["Fetching Electron 1.2.3. This happens once."]);
  expect(await find()).toEqual({ path: join(folder, "dist", "electron") });
  expect(said).toHaveLength(1);
});

test("a fetch that failed is told with its reason and not tried again, unless it is asked for", async () => {
  const { folder, said, find } = packageWith(FAILS);
  expect(await find()).toEqual({
    missing: "Electron's program could not be fetched (getaddrinfo ENOTFOUND github.com)",
  });
  expect(await find()).toMatchObject({ missing: expect.stringContaining("before") });
  expect(said).toHaveLength(1);
  await find(true);
  expect(said).toHaveLength(2);
  expect(existsSync(join(folder, "tries"))).toBe(true);
});

test("an installer that hangs because its server does not answer is ended soon", async () => {
  const { find } = packageWith("setInterval(() => undefined, 1000);");
  expect(await find(false, false)).toEqual({
    missing: "Electron's program could not be fetched (its server does not answer)",
  });
});

test("where no server answers, what the installer has in its own cache is taken all the same", async () => {
  const { folder, find } = packageWith(INSTALLS);
  expect(await find(false, false)).toEqual({ path: join(folder, "dist", "electron") });
});

test("whether its server answers is found out on the mirror that is set, and not asked behind a proxy", async () => {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as { port: number };
  const mirror = { ELECTRON_MIRROR: `http://127.0.0.1:${port}/` };
  expect(await electronServerAnswers(mirror)).toBe(true);
  server.close();
  await once(server, "close");
  expect(await electronServerAnswers(mirror)).toBe(false);
  expect(await electronServerAnswers({ ...mirror, ELECTRON_GET_USE_PROXY: "1" })).toBe(true);
});

describe("the host", () => {
  const never = (): Promise<never> => Promise.reject(new Error("nothing was to be fetched"));
  const missing = (again: boolean): Promise<{ missing: string }> =>
    Promise.resolve({ missing: again ? "it failed again" : "it failed" });
  const here = (): Promise<{ path: string }> => Promise.resolve({ path: "/electron" });

  test("auto is Electron where it can be, else the browser with the reason", async () => {
    expect(await whichHost("auto", undefined, here)).toEqual({ electron: "/electron" });
    expect(await whichHost("auto", undefined, missing)).toEqual({ browser: "it failed" });
  });

  test("auto tries the installer also where no window can be shown, and then says that", async () => {
    let tries = 0;
    const find = (): Promise<{ path: string }> => {
      tries += 1;
      return here();
    };
    expect(await whichHost("auto", "there is no display", find)).toEqual({ browser: "there is no display" });
    expect(tries).toBe(1);
  });

  test("electron asks for another try, and is refused where it cannot be; web asks for nothing", async () => {
    await expect(whichHost("electron", undefined, missing)).rejects.toThrow("it failed again");
    await expect(whichHost("electron", "there is no display", never)).rejects.toThrow("there is no display");
    expect(await whichHost("web", undefined, never)).toEqual({ browser: null });
  });
});

test("an installer that says yes and leaves nothing counts as failed", async () => {
  const { find } = packageWith("");
  expect(await find()).toMatchObject({ missing: expect.stringContaining("left no") });
});

test("an interrupted installation, with a path but no program, is fetched anew", async () => {
  const { folder, find } = packageWith(INSTALLS);
  writeFileSync(join(folder, "path.txt"), "electron");
  expect(await find()).toEqual({ path: join(folder, "dist", "electron") });
  chmodSync(join(folder, "dist", "electron"), 0o755);
  expect(readdirSync(join(folder, "dist"))).toEqual(["electron"]);
});

test("a window needs a display, and a user whom Chromium's sandbox serves", () => {
  expect(whyNoWindow("linux", {}, 1_000)).toBe("there is no display");
  expect(whyNoWindow("linux", { DISPLAY: ":0" }, 0)).toBe("Electron's sandbox does not work for root");
  expect(whyNoWindow("linux", { DISPLAY: ":0" }, 1_000)).toBeUndefined();
  expect(whyNoWindow("linux", { WAYLAND_DISPLAY: "wayland-0" }, 1_000)).toBeUndefined();
  expect(whyNoWindow("win32", {}, undefined)).toBeUndefined();
});
