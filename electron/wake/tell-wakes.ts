import { powerMonitor } from "electron";
import type { ToBridge } from "#shared/shell/bridge-messages.ts";
import { ClockWatch } from "./clock-watch.ts";

const LOOK_MS = 5_000;

/** Tells the bridge when the computer slept, woke, or had its clock set: it then looks for what it missed. */
export function tellWakes(tell: (message: ToBridge) => void): void {
  const watch = new ClockWatch({ now: () => Date.now(), steady: () => performance.now() }, LOOK_MS);
  const look = (): void => {
    const leap = watch.look();
    if (leap !== undefined) tell({ kind: "time", what: leap.kind, ms: leap.ms });
  };
  setInterval(look, LOOK_MS).unref();
  powerMonitor.on("suspend", () => tell({ kind: "power", what: "suspend" }));
  powerMonitor.on("resume", () => {
    tell({ kind: "power", what: "resume" });
    look();
  });
}
