import { pageHeaders } from "#shared/shell/page-headers.ts";
import { APP_HOST, APP_SCHEME } from "../app-origin.ts";
import type { AssetManifest } from "./manifest.ts";

/**
 * Answers requests to `app://fairlead/`. An address is a key of the manifest or it is nothing: no path is ever made
 * from a request, so none can leave the folder.
 *
 * @param read reads one file named by the manifest
 */
export function assetServer(manifest: AssetManifest, read: (file: string) => Promise<Uint8Array<ArrayBuffer>>) {
  const assets = new Map(Object.entries(manifest));
  const headers = pageHeaders([]);
  const refuse = (status: number): Response => new Response(null, { status, headers });
  return async (request: Request): Promise<Response> => {
    const { protocol, host, pathname } = new URL(request.url);
    if (protocol !== `${APP_SCHEME}:` || host !== APP_HOST) return refuse(404);
    if (request.method !== "GET" && request.method !== "HEAD") return refuse(405);
    const asset = assets.get(pathname === "/" ? "/index.html" : pathname);
    if (!asset) return refuse(404);
    const body = request.method === "HEAD" ? null : await read(asset.file);
    return new Response(body, { headers: { ...headers, "Content-Type": asset.type, "Cache-Control": "no-cache" } });
  };
}
