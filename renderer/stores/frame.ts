import { FrameTurns } from "./frame-turns.ts";

/** Runs a function once before the next paint. A port, so that stores are tested without a screen. */
export type RequestFrame = (run: () => void) => void;

/**
 * The window's frames. A hidden window has none, so a slow timer stands in: the store stays bounded and true, and the
 * first frame after the window is shown again draws the present.
 */
export const windowFrame: RequestFrame = (run) => {
  if (document.visibilityState === "hidden") setTimeout(run, 250);
  else requestAnimationFrame(run);
};

/** The turns of this window: one order for quotes, flashes and charts. */
export const frameTurns = new FrameTurns(windowFrame);
