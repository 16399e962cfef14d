import { readFile } from "node:fs/promises";
import path from "node:path";
import { app, type BrowserWindow, dialog, type MessagePortMain, protocol, session } from "electron";
import { APP_SCHEME, APP_URL } from "./app-origin.ts";
import { assetServer } from "./assets/asset-server.ts";
import { readAssetManifest } from "./assets/manifest.ts";
import { forkBridge } from "./bridge/bridge-process.ts";
import { BridgeSupervisor } from "./bridge/bridge-supervisor.ts";
import { openMainWindow } from "./main-window.ts";
import { setMenu } from "./menu.ts";
import type { Profile } from "./profile.ts";
import { quitCleanly } from "./quit.ts";
import { restrictSession } from "./security/session-policy.ts";
import { channel, serveShell } from "./shell-service.ts";

/** Exit code of a start that was refused: an option, or a profile in use. */
const REFUSED = 2;

/** Puts the shell together once Electron is ready. @param dist the folder of the built parts */
export async function runShell(profile: Profile, dist: string): Promise<void> {
  const development = !app.isPackaged;
  restrictSession(session.defaultSession, { devTools: development });
  const manifest = readAssetManifest(path.join(dist, "electron", "assets.json"));
  protocol.handle(
    APP_SCHEME,
    assetServer(manifest, (file) => readFile(path.join(dist, "renderer", file))),
  );
  setMenu(development);

  let window: BrowserWindow | undefined;
  const bridge = superviseBridge(path.join(dist, "bridge", "electron.js"), profile.bridgeArguments);
  serveShell(() => window, bridge);
  quitCleanly(app, () => bridge.stop());
  app.on("second-instance", () => {
    if (window?.isMinimized()) window.restore();
    window?.show();
    window?.focus();
  });
  // Whoever started the shell with a channel holds its life: when that process is gone, so is the terminal.
  process.once("disconnect", () => app.quit());

  const running = bridgeRuns(bridge);
  bridge.start();
  const loaded = openMainWindow(
    {
      preload: path.join(dist, "electron", "preload.cjs"),
      folder: profile.folder,
      gaveUp: (reason) => fail(`The window's process ended too often (${reason}).`, 1),
    },
    (opened) => {
      window = opened;
      opened.once("closed", () => {
        window = undefined;
      });
    },
  );
  await Promise.all([running, loaded]);
  process.stdout.write(`Fairlead is ready: ${APP_URL}\n`);
}

function superviseBridge(bundle: string, args: readonly string[]): BridgeSupervisor<MessagePortMain> {
  return new BridgeSupervisor<MessagePortMain>({
    fork: () => forkBridge(bundle, args),
    channel,
    now: () => performance.now(),
    after(ms, run) {
      const timer = setTimeout(run, ms);
      return () => clearTimeout(timer);
    },
  });
}

/** Resolves when the bridge runs for the first time; a refusal before that ends the app in the bridge's words. */
function bridgeRuns(bridge: BridgeSupervisor<MessagePortMain>): Promise<void> {
  return new Promise((resolve) => {
    const stop = bridge.onState((state) => {
      if (state.phase === "running") {
        stop();
        resolve();
      } else if (state.phase === "stopped" && state.reason === "refused") {
        fail(state.message, REFUSED);
      }
    });
  });
}

/** Ends the app with one line; with no terminal to read it in, in a box. */
function fail(message: string, code: number): void {
  process.stderr.write(`${message}\n`);
  if (app.isPackaged) dialog.showErrorBox("Fairlead cannot go on", message);
  app.exit(code);
}
