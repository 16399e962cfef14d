import { type MessagePortMain, utilityProcess } from "electron";
import { FromBridge, type ToBridge } from "#shared/shell/bridge-messages.ts";
import { LEAN_FLAGS, leanEnvironment } from "#shared/shell/lean-node.mjs";

/** A running bridge, as the supervisor handles it. */
export interface BridgeProcess<Port> {
  send(message: ToBridge, ports?: Port[]): void;
  onMessage(listener: (message: FromBridge) => void): void;
  onExit(listener: (code: number) => void): void;
  kill(): void;
}

/** Starts the bridge's bundle in a process of its own, as sparing of memory as `npm start` runs it. */
export function forkBridge(bundle: string, args: readonly string[]): BridgeProcess<MessagePortMain> {
  const child = utilityProcess.fork(bundle, [...args], {
    serviceName: "Fairlead bridge",
    stdio: "inherit",
    execArgv: [...LEAN_FLAGS],
    env: { ...process.env, ...leanEnvironment(process.platform) },
  });
  return {
    send: (message, ports = []) => child.postMessage(message, ports),
    onMessage(listener) {
      child.on("message", (message: unknown) => {
        const parsed = FromBridge.safeParse(message);
        if (parsed.success) listener(parsed.data);
      });
    },
    onExit: (listener) => child.on("exit", listener),
    kill: () => void child.kill(),
  };
}
