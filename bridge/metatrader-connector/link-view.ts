import type { Hop, Link, LinkState } from "#shared/contract/links.ts";
import type { TerminalRecord } from "../ports/terminal-registry.ts";
import type { Session } from "./session.ts";
import type { LinkSettings } from "./settings.ts";

/** What is known of a terminal besides its session. */
export interface LinkPast {
  /** Why the last session ended; null when there was none in this run. */
  readonly lostBecause: string | null;
  readonly tries: number;
  readonly ticksStored: number;
}

const WAITING = "Waiting for the EA: start MT5 with the Fairlead EA on a chart.";

/** How a terminal's link is doing, as the connection strip shows it. */
export function linkView(
  record: TerminalRecord,
  session: Session | undefined,
  past: LinkPast,
  nowMs: number,
  { staleMs }: Pick<LinkSettings, "staleMs">,
  embedded: boolean,
): Link {
  const { state, reason } = stateOf(record, session, past, nowMs, staleMs);
  const heartbeat = session?.heartbeat;
  return {
    terminalId: record.id,
    name: record.name,
    kind: embedded ? "paper" : "mt5",
    ...(session === undefined ? {} : { accountId: session.account.id }),
    state,
    ...(reason === null ? {} : { reason }),
    ea: eaHop(session, nowMs, staleMs),
    broker: brokerHop(session, nowMs),
    programVersion: session?.hello.programVersion ?? "",
    terminalBuild: session?.hello.terminalBuild ?? 0,
    reduceOnly: session?.reduceOnly ?? false,
    ...(session === undefined
      ? {}
      : { algoTrading: heartbeat?.algoTradingAllowed ?? session.hello.algoTradingAllowed }),
    triesSinceLive: past.tries,
    ticksStored: past.ticksStored,
    unackedFrames: heartbeat?.unacked ?? 0,
    ...(heartbeat === null || heartbeat === undefined ? {} : { brokerMs: heartbeat.brokerMs }),
  };
}

function stateOf(
  record: TerminalRecord,
  session: Session | undefined,
  past: LinkPast,
  nowMs: number,
  staleMs: number,
): { state: LinkState; reason: string | null } {
  if (record.state === "removed") return { state: "removed", reason: null };
  if (session === undefined) {
    return past.lostBecause === null
      ? { state: "connecting", reason: WAITING }
      : { state: "lost", reason: `Connection lost: ${past.lostBecause}.` };
  }
  if (session.reduceOnly) {
    return {
      state: "authenticated",
      reason: "EA and Fairlead speak different versions: update the older one. Positions can only be reduced.",
    };
  }
  if (session.data === null) return { state: "authenticated", reason: "The data socket is not there yet." };
  const silentMs = nowMs - session.heardMs;
  if (silentMs > staleMs) return { state: "stale", reason: `The EA has been silent for ${Math.round(silentMs)} ms.` };
  if (!session.synchronised) return { state: "synchronising", reason: "Taking up ticks and account state." };
  if (!brokerConnected(session)) return { state: "stale", reason: "MT5 has no connection to the broker." };
  return { state: "live", reason: null };
}

const brokerConnected = (session: Session): boolean =>
  session.heartbeat?.brokerConnected ?? session.hello.brokerConnected;

function eaHop(session: Session | undefined, nowMs: number, staleMs: number): Hop {
  if (session === undefined) return { ok: false, problem: WAITING };
  const ageMs = Math.max(0, nowMs - session.heardMs);
  return {
    ok: ageMs <= staleMs,
    ageMs,
    ...(session.roundTripMs === null ? {} : { roundTripMs: session.roundTripMs }),
    ...(ageMs <= staleMs ? {} : { problem: "The EA is silent. Look at MT5: is it busy or blocked by a dialog?" }),
  };
}

function brokerHop(session: Session | undefined, nowMs: number): Hop {
  if (session === undefined) return { ok: false };
  const { heartbeat } = session;
  const ok = brokerConnected(session);
  const quoted = heartbeat !== null && heartbeat.lastQuoteMs > 0;
  return {
    ok,
    ...(quoted
      ? { ageMs: Math.max(0, heartbeat.brokerMs - heartbeat.lastQuoteMs + nowMs - session.heartbeatAtMs) }
      : {}),
    ...(heartbeat !== null && heartbeat.brokerPingUs >= 0 ? { roundTripMs: heartbeat.brokerPingUs / 1_000 } : {}),
    ...(ok ? {} : { problem: "MT5 has no connection to the broker. Look at its lower right corner." }),
  };
}
