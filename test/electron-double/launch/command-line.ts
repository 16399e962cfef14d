/** Electron's own command line, as far as the double honours it. */
export interface CommandLine {
  /** The app: a folder with a package.json, or a script. */
  readonly appPath: string;
  /** `--remote-debugging-port`, which is also how the double knows that Playwright drives it. */
  readonly debuggingPort: string | undefined;
  /** `--inspect`: open Node's inspector. */
  readonly inspect: boolean;
  /** `--user-data-dir`, which Chromium and so Electron takes as `userData`. */
  readonly userDataDir: string | undefined;
}

/** Reads what follows the executable: switches before the app's path are Electron's, the rest is the app's. */
export function readCommandLine(args: readonly string[]): CommandLine {
  const at = args.findIndex((argument) => !argument.startsWith("-"));
  const appPath = args[at];
  if (appPath === undefined) throw new Error("electron double: name the app to run (a folder or a script)");
  const own = args.slice(0, at);
  const value = (name: string) => args.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
  return {
    appPath,
    debuggingPort: value("remote-debugging-port"),
    inspect: own.some((argument) => argument === "--inspect" || argument.startsWith("--inspect=")),
    userDataDir: value("user-data-dir"),
  };
}
