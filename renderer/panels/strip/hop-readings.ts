import type { BridgeStatus } from "../../bridge/bridge-status.ts";
import type { Pulse } from "../../bridge/heartbeat.ts";
import type { HopName } from "../../services/diagnose.ts";
import { BRIDGE_SILENT_MS, bridgeHeardMs } from "../../services/freshness.ts";
import type { LinkView } from "../../services/services.ts";
import type { HopReading } from "./hop-writer.ts";

const UNKNOWN: HopReading = { ok: undefined, ageMs: undefined, roundTripMs: undefined };
const WINDOW_SLOW_MS = 1_000;

/**
 * The four hops from window to broker at `nowMs`. Ages go on growing between two reports; what lies behind a broken
 * bridge is not known and says so.
 */
export function hopReadings(
  status: BridgeStatus,
  pulse: Pulse,
  link: LinkView | undefined,
  nowMs: number,
): Readonly<Record<HopName, HopReading>> {
  const app: HopReading = {
    ok: pulse.windowLagMs <= WINDOW_SLOW_MS,
    ageMs: pulse.windowLagMs,
    roundTripMs: undefined,
  };
  const bridgeHeard = bridgeHeardMs(status, pulse);
  const bridgeAgeMs = bridgeHeard === undefined ? undefined : nowMs - bridgeHeard;
  const up = status.phase === "open" && (bridgeAgeMs ?? 0) <= BRIDGE_SILENT_MS;
  const connecting = status.generation === 0 && status.phase === "connecting";
  const bridge: HopReading = {
    ok: up ? true : connecting ? undefined : false,
    ageMs:
      status.phase === "open" ? bridgeAgeMs : status.downSinceMs === undefined ? undefined : nowMs - status.downSinceMs,
    roundTripMs: up ? pulse.roundTripMs : undefined,
  };
  const { ea, broker, state } = link?.link ?? {};
  if (!up || link === undefined || !ea || !broker) return { app, bridge, ea: UNKNOWN, broker: UNKNOWN };
  const since = nowMs - link.heardMs;
  const grown = (hop: LinkView["link"]["ea"]): HopReading => ({
    ok: hop.ok,
    ageMs: hop.ageMs === undefined ? undefined : hop.ageMs + since,
    roundTripMs: hop.roundTripMs,
  });
  // An EA that is not heard says nothing of its broker.
  const heard = state === "live" || state === "synchronising";
  return { app, bridge, ea: grown(ea), broker: heard ? grown(broker) : UNKNOWN };
}
