import { MessageChannel, type MessagePort } from "node:worker_threads";
import type { Envelope } from "./message-port-main.ts";
import { MessagePortMain } from "./message-port-main.ts";

/** What one side tells the other about a port they share. */
export type PortFrame =
  | { readonly kind: "port-message"; readonly port: string; readonly data: unknown; readonly ports: readonly string[] }
  | { readonly kind: "port-close"; readonly port: string };

/**
 * Carries message ports across a process boundary that can only carry data: each port that crosses gets an id, and
 * frames about it are exchanged by `send`.
 */
export class PortBridge {
  readonly #prefix: string;
  readonly #send: (frame: PortFrame) => void;
  readonly #ends = new Map<string, MessagePort>();
  #last = 0;

  /** @param prefix keeps the ids of the two sides apart */
  constructor(prefix: string, send: (frame: PortFrame) => void) {
    this.#prefix = prefix;
    this.#send = send;
  }

  /** Moves a port to the other side; the id is to be told to it. */
  lend(port: MessagePortMain): string {
    return this.#lendRaw(port.surrender());
  }

  /** The port that the other side moved here under `id`. */
  borrow(id: string): MessagePortMain {
    return new MessagePortMain(this.#borrowRaw(id));
  }

  receive(frame: PortFrame): void {
    const end = this.#ends.get(frame.port);
    if (frame.kind === "port-close") {
      this.#ends.delete(frame.port);
      end?.close();
      return;
    }
    const ports = frame.ports.map((id) => this.#borrowRaw(id));
    end?.postMessage({ message: frame.data, ports } satisfies Envelope, ports);
  }

  /** The other side is gone: every port it held is closed. */
  closeAll(): void {
    const ends = [...this.#ends.values()];
    this.#ends.clear();
    for (const end of ends) end.close();
  }

  #lendRaw(raw: MessagePort): string {
    const id = `${this.#prefix}${++this.#last}`;
    this.#hold(id, raw);
    return id;
  }

  #borrowRaw(id: string): MessagePort {
    const { port1, port2 } = new MessageChannel();
    this.#hold(id, port1);
    return port2;
  }

  #hold(id: string, raw: MessagePort): void {
    this.#ends.set(id, raw);
    raw.on("message", ({ message, ports }: Envelope) => {
      this.#send({ kind: "port-message", port: id, data: message, ports: ports.map((port) => this.#lendRaw(port)) });
    });
    raw.on("close", () => {
      if (this.#ends.delete(id)) this.#send({ kind: "port-close", port: id });
    });
  }
}
