import type { IncomingMessage, ServerResponse } from "node:http";
import type { WebAccess } from "./access.ts";
import type { Asset } from "./assets.ts";
import type { OriginGuard } from "./origin.ts";
import { securityHeaders } from "./security-headers.ts";

export interface RespondPorts {
  readonly port: number;
  readonly access: WebAccess;
  readonly origins: OriginGuard;
  readonly assets: ReadonlyMap<string, Asset>;
  readonly onRefused: (reason: string) => void;
}

/** Answers every plain HTTP request: the token once, the built window to its session, and a refusal to all else. */
export function responder(ports: RespondPorts): (request: IncomingMessage, response: ServerResponse) => void {
  const { access, origins, assets } = ports;
  const headers = securityHeaders(ports.port);
  const refuse = (response: ServerResponse, status: number, reason: string, words: string): void => {
    ports.onRefused(reason);
    // Whatever body is still coming is not read.
    response.writeHead(status, { ...headers, ...TEXT, "Cache-Control": "no-store", Connection: "close" });
    response.end(`${words}\n`);
  };
  const enter = (request: IncomingMessage, response: ServerResponse, cookie: string | undefined): void => {
    const session = cookie === undefined ? {} : { "Set-Cookie": cookie };
    const common = { ...headers, ...session, "Cache-Control": "no-store" };
    // A redirect of a click on another site's page counts as that site's, and the Strict cookie stays at home; a page
    // of ours that leads on does not.
    if (request.headers["sec-fetch-site"] === "cross-site") {
      response.writeHead(200, { ...common, "Content-Type": "text/html; charset=utf-8" });
      response.end(LEAD_ON);
      return;
    }
    response.writeHead(303, { ...common, Location: "/" });
    response.end();
  };
  return (request, response) => {
    const safe = request.method === "GET" || request.method === "HEAD";
    const foreign = origins.refusal(request, !safe);
    if (foreign) return refuse(response, 403, foreign, "Refused: this is not a request of the Fairlead window.");
    if (!safe) return refuse(response, 405, "method", "Only GET is served here.");
    const [path = "/", query = ""] = (request.url ?? "/").split("?", 2);
    const admitted = access.admits(request.headers.cookie);
    const token = path === "/" ? new URLSearchParams(query).get("token") : null;
    if (token !== null && request.method === "GET") {
      const cookie = access.redeem(token);
      if (cookie !== undefined || admitted) return enter(request, response, cookie);
      return refuse(
        response,
        403,
        "token",
        "This address has been used, or is not right. Start Fairlead again for a new one.",
      );
    }
    if (!admitted) {
      return refuse(response, 401, "no session", "Open Fairlead with the address that it printed when it started.");
    }
    const asset = assets.get(path);
    if (!asset) return refuse(response, 404, "not found", "There is nothing here.");
    response.writeHead(200, {
      ...headers,
      "Content-Type": asset.type,
      "Content-Length": asset.bytes.length,
      "Cache-Control": asset.immutable ? "private, max-age=31536000, immutable" : "no-store",
    });
    response.end(request.method === "HEAD" ? undefined : asset.bytes);
  };
}

const TEXT = { "Content-Type": "text/plain; charset=utf-8" } as const;
const LEAD_ON =
  '<!doctype html><meta charset="utf-8"><meta http-equiv="refresh" content="0;url=/"><link rel="icon" href="data:,"><title>Fairlead</title><a href="/">Open Fairlead</a>';
