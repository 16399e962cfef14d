import { type BrowserWindow, ipcMain, MessageChannelMain, type MessagePortMain, shell } from "electron";
import { z } from "zod";
import type { BridgeSupervisor } from "./bridge/bridge-supervisor.ts";
import { CHANNELS } from "./channels.ts";
import { showNotice } from "./notices.ts";
import { externalLink } from "./security/external-links.ts";
import { GuardedIpc } from "./security/guarded-ipc.ts";

const Nonce = z.string().min(1).max(100);
const Link = z.string().max(2_048);
const Notice = z.object({ tag: z.string().max(100), title: z.string().max(200), body: z.string().max(1_000) });

/** Serves `ShellApi` to the window's page. */
export function serveShell(window: () => BrowserWindow | undefined, bridge: BridgeSupervisor<MessagePortMain>): void {
  const ipc = new GuardedIpc(ipcMain, (channel, reason) => {
    process.stderr.write(`Refused a message on ${channel}: ${reason}\n`);
  });
  ipc.handle(CHANNELS.requestBridgePort, Nonce, (nonce) => {
    const contents = window()?.webContents;
    if (!contents) return;
    bridge.connect(contents.id, (port) => {
      if (contents.isDestroyed()) port.close();
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
  ipc.handle(CHANNELS.notify, Notice, (notice) => showNotice(notice, window));
  bridge.onState((state) => {
    const contents = window()?.webContents;
    if (contents && !contents.isDestroyed()) contents.send(CHANNELS.bridgeStateChanged, state);
  });
}

/** A pair of Electron's ports, for the supervisor. */
export const channel = (): MessageChannelMain => new MessageChannelMain();
