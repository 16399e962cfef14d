import type { SessionState, SessionTrade } from "#shared/trading/session/session-state.ts";
import type { Signal } from "#shared/trading/signals/signal.ts";

/** The session's next trade, by a signal, before its order is placed. */
export const newTrade = (
  { tally, gale }: SessionState,
  { id, source, symbol }: Signal,
  { side, lots, intent }: Pick<SessionTrade, "side" | "lots" | "intent">,
): SessionTrade => ({
  number: tally.begun + 1,
  signal: id,
  source,
  symbol,
  side,
  galeStep: gale.step,
  state: "opening",
  intent,
  position: null,
  lots,
  entered: 0,
  left: 0,
  entryEnded: false,
  openPrice: null,
  closePrice: null,
  openMs: null,
  closeMs: null,
  net: 0,
  deals: [],
  reason: null,
});
