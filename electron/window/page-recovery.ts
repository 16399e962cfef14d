import { RestartPolicy } from "../bridge/restart-policy.ts";

/** The part of a window's `webContents` that is used. */
export interface RecoveredPage {
  on(event: "render-process-gone", listener: (event: unknown, details: { readonly reason: string }) => void): unknown;
  isDestroyed(): boolean;
  reload(): void;
}

export interface PageRecoveryPorts {
  /** A monotonic clock in ms. */
  readonly now: () => number;
  readonly after: (ms: number, run: () => void) => void;
  /** The page died too often. Asks a person; true: load it again, the count begins anew. */
  readonly again: (reason: string) => Promise<boolean>;
}

/**
 * Loads a page again when its process dies, at once and then each time a little later: nothing that matters is in a
 * window, and its user looks at nothing until then. After too many deaths in a row a person is asked; the bridge, its orders and its sessions go on all the while.
 */
export function recoverPage(page: RecoveredPage, { now, after, again }: PageRecoveryPorts): void {
  const policy = new RestartPolicy({ atOnce: true });
  const reload = (): void => {
    if (!page.isDestroyed()) page.reload();
  };
  page.on("render-process-gone", (_event, { reason }) => {
    if (reason === "clean-exit") return;
    const verdict = policy.crashed(now());
    if (verdict.restart) return after(verdict.delayMs, reload);
    void again(reason).then((wanted) => {
      if (!wanted) return;
      policy.forgive();
      reload();
    });
  });
}

/** The part of a window that is used when it hangs. */
export interface HangingWindow {
  on(event: "unresponsive", listener: () => void): unknown;
  isDestroyed(): boolean;
  readonly webContents: { forcefullyCrashRenderer(): void };
}

/**
 * A page that hangs is ended, and so loaded again by `recoverPage`, when its user says so.
 * @param ask whether to; asked once at a time
 */
export function offerReload(window: HangingWindow, ask: () => Promise<boolean>): void {
  let asking = false;
  window.on("unresponsive", () => {
    if (asking) return;
    asking = true;
    void ask().then((wanted) => {
      asking = false;
      if (wanted && !window.isDestroyed()) window.webContents.forcefullyCrashRenderer();
    });
  });
}
