import { spawn } from "node:child_process";

/**
 * Opens an address in the default browser. Its token is on a command line for that moment: it works once, so whoever
 * copies it in time leaves the user with a refusal that says so.
 * @param failed called when no browser can be opened
 */
export function openBrowser(url: string, failed: () => void): void {
  const [command, args] = opener(url);
  const child = spawn(command, args, { stdio: "ignore", detached: true });
  child.once("error", failed);
  child.once("exit", (code) => {
    if (code !== 0 && code !== null) failed();
  });
  child.unref();
}

function opener(url: string): readonly [string, readonly string[]] {
  if (process.platform === "win32") return ["rundll32", ["url.dll,FileProtocolHandler", url]];
  return [process.platform === "darwin" ? "open" : "xdg-open", [url]];
}
