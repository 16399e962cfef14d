import path from "node:path";

/** What the shell itself takes from the command line; everything else is the bridge's to read and to check. */
export interface ShellArguments {
  /** The profile folder, absolute. */
  readonly profile: string;
  /** For the bridge: the user's options with `--data` made explicit. */
  readonly bridge: readonly string[];
}

/** Where a profile lives on this system; the same folder that the web host uses (`bridge/host/profile-folder.ts`). */
export interface Places {
  readonly platform: NodeJS.Platform;
  /** Electron's `appData`. */
  readonly appData: string;
  readonly home: string;
  readonly xdgDataHome: string | undefined;
}

/** @param options what follows the app's path on the command line; relative folders count from `cwd` */
export function readShellArguments(options: readonly string[], cwd: string, places: Places): ShellArguments {
  const own = beforeLink(options).filter((option) => !isChromiumSwitch(option));
  const at = own.findIndex((option) => option === "--data" || option.startsWith("--data="));
  if (at < 0) {
    const profile = defaultProfile(places);
    return { profile, bridge: ["--data", profile, ...own] };
  }
  const inline = own[at]?.startsWith("--data=") ?? false;
  const given = inline ? own[at]?.slice("--data=".length) : own[at + 1];
  // Without a value the bridge refuses the line in its own words; until then any folder will do.
  if (!given) return { profile: defaultProfile(places), bridge: own };
  const profile = path.resolve(cwd, given);
  const rest = own.toSpliced(at, inline ? 1 : 2);
  return { profile, bridge: ["--data", profile, ...rest] };
}

/** The options that follow the app's path; a packaged app has no path before them. */
export function optionsOf(argv: readonly string[], appGiven: boolean): readonly string[] {
  const args = argv.slice(1);
  return appGiven ? args.slice(args.findIndex((argument) => !argument.startsWith("-")) + 1) : args;
}

/**
 * A link is the shell's to read, and shows something at most. What stands behind it may be a part of its text that a
 * browser failed to quote: nobody else puts anything there, and it must not choose a profile, a file or a server.
 */
function beforeLink(options: readonly string[]): readonly string[] {
  const link = options.findIndex((option) => /^fairlead:/i.test(option));
  return link < 0 ? options : options.slice(0, link);
}

/** Chromium and test drivers add switches of their own to a packaged app's command line. */
function isChromiumSwitch(option: string): boolean {
  return /^--(inspect|remote-debugging-port|no-sandbox|user-data-dir|allow-file-access-from-files|original-process-start-time)(=|$)/.test(
    option,
  );
}

function defaultProfile({ platform, appData, home, xdgDataHome }: Places): string {
  if (platform === "win32" || platform === "darwin") return path.join(appData, "Fairlead");
  return path.join(xdgDataHome?.startsWith("/") ? xdgDataHome : path.join(home, ".local", "share"), "fairlead");
}
