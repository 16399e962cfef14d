import path from "node:path";
import { bundleBridge } from "./electron/bundle-bridge.ts";
import { bundleShell } from "./electron/bundle-shell.ts";
import { writeAssetManifest } from "./electron/write-asset-manifest.ts";

/** Builds the desktop shell and the bridge it runs into `dist/`. The window (`dist/renderer`) must be built before. */
export async function buildElectron(root: string): Promise<void> {
  await Promise.all([bundleShell(root), bundleBridge(root)]);
  writeAssetManifest(root);
}

if (import.meta.main) await buildElectron(path.dirname(import.meta.dirname));
