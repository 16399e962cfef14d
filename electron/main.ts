import path from "node:path";
import { app, crashReporter, protocol } from "electron";
import { APP_SCHEME } from "./app-origin.ts";
import { useProfile } from "./profile.ts";
import { keepPagesInPlace } from "./security/page-policy.ts";
import { NO_NAMES } from "./security/session-policy.ts";
import { runShell } from "./shell.ts";

/**
 * The desktop shell's entry. Everything here has to happen before Electron is ready: the profile, the sandbox, the
 * scheme, and the lock that makes a second start bring the first one's window to the front.
 */

const profile = useProfile();
app.enableSandbox();
crashReporter.start({ uploadToServer: false });
protocol.registerSchemesAsPrivileged([
  // corsEnabled: module scripts and fonts are fetched in CORS mode, even from their own origin.
  {
    scheme: APP_SCHEME,
    privileges: { standard: true, secure: true, supportFetchAPI: true, corsEnabled: true, codeCache: true },
  },
]);
keepPagesInPlace(app);
app.commandLine.appendSwitch(...NO_NAMES);

if (app.requestSingleInstanceLock()) {
  // The build puts main, preload and the asset list in dist/electron, the bridge and the window beside it.
  app
    .whenReady()
    .then(() => runShell(profile, path.dirname(import.meta.dirname)))
    .catch((error: unknown) => {
      process.stderr.write(`Fairlead could not start: ${error instanceof Error ? error.stack : String(error)}\n`);
      app.exit(1);
    });
} else {
  process.stderr.write("Fairlead already runs with this profile: its window is brought to the front.\n");
  app.quit();
}
