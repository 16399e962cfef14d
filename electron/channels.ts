/** The IPC channels between preload and main: one per method of `ShellApi`, plus three from main to the preload. */
export const CHANNELS = {
  requestBridgePort: "shell:request-bridge-port",
  bridgeState: "shell:bridge-state",
  restartBridge: "shell:restart-bridge",
  openExternal: "shell:open-external",
  notify: "shell:notify",
  newWindow: "shell:new-window",
  preferences: "shell:preferences",
  setPreferences: "shell:set-preferences",
  /** main -> preload, with the port */
  bridgePort: "shell:bridge-port",
  /** main -> preload */
  navigate: "shell:navigate",
  /** main -> preload */
  bridgeStateChanged: "shell:bridge-state-changed",
} as const;
