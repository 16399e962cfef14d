import { contextBridge, ipcRenderer } from "electron";
import type { Navigation } from "#shared/shell/deep-link.ts";
import { type BridgePort, type BridgeProcessState, SHELL_PROPERTY, type ShellApi } from "#shared/shell/shell-api.ts";
import { CHANNELS } from "./channels.ts";

/**
 * Runs in the sandboxed preload world: hands the page its port to the bridge and a frozen `ShellApi`. No event objects
 * and no channel names reach the page, so it can ask for these things and nothing else.
 */

// A port cannot cross contextBridge; re-posting it to the page's own origin can.
ipcRenderer.on(CHANNELS.bridgePort, (event, nonce: string) => {
  const message: BridgePort = { kind: "fairlead:bridge-port", nonce };
  window.postMessage(message, location.origin, [...event.ports]);
});

// A link may come before the page listens.
let navigate: ((navigation: Navigation) => void) | undefined;
let asked: Navigation | undefined;
ipcRenderer.on(CHANNELS.navigate, (_event, navigation: Navigation) => {
  if (navigate === undefined) asked = navigation;
  else navigate(navigation);
});

const shell: ShellApi = {
  requestBridgePort: (nonce) => ipcRenderer.invoke(CHANNELS.requestBridgePort, nonce),
  bridgeState: () => ipcRenderer.invoke(CHANNELS.bridgeState),
  onBridgeState(listener) {
    const listen = (_event: unknown, state: BridgeProcessState): void => listener(state);
    ipcRenderer.on(CHANNELS.bridgeStateChanged, listen);
    return () => {
      ipcRenderer.off(CHANNELS.bridgeStateChanged, listen);
    };
  },
  restartBridge: () => ipcRenderer.invoke(CHANNELS.restartBridge),
  openExternal: (url) => ipcRenderer.invoke(CHANNELS.openExternal, url),
  notify: (notice) => ipcRenderer.invoke(CHANNELS.notify, notice),
  newWindow: () => ipcRenderer.invoke(CHANNELS.newWindow),
  onNavigate(listener) {
    navigate = listener;
    if (asked !== undefined) listener(asked);
    asked = undefined;
  },
  preferences: () => ipcRenderer.invoke(CHANNELS.preferences),
  setPreferences: (change) => ipcRenderer.invoke(CHANNELS.setPreferences, change),
};

contextBridge.exposeInMainWorld(SHELL_PROPERTY, shell);
