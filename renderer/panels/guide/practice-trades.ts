import type { DealView, IntentView } from "#shared/contract/trading.ts";
import { isFinal } from "#shared/trading/intent/intent-state.ts";

export const PRACTICE = ["stop", "target", "pending"] as const;
export type Practice = (typeof PRACTICE)[number];

/** How far one of the guided trades has come. */
export interface PracticeState {
  readonly placed: boolean;
  readonly over: boolean;
}

type Intent = Pick<
  IntentView,
  "accountId" | "action" | "state" | "stopLoss" | "takeProfit" | "executedLots" | "position" | "intentId" | "source"
>;
type Deal = Pick<DealView, "accountId" | "entry" | "position">;

const NOT_YET: PracticeState = { placed: false, over: false };

/**
 * What of the three guided trades was done on this account, by hand: one at market with a stop, one with a stop and a
 * target, one order that waits, with a stop. `over`: its position was closed, however; the order filled or taken back.
 */
export function practised(
  accountId: string,
  intents: readonly Intent[],
  deals: readonly Deal[],
): Readonly<Record<Practice, PracticeState>> {
  const newest = new Map<string, Intent>();
  for (const intent of intents)
    if (intent.accountId === accountId && intent.source === "ticket") newest.set(intent.intentId, intent);
  const closed = new Set(
    deals.filter((deal) => deal.accountId === accountId && deal.entry !== "in").map(({ position }) => position),
  );
  const isOver = ({ position }: Intent): boolean => position !== undefined && closed.has(position);
  const stateOf = (kind: Practice): PracticeState => {
    const fitting = [...newest.values()].filter((intent) => fits(kind, intent));
    if (fitting.length === 0) return NOT_YET;
    const over = fitting.some((intent) => (kind === "pending" ? isFinal(intent.state) : isOver(intent)));
    return { placed: true, over };
  };
  return { stop: stateOf("stop"), target: stateOf("target"), pending: stateOf("pending") };
}

const STANDS: ReadonlySet<Intent["state"]> = new Set(["accepted", "partial", "done", "ended"]);

function fits(kind: Practice, { action, state, stopLoss, takeProfit, executedLots }: Intent): boolean {
  if (stopLoss === undefined) return false;
  if (kind === "pending") return action === "pending" && STANDS.has(state);
  if (action !== "open" || executedLots === 0) return false;
  return kind === "stop" || takeProfit !== undefined;
}
