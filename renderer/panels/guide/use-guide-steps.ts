import { useEffect, useRef, useSyncExternalStore } from "react";
import { useAll } from "../../hooks/use-store.ts";
import { useServices } from "../../services/services.ts";
import { useShownAccount } from "../../services/shown.ts";
import { type Check, type CheckState, connectChecks } from "./connect-checks.ts";
import { PRACTICE, type Practice, type PracticeState, practised } from "./practice-trades.ts";
import { DISCLOSURE, useGuide } from "./use-guide.ts";

export const GUIDE_STEPS = ["start", "limits", "trades", "connect", "live"] as const;
export type GuideStep = (typeof GUIDE_STEPS)[number];
export type StepState = "done" | "open";

/** Where each step stands: what is so now, not what was clicked. */
export function useGuideSteps(): Readonly<Record<GuideStep, StepState>> {
  const guide = useGuide();
  const { risk, accounts } = useServices();
  const account = useShownAccount();
  const views = useAll(risk);
  const all = useAll(accounts);
  const trades = usePractice();
  const checks = useConnectChecks();
  const limited = (id: string | undefined): boolean =>
    views.some(({ accountId, limits }) => accountId === id && limits !== null);
  const live = all.filter(({ nature }) => nature === "live");
  const state = (done: boolean): StepState => (done ? "done" : "open");
  return {
    start: state(guide.has(DISCLOSURE)),
    limits: state(limited(account?.id)),
    trades: state(PRACTICE.every((kind) => trades[kind].over)),
    connect: state(Object.values(checks).every((check) => check === "ok")),
    live: state(live.length > 0 && live.every(({ id }) => limited(id))),
  };
}

/** The guided trades on the paper account; what was done once stays done. */
export function usePractice(): Readonly<Record<Practice, PracticeState>> {
  const guide = useGuide();
  const { intents, deals, accounts } = useServices();
  const paper = useAll(accounts).find(({ nature }) => nature === "paper");
  const all = useSyncExternalStore(intents.subscribe, intents.all);
  const booked = useSyncExternalStore(deals.subscribe, deals.all);
  const now = practised(paper?.id ?? "", all, booked);
  const fresh = PRACTICE.find((kind) => now[kind].over && !guide.has(`trade.${kind}`));
  // Told once in the life of the panel: what the bridge could not keep is told again by the next one.
  const told = useRef(new Set<Practice>());
  useEffect(() => {
    if (fresh === undefined || told.current.has(fresh)) return;
    told.current.add(fresh);
    guide.finish(`trade.${fresh}`);
  });
  const kept = (kind: Practice): PracticeState =>
    guide.has(`trade.${kind}`) ? { placed: true, over: true } : now[kind];
  return { stop: kept("stop"), target: kept("target"), pending: kept("pending") };
}

/** How far MetaTrader is set up. */
export function useConnectChecks(): Readonly<Record<Check, CheckState>> {
  const { links, accounts, instruments } = useServices();
  const listed = useAll(instruments);
  return connectChecks(
    useAll(links).map(({ link }) => link),
    useAll(accounts),
    (id) => listed.filter(({ accountId }) => accountId === id).length,
  );
}
