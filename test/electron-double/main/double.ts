import type { DevToolsConnection } from "../cdp/connection.ts";
import type { App } from "./app.ts";
import type { IpcMain } from "./ipc-main.ts";
import type { Schemes } from "./schemes.ts";
import type { Session } from "./session.ts";
import type { Targets } from "./targets.ts";

/** The parts of a running Chromium that windows are made of. */
export interface Browser {
  readonly devTools: DevToolsConnection;
  readonly targets: Targets;
}

/** What the double's modules share. */
export interface Double {
  readonly app: App;
  readonly ipcMain: IpcMain;
  readonly schemes: Schemes;
  readonly session: { readonly defaultSession: Session };
  /** @throws before the app is ready */
  readonly browser: Browser;
}
