import { useCallback, useMemo, useRef, useState, useSyncExternalStore } from "react";
import { FairleadError } from "#shared/contract/errors.ts";
import type { OrderInput } from "#shared/contract/order-input.ts";
import type { IntentView } from "#shared/contract/trading.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { IntentId } from "#shared/trading/intent/intent.ts";
import type { IntentState } from "#shared/trading/intent/intent-state.ts";
import { useServices } from "../services/services.ts";
import { SubmitDesk, type SubmitIds } from "../stores/submit-ids.ts";
import { useCell } from "./use-store.ts";

/** Errors after which nobody here knows whether the command was carried out. */
const UNSURE: ReadonlySet<string> = new Set(["WIRE_CLOSED", "OUTCOME_UNKNOWN", "DEADLINE_EXCEEDED"]);

/** States in which nobody can say yet whether the broker has the order. */
const OPEN: ReadonlySet<IntentState> = new Set(["journalled", "sent", "unknown"]);

export type SubmitPhase = "idle" | "pending" | "answered" | "unsure" | "failed";

interface State {
  readonly phase: SubmitPhase;
  /** Where it was sent. */
  readonly accountId: AccountId | undefined;
  readonly ids: SubmitIds | undefined;
  readonly answer: IntentView | undefined;
  readonly error: unknown;
}

export interface Submission {
  readonly phase: SubmitPhase;
  /** The account that the last order was sent to, which need not be the one on screen. */
  readonly accountId: AccountId | undefined;
  /** The newest that is known of the intent; later than the command's own answer. */
  readonly intent: IntentView | undefined;
  readonly error: unknown;
  /** True while no other order may follow: no answer yet, nobody knows the outcome, or the bridge is away. */
  readonly holds: boolean;
  readonly place: (accountId: AccountId, order: OrderInput) => void;
  readonly reverse: (accountId: AccountId, position: string) => void;
  /** The same submit again, with the same numbers. */
  readonly repeat: () => void;
  readonly dismiss: () => void;
}

const IDLE: State = { phase: "idle", accountId: undefined, ids: undefined, answer: undefined, error: undefined };

/** Sends orders from one place on screen, one at a time, and follows what becomes of the last. */
export function useSubmit(): Submission {
  const { client, intents, status } = useServices();
  const cutOff = useCell(status).phase !== "open";
  const [state, setState] = useState<State>(IDLE);
  const [desk] = useState(() => new SubmitDesk());
  const last = useRef<() => void>(undefined);
  const under = useRef(false);

  const submit = useCallback(
    (accountId: AccountId, wish: string, send: (ids: SubmitIds) => Promise<IntentView>): void => {
      const go = async (): Promise<void> => {
        if (under.current) return;
        under.current = true;
        const ids = desk.begin(`${accountId} ${wish}`);
        setState({ ...IDLE, phase: "pending", accountId, ids });
        try {
          const answer = await send(ids);
          desk.settle();
          setState({ phase: "answered", accountId, ids, answer, error: undefined });
        } catch (error) {
          const unsure = error instanceof FairleadError && UNSURE.has(error.code);
          if (!unsure) desk.settle();
          setState({ phase: unsure ? "unsure" : "failed", accountId, ids, answer: undefined, error });
        } finally {
          under.current = false;
        }
      };
      last.current = () => void go();
      last.current();
    },
    [desk],
  );

  const place = useCallback(
    (accountId: AccountId, order: OrderInput) =>
      submit(accountId, JSON.stringify(order), async ({ first }) => {
        const { intent } = await client.trading.place({ accountId, intentId: first, order });
        return intent;
      }),
    [submit, client],
  );
  const reverse = useCallback(
    (accountId: AccountId, position: string) =>
      submit(accountId, `reverse ${position}`, async ({ first, second }) => {
        const ids = { closeIntentId: first as IntentId, openIntentId: second as IntentId };
        const { close, open } = await client.trading.reverse({ accountId, position, ...ids });
        return open ?? close;
      }),
    [submit, client],
  );

  const { accountId, ids, answer } = state;
  const log = useSyncExternalStore(intents.subscribe, intents.all);
  const intent = useMemo(() => newest(log, ids, answer), [log, ids, answer]);
  // What the log tells after a broken connection is as good as the answer that was lost.
  const phase = state.phase === "unsure" && intent !== undefined ? "answered" : state.phase;
  const open = intent !== undefined && OPEN.has(intent.state);
  const holds = cutOff || phase === "pending" || phase === "unsure" || open;
  const dismiss = useCallback(() => {
    desk.settle();
    setState(IDLE);
  }, [desk]);
  const repeat = useCallback(() => last.current?.(), []);
  return { phase, accountId, intent, error: state.error, holds, place, reverse, repeat, dismiss };
}

/** The newest word on a submit: of a reversal's second order once there is one. */
function newest(
  log: readonly IntentView[],
  ids: SubmitIds | undefined,
  answer: IntentView | undefined,
): IntentView | undefined {
  if (ids === undefined) return undefined;
  const of = (id: string): IntentView | undefined => log.findLast(({ intentId }) => intentId === id);
  const told = of(ids.second) ?? of(ids.first);
  if (answer === undefined || told === undefined) return told ?? answer;
  return told.intentId !== answer.intentId || told.changedMs >= answer.changedMs ? told : answer;
}
