import { type BridgeStatus, REFUSED } from "../bridge/bridge-status.ts";
import type { Pulse } from "../bridge/heartbeat.ts";
import type { TextKey } from "../i18n/i18n.ts";
import { BRIDGE_SILENT_MS, bridgeHeardMs } from "./freshness.ts";
import type { LinkView } from "./services.ts";

export type HopName = "app" | "bridge" | "ea" | "broker";

/** What is wrong, at the first broken hop: a sentence, and what a click on its button does. */
export interface Problem {
  readonly hop: HopName;
  readonly key: TextKey;
  /** How long it has lasted, ms; the sentence's `age`. */
  readonly ageMs: number;
  /** The sentence's `name`: the terminal's. */
  readonly name: string;
  /** The bridge's own words, when it has some that ours do not cover. */
  readonly words: string | undefined;
  readonly action: "show-terminals" | undefined;
}

interface Situation {
  readonly status: BridgeStatus;
  readonly pulse: Pulse;
  readonly link: LinkView | undefined;
  /** Whether links are known at all: before the first answer, an empty list says nothing. */
  readonly linksKnown: boolean;
  readonly nowMs: number;
}

/** Lag of the window's own timers beyond which it says that it is slow. */
const WINDOW_SLOW_MS = 1_000;
/** A connection that is only just being made is no problem yet. */
const CONNECT_GRACE_MS = 300;

/** Names the first broken hop of app -> bridge -> EA -> broker, or undefined when all is well. */
export function diagnose({ status, pulse, link, linksKnown, nowMs }: Situation): Problem | undefined {
  const problem = (hop: HopName, key: TextKey, ageMs: number, rest: Partial<Problem> = {}): Problem => ({
    hop,
    key,
    ageMs,
    name: link?.link.name ?? "",
    words: undefined,
    action: undefined,
    ...rest,
  });
  if (status.downSinceMs !== undefined) {
    const ageMs = nowMs - status.downSinceMs;
    if (status.problem === REFUSED) return problem("bridge", "problem.bridgeRefused", ageMs);
    if (status.generation > 0) return problem("bridge", "problem.bridgeLost", ageMs);
    return ageMs < CONNECT_GRACE_MS ? undefined : problem("bridge", "problem.connecting", ageMs);
  }
  const silentMs = nowMs - (bridgeHeardMs(status, pulse) ?? nowMs);
  if (silentMs > BRIDGE_SILENT_MS) return problem("bridge", "problem.bridgeSilent", silentMs);
  if (pulse.windowLagMs > WINDOW_SLOW_MS) return problem("app", "problem.window", pulse.windowLagMs);
  const action = "show-terminals";
  if (link === undefined) return linksKnown ? problem("ea", "problem.noTerminal", 0, { action }) : undefined;
  const { state, ea, broker, reason } = link.link;
  const eaAgeMs = (ea.ageMs ?? 0) + nowMs - link.heardMs;
  const words = ea.problem ?? reason;
  switch (state) {
    case "connecting":
    case "authenticated":
      return problem("ea", "problem.linkConnecting", eaAgeMs, { words, action });
    case "stale":
      return problem("ea", "problem.eaSilent", eaAgeMs, { words, action });
    case "lost":
    case "removed":
      return problem("ea", "problem.eaLost", eaAgeMs, { words, action });
    case "synchronising":
    case "live":
      if (!broker.ok)
        return problem("broker", "problem.brokerLost", broker.ageMs ?? 0, { words: broker.problem, action });
      return ea.ok ? undefined : problem("ea", "problem.eaSilent", eaAgeMs, { words, action });
  }
}
