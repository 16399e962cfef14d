import { globSync } from "node:fs";
import path from "node:path";
import { build } from "rolldown";

/** Plain JavaScript that the bridge brings along: the installer leaves their packages out (electron-builder.yml). */
export const BUNDLED: ReadonlySet<string> = new Set(["zod", "jose"]);

/** Everything else installed stays outside: native modules cannot be bundled, and pino finds its threads by path. */
const isInstalled = (id: string): boolean => /^[a-z@]/i.test(id) && !path.isAbsolute(id) && !BUNDLED.has(id);

/**
 * Bundles the bridge for Electron's utility process, and each of its workers. They are laid side by side because a
 * worker is found next to the module that starts it.
 */
export async function bundleBridge(root: string): Promise<void> {
  const workers = globSync("bridge/**/*-worker.ts", { cwd: root });
  const named = workers.map((file) => [path.basename(file, ".ts"), path.join(root, file)] as const);
  await build({
    input: { electron: `${root}/bridge/host/electron.ts`, ...Object.fromEntries(named) },
    platform: "node",
    external: isInstalled,
    output: {
      dir: `${root}/dist/bridge`,
      // Chunks are named by content: what an earlier build left would be packed along.
      cleanDir: true,
      format: "esm",
      sourcemap: true,
      entryFileNames: "[name].js",
      chunkFileNames: "[name]-[hash].js",
    },
  });
}
