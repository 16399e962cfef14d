import type { App } from "electron";

/** The part of Electron's `app` that is used. */
type Quitting = Pick<App, "quit"> & {
  on(event: "window-all-closed", listener: () => void): unknown;
  on(event: "will-quit", listener: (event: { preventDefault(): void }) => void): unknown;
};

/** The app ends when its last window is closed, unless it stays (in the tray), and not before `stop` is done: the bridge must not be torn from its work. */
export function quitCleanly(app: Quitting, stop: () => Promise<void>, stays: () => boolean = () => false): void {
  let stopping = false;
  let stopped = false;
  app.on("window-all-closed", () => {
    if (!stays()) app.quit();
  });
  app.on("will-quit", (event) => {
    if (stopped) return;
    event.preventDefault();
    if (stopping) return;
    stopping = true;
    void stop().then(() => {
      stopped = true;
      return app.quit();
    });
  });
}
