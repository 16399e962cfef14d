import { closesTrades } from "./phase.ts";
import { sessionResult } from "./result.ts";
import type { SessionState, StopReason } from "./session-state.ts";

/**
 * The session's own rule that ends it now, or null. Where several fire at once the first of this order is named:
 * protection before profit, money before counts.
 * @param ageMs how long the session has been going on, by a clock that nobody sets; null before it has run.
 */
export function firedRule(state: SessionState, ageMs: number | null): StopReason | null {
  // A session that leaves its last trades to their stops is still held to its rules; one that closes them has nothing to add.
  if (state.phase.name === "draft" || state.phase.name === "stopped" || closesTrades(state)) return null;
  const { config } = state;
  const result = sessionResult(state);
  if (result <= 0 - config.stopLoss) return "stopLoss";
  if (config.stopProfit !== null && result >= config.stopProfit) return "stopProfit";
  if (state.phase.name === "stopping") return null;
  if (state.gale.exhausted) return "galeLimit";
  if (config.maxDurationMs !== null && ageMs !== null && ageMs >= config.maxDurationMs) return "maxDuration";
  if (config.maxTrades !== null && state.tally.closed >= config.maxTrades && state.live.length === 0)
    return "maxTrades";
  return null;
}
