import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

export const ROOT: string = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** Runs a program of node_modules/.bin to its end with its output shown; resolves to its exit code (1 when a signal ended it). */
export function runTool(tool: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<number> {
  const shim = join(ROOT, "node_modules", ".bin", process.platform === "win32" ? `${tool}.cmd` : tool);
  if (!existsSync(shim)) throw new Error(`${tool} is not installed: run npm ci`);
  return new Promise((resolve, reject) => {
    const child = spawn(shim, args, {
      cwd: ROOT,
      stdio: ["ignore", "inherit", "inherit"],
      shell: process.platform === "win32",
      // The suite starts hundreds of Nodes from the same sources: each finds them compiled.
      env: { ...process.env, NODE_COMPILE_CACHE: join(ROOT, ".cache", "node"), ...env },
    });
    child.on("error", reject);
    child.on("exit", (code) => resolve(code ?? 1));
  });
}
