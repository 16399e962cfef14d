import type { IntentOutcome } from "#shared/trading/intent/intent-state.ts";
import type { SessionTrade } from "#shared/trading/session/session-state.ts";

type Change = Partial<Pick<SessionTrade, "state" | "position" | "reason" | "entryEnded">>;

/** What an entry's outcome changes in its trade; null when nothing. Lots come from deals alone. */
export function entryEnd(trade: SessionTrade, { state, reason, position, lots }: IntentOutcome): Change | null {
  const known = position === null || position === trade.position ? {} : { position };
  switch (state) {
    case "unknown":
      return trade.state === "opening" ? { ...known, state: "unknown" } : null;
    case "rejected":
    case "refused":
    case "notSent":
      return trade.entered > 0 ? { ...known, entryEnded: true } : { state: "failed", reason: reason ?? state };
    case "ended":
      return trade.entered > 0 || lots > 0
        ? { ...known, entryEnded: true }
        : { state: "failed", reason: reason ?? state };
    case "done":
      return { ...known, entryEnded: true };
    default:
      if (trade.state === "unknown") return { ...known, state: trade.entered > 0 ? "open" : "opening" };
      return "position" in known ? known : null;
  }
}
