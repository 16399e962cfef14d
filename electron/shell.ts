import { readFile } from "node:fs/promises";
import path from "node:path";
import { app, type BrowserWindow, dialog, type MessagePortMain, protocol, session } from "electron";
import type { BridgeProcessState } from "#shared/shell/shell-api.ts";
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
  const fail = failing(bridge);
  bridge.onState(sayWhatHappens);
  serveShell(() => window, bridge);
  quitCleanly(app, () => bridge.stop());
  app.on("second-instance", () => {
    if (window?.isMinimized()) window.restore();
    window?.show();
    window?.focus();
  });
  // Whoever started the shell with a channel holds its life: when that process is gone, so is the terminal.
  process.once("disconnect", () => app.quit());

  const running = bridgeRuns(bridge, fail);
  bridge.start();
  const loaded = openMainWindow(
    {
      preload: path.join(dist, "electron", "preload.cjs"),
      folder: profile.folder,
      gaveUp: (reason) => fail(`The window's process ended too often (${reason}).`, 1),
    },
    (opened) => {
      window = opened;
      const { id } = opened.webContents;
      opened.once("closed", () => {
        window = undefined;
        bridge.disconnect(id);
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

type Fail = (message: string, code: number) => void;

/** Resolves when the bridge runs for the first time; a refusal before that ends the app in the bridge's words. */
function bridgeRuns(bridge: BridgeSupervisor<MessagePortMain>, fail: Fail): Promise<void> {
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

/** For whoever reads the console: the window shows the same. */
function sayWhatHappens(state: BridgeProcessState): void {
  if (state.phase === "restarting") {
    process.stderr.write(
      `The bridge ended by itself and is started again in ${state.inMs} ms (${state.crashes} in a minute).\n`,
    );
  } else if (state.phase === "stopped" && state.reason === "crash-loop") {
    process.stderr.write(`${state.message} It is not started again by itself.\n`);
  }
}

/** Ends the app with one line, or a box where there is no terminal to read it in, once the bridge has ended cleanly. */
function failing(bridge: BridgeSupervisor<MessagePortMain>): Fail {
  return (message, code) => {
    process.stderr.write(`${message}\n`);
    if (app.isPackaged) dialog.showErrorBox("Fairlead cannot go on", message);
    void bridge.stop().finally(() => app.exit(code));
  };
}
