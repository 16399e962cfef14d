import { chmodSync, existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { temporaryFolder } from "#test/fixtures/profile.ts";
import { whyNoWindow } from "../../scripts/start/can-show-windows.ts";
import { electronBinary } from "../../scripts/start/electron-binary.ts";

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
    find: (again = false) =>
      electronBinary({ package: folder, memory: join(root, "memory") }, (line) => said.push(line), again),
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
  expect(await find()).toEqual({ missing: "its program could not be fetched (getaddrinfo ENOTFOUND github.com)" });
  expect(await find()).toMatchObject({ missing: expect.stringContaining("before") });
  expect(said).toHaveLength(1);
  await find(true);
  expect(said).toHaveLength(2);
  expect(existsSync(join(folder, "tries"))).toBe(true);
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

test("where no window can be shown nothing is fetched at all", () => {
  expect(whyNoWindow("linux", {}, 1_000)).toBe("there is no display");
  expect(whyNoWindow("linux", { DISPLAY: ":0" }, 0)).toBe("Electron's sandbox does not work for root");
  expect(whyNoWindow("linux", { DISPLAY: ":0" }, 1_000)).toBeUndefined();
  expect(whyNoWindow("linux", { WAYLAND_DISPLAY: "wayland-0" }, 1_000)).toBeUndefined();
  expect(whyNoWindow("win32", {}, undefined)).toBeUndefined();
});
