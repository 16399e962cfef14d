import { ModelledEmitter } from "../modelled-emitter.ts";
import { PortBridge } from "../ports/port-bridge.ts";
import type { ProcessFrame } from "./parent-frames.ts";

/** `process.parentPort`. Messages wait until somebody listens, as Electron's do. */
export class ParentPort extends ModelledEmitter implements Pick<Electron.ParentPort, "postMessage"> {
  readonly #bridge = new PortBridge("u", (frame) => this.#send(frame));
  readonly #early: { data: unknown; ports: unknown[] }[] = [];
  #listening = false;

  constructor() {
    super("process.parentPort", ["message"]);
    process.on("message", (frame: ProcessFrame) => this.#receive(frame));
    this.on("newListener", (event: string) => {
      if (event === "message" && !this.#listening) queueMicrotask(() => this.#flush());
    });
  }

  postMessage(data: unknown): void {
    this.#send({ kind: "message", data: structuredClone(data), ports: [] });
  }

  #send(frame: ProcessFrame): void {
    if (process.connected) process.send?.(frame);
  }

  #receive(frame: ProcessFrame): void {
    if (frame.kind !== "message") return this.#bridge.receive(frame);
    const event = { data: frame.data, ports: frame.ports.map((id) => this.#bridge.borrow(id)) };
    if (this.#listening) this.emit("message", event);
    else this.#early.push(event);
  }

  #flush(): void {
    this.#listening = true;
    for (const event of this.#early.splice(0)) this.emit("message", event);
  }
}
