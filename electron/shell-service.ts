import { app, type BrowserWindow, ipcMain, MessageChannelMain, type MessagePortMain, shell } from "electron";
import { z } from "zod";
import type { Navigation } from "#shared/shell/deep-link.ts";
import type { ShellPreferencesView } from "#shared/shell/shell-api.ts";
import { applyAutoStart, canAutoStart } from "./auto-start.ts";
import type { BridgeSupervisor } from "./bridge/bridge-supervisor.ts";
import { CHANNELS } from "./channels.ts";
import { showNotice } from "./notices.ts";
import type { PreferenceStore } from "./preferences.ts";
import { externalLink } from "./security/external-links.ts";
import { GuardedIpc } from "./security/guarded-ipc.ts";
import { isOwnPage } from "./security/sender-check.ts";
import type { UpdateDesk } from "./updates/update-desk.ts";
import type { TerminalWindows } from "./windows.ts";

const Nonce = z.string().min(1).max(100);
const Link = z.string().max(2_048);
const Notice = z.object({ tag: z.string().max(100), title: z.string().max(200), body: z.string().max(1_000) });
const Change = z.strictObject({
  autoStart: z.boolean().optional(),
  stayInTray: z.boolean().optional(),
  updates: z.boolean().optional(),
});

interface ShellParts {
  readonly windows: TerminalWindows;
  readonly bridge: BridgeSupervisor<MessagePortMain>;
  readonly preferences: PreferenceStore;
  readonly updates: UpdateDesk;
  /** @returns false when there are as many windows as there may be */
  readonly newWindow: () => boolean;
}

/** Serves `ShellApi` to the pages of the windows. */
export function serveShell({ windows, bridge, preferences, updates, newWindow }: ShellParts): void {
  const ipc = new GuardedIpc(ipcMain, (channel, reason) => {
    process.stderr.write(`Refused a message on ${channel}: ${reason}\n`);
  });
  ipc.handle(CHANNELS.requestBridgePort, Nonce, (nonce, sender) => {
    const contents = windows.of(sender)?.webContents;
    if (!contents) return;
    bridge.connect(contents.id, (port) => {
      // It may have waited for long: whatever is in the window now must be our page, as it was when it asked.
      if (contents.isDestroyed() || !isOwnPage(contents.mainFrame)) port.close();
      else contents.postMessage(CHANNELS.bridgePort, nonce, [port]);
    });
  });
  ipc.handle(CHANNELS.bridgeState, z.undefined(), () => bridge.state);
  ipc.handle(CHANNELS.restartBridge, z.undefined(), () => bridge.restart());
  ipc.handle(CHANNELS.openExternal, Link, async (text) => {
    const link = externalLink(text);
    if (link !== undefined) await shell.openExternal(link);
    return link !== undefined;
  });
  ipc.handle(CHANNELS.notify, Notice, (notice, sender) =>
    showNotice(notice, () => windows.of(sender) ?? windows.front()),
  );
  ipc.handle(CHANNELS.newWindow, z.undefined(), newWindow);
  const view = (): ShellPreferencesView => {
    const { autoStart, stayInTray, updates: wanted } = preferences.get();
    const state = updates.state();
    const signed = state.phase !== "off" || state.why !== "unsigned";
    return {
      autoStart: app.isPackaged && canAutoStart(process.platform) ? autoStart : undefined,
      stayInTray,
      updates: signed ? wanted : undefined,
    };
  };
  ipc.handle(CHANNELS.preferences, z.undefined(), view);
  ipc.handle(CHANNELS.setPreferences, Change, (change) => {
    const { autoStart } = preferences.set(
      Object.fromEntries(Object.entries(change).filter(([, on]) => on !== undefined)),
    );
    applyAutoStart(app, process.platform, autoStart);
    return view();
  });
  bridge.onState((state) => {
    for (const { webContents } of windows.all())
      if (!webContents.isDestroyed()) webContents.send(CHANNELS.bridgeStateChanged, state);
  });
}

/** Asks a window's page to show something. */
export function askToShow(window: BrowserWindow | undefined, navigation: Navigation): void {
  if (window !== undefined && !window.webContents.isDestroyed()) window.webContents.send(CHANNELS.navigate, navigation);
}

/** A pair of Electron's ports, for the supervisor. */
export const channel = (): MessageChannelMain => new MessageChannelMain();
