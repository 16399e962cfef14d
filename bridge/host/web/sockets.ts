import type { IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { type WebSocket, WebSocketServer } from "ws";
import type { Wire } from "#shared/rpc/wire.ts";
import { webSocketWire } from "#shared/rpc/wire-websocket.ts";
import type { WebAccess } from "./access.ts";
import type { OriginGuard } from "./origin.ts";

export interface SocketPorts {
  readonly access: WebAccess;
  readonly origins: OriginGuard;
  readonly attach: (wire: Wire) => void;
  readonly onRefused: (reason: string) => void;
  readonly heartbeatMs: number;
}

const RPC_PATH = "/rpc";
const MAX_WINDOWS = 32;
/** Beyond this the socket is closed unread; below it the RPC answers FRAME_TOO_LARGE itself. */
const MAX_PAYLOAD = 4 << 20;
/** A window that lets more than this wait is cut off; it reconnects and starts from the whole state. */
const MAX_BUFFERED = 128 << 20;

/** The windows' WebSockets: admitted by Host, Origin and cookie before the handshake, and kept only while they answer. */
export class WindowSockets {
  readonly #ports: SocketPorts;
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD, perMessageDeflate: false });
  readonly #waiting = new WeakSet<WebSocket>();
  readonly #heartbeat: NodeJS.Timeout;

  constructor(ports: SocketPorts) {
    this.#ports = ports;
    this.#heartbeat = setInterval(() => this.#beat(), ports.heartbeatMs);
  }

  get windows(): number {
    return this.#server.clients.size;
  }

  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    const refusal = this.#refusal(request);
    if (refusal) {
      this.#ports.onRefused(refusal.reason);
      socket.on("error", () => socket.destroy());
      socket.end(`HTTP/1.1 ${refusal.status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
      return;
    }
    this.#server.handleUpgrade(request, socket, head, (opened) => this.#open(opened));
  }

  close(): void {
    clearInterval(this.#heartbeat);
    for (const socket of this.#server.clients) socket.terminate();
    this.#server.close();
  }

  #refusal(request: IncomingMessage): { readonly status: string; readonly reason: string } | undefined {
    const foreign = this.#ports.origins.refusal(request, true);
    if (foreign) return { status: "403 Forbidden", reason: foreign };
    if (!this.#ports.access.admits(request.headers.cookie)) return { status: "401 Unauthorized", reason: "no session" };
    if (request.url !== RPC_PATH) return { status: "404 Not Found", reason: "not found" };
    if (this.windows >= MAX_WINDOWS) return { status: "503 Service Unavailable", reason: "too many windows" };
    return undefined;
  }

  #open(socket: WebSocket): void {
    socket.on("pong", () => this.#waiting.delete(socket));
    this.#ports.attach(webSocketWire(socket, { maxBuffered: MAX_BUFFERED }));
  }

  /** A window that has not answered the last ping is gone, whatever its TCP connection says. */
  #beat(): void {
    for (const socket of this.#server.clients) {
      if (this.#waiting.has(socket)) {
        socket.terminate();
        continue;
      }
      this.#waiting.add(socket);
      socket.ping();
    }
  }
}
