import { readdir, readFile } from "node:fs/promises";
import { join, sep } from "node:path";
import { mediaType } from "#shared/shell/media-types.ts";

export interface Asset {
  readonly bytes: Buffer;
  readonly type: string;
  /** Named by a hash of its contents, so a browser may keep it for good. */
  readonly immutable: boolean;
}

/**
 * The built window, in memory by URL path. What a request asks for is a key of this map or nothing: no path is ever put
 * together from a request, so none can leave the folder.
 */
export async function loadAssets(folder: string): Promise<ReadonlyMap<string, Asset>> {
  const assets = new Map<string, Asset>();
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const file = join(entry.parentPath, entry.name);
    const path = file.slice(folder.length).split(sep).filter(Boolean).join("/");
    const type = mediaType(entry.name);
    if (type === undefined) continue;
    assets.set(`/${path}`, { bytes: await readFile(file), type, immutable: path.startsWith("assets/") });
  }
  const index = assets.get("/index.html");
  if (!index) throw new Error(`${folder} holds no index.html: the window has not been built`);
  assets.set("/", index);
  return assets;
}
