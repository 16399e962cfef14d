import { encodeMessage, readPayload } from "./codec.ts";
import type { WireValue } from "./values.ts";
import type { Wire } from "./wire.ts";
import { WireEvents } from "./wire-events.ts";

/** The part of a WebSocket, of the DOM or of `ws`, that is used. */
interface Socket {
  binaryType: string;
  readonly readyState: number;
  readonly bufferedAmount: number;
  send(data: string | Uint8Array<ArrayBuffer>): void;
  close(code?: number, reason?: string): void;
  addEventListener(type: "message", listener: (event: { readonly data: unknown }) => void): void;
  addEventListener(type: "close", listener: (event: { readonly code: number; readonly reason: string }) => void): void;
  addEventListener(type: "open" | "error", listener: () => void): void;
}

const OPEN = 1;

export interface WebSocketWireOptions {
  /** Bytes that may wait in the socket; a reader that lets more pile up is cut off. */
  readonly maxBuffered?: number;
}

/** A wire over a WebSocket that is open. */
export function webSocketWire(socket: Socket, { maxBuffered = 128 << 20 }: WebSocketWireOptions = {}): Wire {
  const events = new WireEvents();
  socket.binaryType = "arraybuffer";
  socket.addEventListener("message", ({ data }) => events.message(readPayload(data)));
  socket.addEventListener("close", ({ code, reason }) =>
    events.close(reason === "" ? `the socket closed (${code})` : reason),
  );
  socket.addEventListener("error", () => events.close("the socket failed"));
  const close = (reason: string): void => {
    if (events.closed) return;
    // RFC 6455 allows 123 bytes of reason; ours are ASCII.
    socket.close(4_000, reason.replace(/[^\x20-\x7e]/g, "?").slice(0, 120));
    events.close(reason);
  };
  return {
    kind: "websocket",
    send(message: WireValue) {
      const payload = encodeMessage(message);
      if (events.closed || socket.readyState !== OPEN) return;
      socket.send(payload);
      if (socket.bufferedAmount > maxBuffered) close("the other side reads too slowly");
    },
    onMessage: (handler) => events.onMessage(handler),
    onClose: (handler) => events.onClose(handler),
    close,
  };
}

/** Opens a WebSocket and resolves with its wire. @throws Error when it cannot be opened. */
export function dialWebSocket(open: (url: string) => Socket, url: string): Promise<Wire> {
  return new Promise((resolve, reject) => {
    const socket = open(url);
    socket.addEventListener("open", () => resolve(webSocketWire(socket)));
    socket.addEventListener("error", () => reject(new Error("The bridge cannot be reached.")));
    socket.addEventListener("close", ({ code }) => reject(new Error(`The bridge refused the connection (${code}).`)));
  });
}
