import { readdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { mediaType } from "#shared/shell/media-types.ts";

/** Lists the built window for the shell's `app://` scheme: address -> file and media type. What is not listed is not served. */
export function writeAssetManifest(root: string): void {
  const folder = path.join(root, "dist", "renderer");
  const entries = readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).split(path.sep).join("/"))
    .toSorted()
    .flatMap((file) => {
      const type = mediaType(file);
      return type === undefined ? [] : [[`/${file}`, { file, type }] as const];
    });
  const manifest = Object.fromEntries(entries);
  if (!manifest["/index.html"]) throw new Error(`${folder} holds no index.html: build the window first`);
  writeFileSync(path.join(root, "dist", "electron", "assets.json"), `${JSON.stringify(manifest, null, 1)}\n`);
}
