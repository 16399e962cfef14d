import { copyFile } from "node:fs/promises";
import { build } from "rolldown";

/** Bundles Electron's main process (ESM) and its preload: one CommonJS file, all that a sandboxed preload may be. */
export async function bundleShell(root: string): Promise<void> {
  const output = { dir: `${root}/dist/electron`, sourcemap: true } as const;
  await build([
    {
      input: { main: `${root}/electron/main.ts` },
      platform: "node",
      external: ["electron"],
      output: { ...output, format: "esm", codeSplitting: false },
    },
    {
      input: { preload: `${root}/electron/preload.ts` },
      platform: "browser",
      external: ["electron"],
      output: { ...output, format: "cjs", entryFileNames: "[name].cjs", codeSplitting: false },
    },
  ]);
  // The tray's icon.
  await copyFile(`${root}/packaging/icon.png`, `${root}/dist/electron/icon.png`);
}
