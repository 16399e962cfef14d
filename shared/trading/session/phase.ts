import type { SessionPhase, SessionState } from "./session-state.ts";

type PhaseName = SessionPhase["name"];

/** Which phase may follow which. Nothing leaves `stopped`: a new run is a new session. */
const NEXT: Readonly<Record<PhaseName, readonly PhaseName[]>> = {
  draft: ["armed", "stopped"],
  armed: ["armed", "running", "paused", "stopping", "stopped"],
  running: ["armed", "paused", "stopping", "stopped"],
  paused: ["armed", "running", "paused", "stopping", "stopped"],
  stopping: ["stopped"],
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
