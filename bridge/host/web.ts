import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { FairleadError } from "#shared/contract/errors.ts";
import type { Wire } from "#shared/rpc/wire.ts";
import { WebAccess } from "./web/access.ts";
import { loadAssets } from "./web/assets.ts";
import { OriginGuard } from "./web/origin.ts";
import { responder } from "./web/respond.ts";
import { WindowSockets } from "./web/sockets.ts";

export interface WebHostOptions {
  /** 0 = any free port. */
  readonly port: number;
  /** The built window (dist/renderer). */
  readonly rendererFolder: string;
  /** Serves the contract on a window's wire. */
  readonly attach: (wire: Wire) => void;
  /** Told of each refused request, in a few fixed words. */
  readonly onRefused?: (reason: string) => void;
  /** Given the token, so that no log ever holds it. */
  readonly protect?: (secret: string) => void;
  readonly heartbeatMs?: number;
}

export interface WebHost {
  readonly port: number;
  /** Holds the one-time token: for the ready line and the browser, never for a log. */
  readonly url: string;
  close(): Promise<void>;
}

const LOOPBACK = "127.0.0.1";

/**
 * Serves the window to browsers on this machine. @throws FairleadError PORT_IN_USE; Error when the window is not built.
 */
export async function startWebHost(options: WebHostOptions): Promise<WebHost> {
  const { attach, onRefused = () => undefined, heartbeatMs = 15_000 } = options;
  const assets = await loadAssets(options.rendererFolder);
  const server = createServer({
    maxHeaderSize: 8 << 10,
    headersTimeout: 5_000,
    requestTimeout: 10_000,
    keepAliveTimeout: 5_000,
    connectionsCheckingInterval: 1_000,
  });
  server.maxConnections = 256;
  const port = await listen(server, options.port);
  const access = new WebAccess(port);
  options.protect?.(access.token);
  const origins = new OriginGuard(port);
  const sockets = new WindowSockets({ access, origins, attach, onRefused, heartbeatMs });
  server.on("request", responder({ port, access, origins, assets, onRefused }));
  server.on("upgrade", (request, socket, head) => sockets.upgrade(request, socket, head));
  return {
    port,
    url: `http://${LOOPBACK}:${port}/?token=${access.token}`,
    close: () =>
      new Promise((resolve) => {
        sockets.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

const portTaken = (port: number, code: string): string =>
  code === "EACCES"
    ? `Port ${port} is reserved by this system. Choose another one, or 0 for any.`
    : `Port ${port} is taken by another program.`;

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (fault: NodeJS.ErrnoException) =>
      reject(
        // EACCES: below 1024 without the right, or reserved by the system (Windows keeps ranges for Hyper-V).
        fault.code === "EADDRINUSE" || fault.code === "EACCES"
          ? new FairleadError("PORT_IN_USE", portTaken(port, fault.code), { port }, { cause: fault })
          : fault,
      ),
    );
    server.listen(port, LOOPBACK, () => resolve((server.address() as AddressInfo).port));
  });
}
