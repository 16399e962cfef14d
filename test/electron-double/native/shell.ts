import { refuseUnknown } from "../guard.ts";
import { record } from "./recorder.ts";

type Modelled = Pick<Electron.Shell, "openExternal" | "openPath" | "showItemInFolder" | "beep">;

/** `shell`: nothing leaves the process, every call is recorded. */
export const shell = refuseUnknown("shell", {
  openExternal(url: string): Promise<void> {
    record("shell.openExternal", url);
    return Promise.resolve();
  },
  openPath(path: string): Promise<string> {
    record("shell.openPath", path);
    return Promise.resolve("");
  },
  showItemInFolder(path: string): void {
    record("shell.showItemInFolder", path);
  },
  beep(): void {
    record("shell.beep");
  },
} satisfies Modelled);
