import { type IncomingMessage, ServerResponse } from "node:http";
import type { Duplex } from "node:stream";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type WebSocket, WebSocketServer } from "ws";
import { Problem } from "../http/problem.ts";

/** Paths that are WebSockets of their own; the gateway's Socket.IO has its own as well. */
const OURS = "/ws/";
const SOCKET_IO = "/socket.io/";
/** Clients of these streams have nothing to say. */
const MOST_BYTES = 1_024;
/** How long who was refused may still read why, and hang up. */
const GOODBYE_MS = 1_000;

interface Waiting {
  readonly socket: Duplex;
  readonly head: Buffer;
}

/**
 * Takes WebSocket upgrades through the routes: the same guard, limits and problems as for any request decide before a
 * connection changes its protocol.
 */
export class Upgrades {
  readonly #waiting = new WeakMap<IncomingMessage, Waiting>();
  readonly #sockets = new WebSocketServer({ noServer: true, perMessageDeflate: false, maxPayload: MOST_BYTES });

  constructor(app: FastifyInstance) {
    app.server.on("upgrade", (request, socket, head) => {
      const path = request.url ?? "";
      if (path.startsWith(SOCKET_IO)) return;
      // A client that goes away meanwhile is nobody's fault.
      socket.on("error", () => socket.destroy());
      if (!path.startsWith(OURS)) {
        socket.write("HTTP/1.1 404 Not Found\r\nConnection: close\r\n\r\n");
        return hangUp(socket);
      }
      this.#waiting.set(request, { socket, head });
      const answer = new ServerResponse(request);
      answer.assignSocket(socket as never);
      // A refusal is an ordinary answer, and the end of it.
      answer.once("finish", () => hangUp(socket));
      app.routing(request, answer);
    });
  }

  /** The connection, open. @throws Problem UPGRADE_REQUIRED for a request that is none. */
  accept({ raw }: FastifyRequest, reply: FastifyReply): Promise<WebSocket> {
    const waiting = this.#waiting.get(raw);
    if (waiting === undefined) throw new Problem("UPGRADE_REQUIRED");
    reply.hijack();
    reply.raw.detachSocket(waiting.socket as never);
    return new Promise((resolve) => this.#sockets.handleUpgrade(raw, waiting.socket, waiting.head, resolve));
  }
}

/** Ends a connection that is HTTP's no more: no timeout of the server looks after it, and who never hangs up would keep it. */
function hangUp(socket: Duplex): void {
  const late = setTimeout(() => socket.destroy(), GOODBYE_MS).unref();
  socket.once("close", () => clearTimeout(late));
  // Its own end is seen only by who reads.
  socket.resume();
  socket.end();
}
