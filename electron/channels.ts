/** The IPC channels between preload and main: one per method of `ShellApi`, plus two from main to the preload. */
export const CHANNELS = {
  requestBridgePort: "shell:request-bridge-port",
  bridgeState: "shell:bridge-state",
  restartBridge: "shell:restart-bridge",
  openExternal: "shell:open-external",
  notify: "shell:notify",
  /** main -> preload, with the port */
  bridgePort: "shell:bridge-port",
  /** main -> preload */
  bridgeStateChanged: "shell:bridge-state-changed",
} as const;
