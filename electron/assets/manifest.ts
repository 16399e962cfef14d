import { readFileSync } from "node:fs";
import { z } from "zod";

/** Written by the build: each address of the page's files, the file it stands for, and its media type. */
export const AssetManifest = z.record(z.string().startsWith("/"), z.object({ file: z.string(), type: z.string() }));
export type AssetManifest = z.infer<typeof AssetManifest>;

/** @throws Error when the window has not been built */
export function readAssetManifest(file: string): AssetManifest {
  return AssetManifest.parse(JSON.parse(readFileSync(file, "utf8")));
}
