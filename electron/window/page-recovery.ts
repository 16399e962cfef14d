import type { WebContents } from "electron";
import { RestartPolicy } from "../bridge/restart-policy.ts";

/**
 * Loads the page again when its process dies: the window holds nothing that matters. After too many deaths in a row it
 * gives up, and `gaveUp` is told.
 */
export function recoverPage(contents: WebContents, gaveUp: (reason: string) => void): void {
  const policy = new RestartPolicy();
  contents.on("render-process-gone", (_event, { reason }) => {
    if (reason === "clean-exit") return;
    const verdict = policy.crashed(performance.now());
    if (verdict.restart) setTimeout(() => !contents.isDestroyed() && contents.reload(), verdict.delayMs);
    else gaveUp(reason);
  });
}
