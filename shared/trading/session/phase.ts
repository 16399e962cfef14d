import type { SessionPhase, SessionState } from "./session-state.ts";

type PhaseName = SessionPhase["name"];

/** Which phase may follow which. Nothing leaves `stopped`: a new run is a new session. */
const NEXT: Readonly<Record<PhaseName, readonly PhaseName[]>> = {
  draft: ["armed", "stopped"],
  armed: ["armed", "running", "paused", "stopping", "stopped"],
  running: ["armed", "paused", "stopping", "stopped"],
  paused: ["armed", "running", "paused", "stopping", "stopped"],
  stopping: ["stopping", "stopped"],
  stopped: [],
};

export const mayBecome = (from: PhaseName, to: PhaseName): boolean => NEXT[from].includes(to);

/**
 * Moves a session on; a move that is not allowed leaves it as it is, so that late events can do no harm.
 * A stop goes through `stopping` only while trades are live.
 */
export function withPhase(state: SessionState, phase: SessionPhase, nowMs: SessionState["startedMs"]): SessionState {
  const next: SessionPhase =
    phase.name === "stopping" && state.live.length === 0 ? { ...phase, name: "stopped" } : phase;
  if (!mayBecome(state.phase.name, next.name)) return state;
  const startedMs = state.startedMs ?? (next.name === "running" ? nowMs : null);
  return { ...state, phase: next, startedMs, endedMs: next.name === "stopped" ? nowMs : null };
}

/**
 * True while the session itself closes what is open. A stop by hand may leave trades to their own stops, and a flatten is
 * carried out by the kill switch, which goes on until it has found nothing left.
 */
export function closesTrades({ phase, config }: SessionState): boolean {
  if (phase.name !== "stopping") return false;
  if (phase.reason === "user") return config.onManualStop === "close";
  return phase.reason !== "flattenAll" && phase.reason !== "accountRule";
}
