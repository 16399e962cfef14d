import type { MessagePort } from "node:worker_threads";
import { ModelledEmitter } from "../modelled-emitter.ts";

/** What travels between two raw ports: the message and the raw ends of the ports sent with it. */
export interface Envelope {
  readonly message: unknown;
  readonly ports: readonly MessagePort[];
}

/**
 * One end of a channel, as main and utility processes see it. Nothing is delivered before `start()`.
 * `messageerror` may be listened to, as on the DOM's ports, and like Electron's is never emitted.
 */
export class MessagePortMain extends ModelledEmitter implements Pick<Electron.MessagePortMain, "start" | "close"> {
  readonly #raw: MessagePort;
  #started = false;
  #transferred = false;

  constructor(raw: MessagePort) {
    super("MessagePortMain", ["message", "close", "messageerror"]);
    this.#raw = raw;
    raw.on("close", () => {
      if (!this.#transferred) this.emit("close");
    });
  }

  postMessage(message: unknown, transfer: readonly MessagePortMain[] = []): void {
    if (transfer.includes(this)) throw new TypeError("Port at index 0 contains the source port");
    const ports = transfer.map((port) => port.surrender());
    this.#raw.postMessage({ message, ports } satisfies Envelope, ports);
  }

  start(): void {
    if (this.#started) return;
    this.#started = true;
    this.#raw.on("message", ({ message, ports }: Envelope) => {
      this.emit("message", { data: message, ports: ports.map((raw) => new MessagePortMain(raw)) });
    });
  }

  close(): void {
    this.#raw.close();
  }

  /** Gives up the raw end because the port is being transferred; the port is of no use afterwards. */
  surrender(): MessagePort {
    if (this.#transferred) throw new TypeError("Port at index 0 is already neutered");
    this.#transferred = true;
    return this.#raw;
  }
}
