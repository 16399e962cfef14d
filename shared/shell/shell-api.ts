import { z } from "zod";

/** Where the bridge's process stands, as the desktop shell sees it. Times are durations in ms. */
export const BridgeProcessState = z.discriminatedUnion("phase", [
  z.object({ phase: z.literal("starting") }),
  z.object({ phase: z.literal("running") }),
  /** It ended unasked and is started again after `inMs`; `crashes` counts the recent ones. */
  z.object({ phase: z.literal("restarting"), inMs: z.number(), crashes: z.number() }),
  /** It ended too often, or refused to start: only a person starts it again. */
  z.object({ phase: z.literal("stopped"), reason: z.enum(["crash-loop", "refused"]), message: z.string() }),
  z.object({ phase: z.literal("stopping") }),
]);
export type BridgeProcessState = z.infer<typeof BridgeProcessState>;

/**
 * What the preload gives the page as `window.fairleadShell`, frozen; absent in a browser. Each method is one IPC
 * channel of main, which checks the sender: there is no way to send anything else.
 */
export interface ShellApi {
  /**
   * Asks for a port straight to the bridge. It arrives as a window message of the page's own origin, `BridgePort` with
   * the same `nonce` and one port, once the bridge runs. A new request replaces one that is still waiting.
   */
  requestBridgePort(nonce: string): Promise<void>;
  bridgeState(): Promise<BridgeProcessState>;
  /** @returns a function that stops listening */
  onBridgeState(listener: (state: BridgeProcessState) => void): () => void;
  /** Starts a stopped bridge again; otherwise does nothing. */
  restartBridge(): Promise<void>;
  /** Opens an address in the user's browser. @returns false if it is not on the allow-list */
  openExternal(url: string): Promise<boolean>;
}

/** The page's property that holds the shell. */
export const SHELL_PROPERTY = "fairleadShell";

/** Data of the window message that carries a port. */
export const BridgePort = z.object({ kind: z.literal("fairlead:bridge-port"), nonce: z.string() });
export type BridgePort = z.infer<typeof BridgePort>;
