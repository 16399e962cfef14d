import { refuseUnknown } from "../guard.ts";
import { preventable } from "../preventable.ts";
import type { AppFrame, PageWorld } from "./page-channel.ts";
import type { WebFrameMain } from "./web-frame-main.ts";

/** The event object of a message from a renderer. */
export function ipcEvent(sender: object, senderFrame: WebFrameMain | null, world: PageWorld, frame: AppFrame): object {
  const ports = "ports" in frame ? frame.ports.map((id) => world.borrow(id)) : [];
  const fields = {
    type: "frame" as const,
    sender,
    senderFrame,
    processId: senderFrame?.processId ?? -1,
    frameId: senderFrame?.routingId ?? -1,
    ports,
    returnValue: undefined,
    reply: (channel: string, ...args: unknown[]) => world.deliver(channel, args),
  };
  return refuseUnknown("IpcMainEvent", preventable(fields));
}
