import { useEffect, useState } from "react";
import { staleSince } from "../services/freshness.ts";
import { type LinkView, useServices } from "../services/services.ts";
import { useShownLink } from "../services/shown.ts";
import { useCell } from "./use-store.ts";

/** Together with BRIDGE_SILENT_MS less than a second: that long a bridge that hangs may look alive. */
const LOOK_EVERY_MS = 90;

/**
 * How old (ms, in whole seconds) what is on screen has become, or undefined while it is fresh. Renders its user once a
 * second at most, and not at all while everything is well.
 */
export function useStale(): number | undefined {
  return useStaleBehind(useShownLink());
}

/** The same of what the bridge itself tells, however the account's terminal is. */
export function useBridgeSilence(): number | undefined {
  return useStaleBehind(undefined);
}

function useStaleBehind(link: LinkView | undefined): number | undefined {
  const { status, heartbeat } = useServices();
  const { downSinceMs, upSinceMs } = useCell(status);
  const [ageMs, setAgeMs] = useState<number>();
  useEffect(() => {
    const look = (): void => {
      const now = performance.now();
      const since = staleSince({ downSinceMs, upSinceMs }, heartbeat.pulse.get(), link, now);
      setAgeMs(since === undefined ? undefined : Math.floor(Math.max(0, now - since) / 1_000) * 1_000);
    };
    look();
    const timer = setInterval(look, LOOK_EVERY_MS);
    return () => clearInterval(timer);
  }, [downSinceMs, upSinceMs, heartbeat, link]);
  return ageMs;
}
