import { readFileSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { app, dialog, type MessagePortMain, protocol, session } from "electron";
import { LINK_SCHEME, linkAmong, type Navigation, readDeepLink } from "#shared/shell/deep-link.ts";
import type { BridgeProcessState } from "#shared/shell/shell-api.ts";
import { APP_SCHEME, APP_URL } from "./app-origin.ts";
import { assetServer } from "./assets/asset-server.ts";
import { readAssetManifest } from "./assets/manifest.ts";
import { type BridgeFeed, followBridge } from "./bridge/bridge-feed.ts";
import { forkBridge } from "./bridge/bridge-process.ts";
import { BridgeSupervisor } from "./bridge/bridge-supervisor.ts";
import { CrashLog, keepCrashes } from "./crashes/crash-log.ts";
import { setMenu } from "./menu.ts";
import { PreferenceStore } from "./preferences.ts";
import type { Profile } from "./profile.ts";
import { quitCleanly } from "./quit.ts";
import { restrictSession } from "./security/session-policy.ts";
import { UserGestures } from "./security/user-gestures.ts";
import { askToShow, channel, serveShell } from "./shell-service.ts";
import { openTerminalWindow } from "./terminal-window.ts";
import { TerminalTray } from "./tray/tray.ts";
import { lookForUpdates } from "./updates/look-for-updates.ts";
import { type Stillness, UpdateDesk } from "./updates/update-desk.ts";
import { NO_SOURCE, portOf } from "./updates/update-port.ts";
import { tellWakes } from "./wake/tell-wakes.ts";
import { bringUp, TerminalWindows } from "./windows.ts";

/** Exit code of a start that was refused: an option, or a profile in use. */
const REFUSED = 2;

/** Puts the shell together once Electron is ready. @param dist the folder of the built parts */
export async function runShell(profile: Profile, dist: string): Promise<void> {
  const development = !app.isPackaged;
  const gestures = new UserGestures();
  gestures.follow(app);
  await restrictSession(session.defaultSession, { devTools: development, gestures });
  const manifest = readAssetManifest(path.join(dist, "electron", "assets.json"));
  protocol.handle(
    APP_SCHEME,
    assetServer(manifest, (file) => readFile(path.join(dist, "renderer", file))),
  );
  setMenu(development);
  keepCrashes(app, new CrashLog(path.join(profile.folder, "crashes"), app.getVersion()));

  const preferences = new PreferenceStore(profile.folder);
  const bridge = superviseBridge(path.join(dist, "bridge", "electron.js"), profile.bridgeArguments);
  const fail = failing(bridge);
  bridge.onState(sayWhatHappens);
  let quitting = false;
  app.on("before-quit", () => {
    quitting = true;
  });
  const windows = new TerminalWindows((numbers) => {
    // What is open when the app ends comes back with it; a window that its user closed does not.
    if (!quitting && numbers.length > 0) preferences.set({ windows: [...numbers] });
  });
  const feed = followBridge(bridge);
  const open = (number: number): Promise<void> =>
    openTerminalWindow(
      {
        number,
        preload: path.join(dist, "electron", "preload.cjs"),
        folder: profile.folder,
        language: () => feed.language(),
      },
      (window) => {
        windows.add(number, window);
        const { id } = window.webContents;
        window.once("closed", () => {
          windows.remove(number);
          bridge.disconnect(id);
        });
      },
    );
  const openAnother = (): boolean => {
    const number = windows.free();
    if (number === undefined) return false;
    open(number).catch((error: unknown) => fail(`A window could not be opened: ${String(error)}`, 1));
    return true;
  };
  const show = (): void => {
    const front = windows.front();
    if (front === undefined) openAnother();
    else bringUp(front);
  };
  const updates = new UpdateDesk({
    port: portOf(readManifest(), () => NO_SOURCE),
    wanted: () => preferences.get().updates,
    stillness: () => stillness(feed),
  });
  serveShell({ windows, bridge, preferences, updates, newWindow: openAnother });
  quitCleanly(
    app,
    () => bridge.stop(),
    () => preferences.get().stayInTray,
  );
  followLinks(show, (navigation) => askToShow(windows.front(), navigation));
  tellWakes((message) => bridge.tell(message));
  const icon = path.join(dist, "electron", "icon.png");
  const tray = new TerminalTray({ icon, feed, updates, phase: () => bridge.state.phase, show, newWindow: openAnother });
  bridge.onState(() => tray.draw());
  lookForUpdates(
    updates,
    () => tray.draw(),
    (ms, run) => {
      const timer = setInterval(run, ms);
      return () => clearInterval(timer);
    },
  );
  // Whoever started the shell with a channel holds its life: when that process is gone, so is the terminal.
  process.once("disconnect", () => app.quit());

  const running = bridgeRuns(bridge, fail);
  bridge.start();
  const [first = 1, ...others] = preferences.get().windows;
  await Promise.all([running, open(first)]);
  for (const number of others) await open(number);
  const link = linkAmong(process.argv);
  if (link !== undefined) askToShow(windows.front(), link);
  process.stdout.write(`Fairlead is ready: ${APP_URL}\n`);
}

/** The app's own package.json; undefined where there is none to read. */
function readManifest(): unknown {
  try {
    return JSON.parse(readFileSync(path.join(app.getAppPath(), "package.json"), "utf8"));
  } catch {
    return undefined;
  }
}

/** Wishes, orders, positions and sessions of all accounts; unknown while the bridge does not answer. */
function stillness(feed: BridgeFeed): Stillness {
  if (!feed.connected()) return { intents: undefined, orders: undefined, positions: undefined, sessions: undefined };
  const sum = (read: (account: ReturnType<BridgeFeed["accounts"]>[number]) => number): number =>
    feed.accounts().reduce((total, account) => total + read(account), 0);
  return {
    intents: feed.openIntents(),
    orders: sum(({ orders }) => orders),
    positions: sum(({ positions }) => positions),
    sessions: feed.sessions(),
  };
}

/** A second start, or a link, brings the terminal to the front; a link may ask it to show something, and nothing else. */
function followLinks(show: () => void, go: (navigation: Navigation) => void): void {
  const follow = (navigation: Navigation | undefined): void => {
    show();
    if (navigation !== undefined) go(navigation);
  };
  if (app.isPackaged) app.setAsDefaultProtocolClient(LINK_SCHEME);
  app.on("second-instance", (_event, argv) => follow(linkAmong(argv)));
  // macOS tells links apart from starts.
  app.on("open-url", (event, url) => {
    event.preventDefault();
    follow(readDeepLink(url));
  });
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
