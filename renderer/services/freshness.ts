import type { Link } from "#shared/contract/links.ts";
import type { BridgeStatus } from "../bridge/bridge-status.ts";
import type { Pulse } from "../bridge/heartbeat.ts";
import type { LinkView } from "./services.ts";

/** Without an answer for this long the bridge counts as silent; pings go out every half second. */
export const BRIDGE_SILENT_MS = 900;

const CARRIES_DATA: ReadonlySet<Link["state"]> = new Set(["live", "synchronising"]);

/** Whether what a terminal tells is of now, as its link stands; undefined: no terminal tells it. */
export const isFresh = (state: Link["state"] | undefined): boolean => state !== undefined && CARRIES_DATA.has(state);

/**
 * When (`performance.now()`) the bridge last showed that it lives: by its last answer or, before the first one of a
 * connection, by the connection. A bridge that never answers is silent since then, not unjudged.
 */
export function bridgeHeardMs(
  { upSinceMs }: Pick<BridgeStatus, "upSinceMs">,
  { heardMs }: Pick<Pulse, "heardMs">,
): number | undefined {
  return upSinceMs === undefined ? heardMs : Math.max(upSinceMs, heardMs ?? upSinceMs);
}

/** Since when (`performance.now()`) what is on screen is only the last known data; undefined while it is fresh. */
export function staleSince(
  status: Pick<BridgeStatus, "downSinceMs" | "upSinceMs">,
  pulse: Pick<Pulse, "heardMs">,
  view: LinkView | undefined,
  nowMs: number,
): number | undefined {
  if (status.downSinceMs !== undefined) return status.downSinceMs;
  const heardMs = bridgeHeardMs(status, pulse);
  if (heardMs !== undefined && nowMs - heardMs > BRIDGE_SILENT_MS) return heardMs;
  if (view === undefined || CARRIES_DATA.has(view.link.state)) return undefined;
  return view.heardMs - (view.link.ea.ageMs ?? 0);
}
