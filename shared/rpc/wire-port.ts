import type { WireValue } from "./values.ts";
import { Unreadable, type Wire } from "./wire.ts";
import { WireEvents } from "./wire-events.ts";

interface PortBase {
  postMessage(message: unknown): void;
  start?(): void;
  close(): void;
}
/** A DOM MessagePort, and Node's. */
interface EventTargetPort extends PortBase {
  addEventListener(type: string, listener: (event: { readonly data?: unknown }) => void): void;
}
/** Electron's MessagePortMain. */
interface EmitterPort extends PortBase {
  on(type: string, listener: (event: { readonly data?: unknown }) => void): unknown;
}

/** Said before a port is closed: ports of older hosts do not tell the other side. No frame is `null`. */
const GOODBYE = null;

/** A wire over a MessagePort of the DOM, of Node, or of Electron's main and utility processes. Values are cloned. */
export function portWire(port: EventTargetPort | EmitterPort): Wire {
  const events = new WireEvents();
  const ended = (): void => {
    if (events.closed) return;
    events.close("the other side closed the port");
    port.close();
  };
  const listen = (type: string, listener: (event: { readonly data?: unknown }) => void): void => {
    if ("addEventListener" in port) port.addEventListener(type, listener);
    else port.on(type, listener);
  };
  listen("message", ({ data }) => (data === GOODBYE ? ended() : events.message(data)));
  listen("messageerror", () => events.message(new Unreadable("a message could not be cloned")));
  listen("close", ended);
  port.start?.();
  return {
    kind: "port",
    send(message: WireValue) {
      if (events.closed) return;
      try {
        port.postMessage(message);
      } catch (fault) {
        throw new TypeError("a value cannot be cloned", { cause: fault });
      }
    },
    onMessage: (handler) => events.onMessage(handler),
    onClose: (handler) => events.onClose(handler),
    close(reason) {
      if (events.closed) return;
      port.postMessage(GOODBYE);
      events.close(reason);
      port.close();
    },
  };
}
