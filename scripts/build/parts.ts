import { join } from "node:path";
import { buildElectron } from "../build-electron.ts";
import { BuildStamp } from "./stale.ts";

const RENDERER_SOURCES = ["renderer", "shared", "scripts/renderer", "vite.config.ts", "package-lock.json"];
const SHELL_SOURCES = [
  "electron",
  "bridge",
  "shared",
  "scripts/electron",
  "scripts/build-electron.ts",
  "package-lock.json",
];

/** Builds the window into dist/renderer when its sources have changed. @returns whether it did. */
export async function buildRenderer(root: string, say: (line: string) => void): Promise<boolean> {
  const stamp = new BuildStamp(root, "dist/renderer.stamp", RENDERER_SOURCES);
  if (!stamp.isStale) return false;
  say("Building the window.");
  // Vite is half a second of loading: only who builds pays it.
  const { build } = await import("vite");
  const config = { root: join(root, "renderer"), configFile: join(root, "vite.config.ts"), logLevel: "error" } as const;
  await forProduction(() => build(config));
  stamp.write();
  return true;
}

/** Whatever NODE_ENV the caller's shell has: another one would put React's development build into the window. */
async function forProduction(build: () => Promise<unknown>): Promise<void> {
  const { NODE_ENV: before } = process.env;
  process.env["NODE_ENV"] = "production";
  try {
    await build();
  } finally {
    if (before === undefined) delete process.env["NODE_ENV"];
    else process.env["NODE_ENV"] = before;
  }
}

/** Builds the desktop shell and its bridge into dist/ when their sources or the window have changed. */
export async function buildShell(root: string, say: (line: string) => void): Promise<void> {
  const windowIsNew = await buildRenderer(root, say);
  const stamp = new BuildStamp(root, "dist/electron.stamp", SHELL_SOURCES);
  if (!windowIsNew && !stamp.isStale) return;
  say("Building the desktop app.");
  await buildElectron(root);
  stamp.write();
}
