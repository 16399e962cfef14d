import type { SessionView } from "#shared/contract/sessions.ts";

export const SESSION_VERBS = ["start", "resume", "pause", "stop", "edit", "remove"] as const;
export type SessionVerb = (typeof SESSION_VERBS)[number];

const VERBS: Readonly<Record<SessionView["phase"], readonly SessionVerb[]>> = {
  draft: ["start", "edit", "remove"],
  armed: ["pause", "stop", "edit"],
  running: ["pause", "stop", "edit"],
  paused: ["resume", "stop", "edit"],
  stopping: ["stop"],
  stopped: ["remove"],
};

/** What a person may do with a session in that phase; the bridge refuses everything else. */
export const verbsOf = (phase: SessionView["phase"]): readonly SessionVerb[] => VERBS[phase];
