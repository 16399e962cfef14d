import type { Navigation } from "./deep-link.ts";

/** Where the bridge's process stands, as the desktop shell sees it. Times are durations in ms. */
export type BridgeProcessState =
  | { readonly phase: "starting" | "running" | "stopping" }
  /** It ended unasked and is started again after `inMs`; `crashes` counts those of the last minute. */
  | { readonly phase: "restarting"; readonly inMs: number; readonly crashes: number }
  /** It ended too often, or refused to start: only a person starts it again. */
  | { readonly phase: "stopped"; readonly reason: "crash-loop" | "refused"; readonly message: string };

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
  /** Shows a notification of the desktop. One with the tag of one that is still there takes its place. */
  notify(notice: ShellNotice): Promise<void>;
  /** Opens one more window. @returns false when there are as many as there may be */
  newWindow(): Promise<boolean>;
  /** Told what a link asks to be shown; what was asked before is told at once. One listener. */
  onNavigate(listener: (navigation: Navigation) => void): void;
  preferences(): Promise<ShellPreferencesView>;
  setPreferences(change: ShellPreferencesChange): Promise<ShellPreferencesView>;
}

/** What the user chose of the desktop app itself, as its settings show it. */
export interface ShellPreferencesView {
  /** Undefined where this system, or an unpackaged app, cannot. */
  readonly autoStart: boolean | undefined;
  readonly stayInTray: boolean;
  /** Undefined: this build is not signed, so it never updates itself. */
  readonly updates: boolean | undefined;
}

export type ShellPreferencesChange = Partial<Readonly<Record<"autoStart" | "stayInTray" | "updates", boolean>>>;

/** A notification: plain words, bounded. */
export interface ShellNotice {
  readonly tag: string;
  readonly title: string;
  readonly body: string;
}

/** The page's property that holds the shell. */
export const SHELL_PROPERTY = "fairleadShell";

/** Data of the window message that carries a port. */
export interface BridgePort {
  readonly kind: "fairlead:bridge-port";
  readonly nonce: string;
}
