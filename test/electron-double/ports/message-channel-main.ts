import { MessageChannel } from "node:worker_threads";
import { Guarded } from "../main/guarded.ts";
import { MessagePortMain } from "./message-port-main.ts";

/** A pair of connected ports. */
export class MessageChannelMain extends Guarded {
  readonly port1: MessagePortMain;
  readonly port2: MessagePortMain;

  constructor() {
    super("MessageChannelMain");
    const { port1, port2 } = new MessageChannel();
    this.port1 = new MessagePortMain(port1);
    this.port2 = new MessagePortMain(port2);
  }
}
