import type { AccountId, Lots, Ticket, UtcMs } from "#shared/market/brands.ts";
import type { IntentId, OrderIntent } from "#shared/trading/intent/intent.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";
import { isFinal } from "#shared/trading/intent/intent-state.ts";
import type { AccountState, AccountStates, OpenPosition } from "../ports/account-state.ts";
import type { Clock } from "../ports/clock.ts";
import type { EventSink } from "../ports/event-sink.ts";
import type { IntentDraft } from "../ports/intent-journal.ts";
import type { PositionDuty, SafetyBook } from "../ports/safety-book.ts";
import { DutyLots, type DutyLotsPorts } from "./duty-lots.ts";
import { newIntentId } from "./intent-ids.ts";

/** The program in MT5 does the same at the moment itself; the bridge steps in when it has not. */
const GRACE_MS = 1_000;
const CLOSE_VALID_MS = 10_000;
/** Between a close that was turned down and the next try. */
const AGAIN_MS = 5_000;

export interface DutiesPorts {
  readonly book: SafetyBook;
  readonly states: AccountStates;
  readonly clock: Clock;
  readonly events: EventSink;
  readonly place: (draft: IntentDraft) => IntentRecord;
  readonly open: (account: AccountId) => readonly IntentRecord[];
  /** UTC ms at which the intent's first fill happened. */
  readonly filledMs: (record: IntentRecord) => UtcMs;
  readonly lots: DutyLotsPorts;
}

interface Try {
  readonly intent: IntentId;
  readonly atMs: number;
}

/**
 * What positions of ours owe: a stop that the broker has accepted soon after the fill, or their close at an hour. Kept
 * in the ledger, judged by snapshots, enforced until the snapshot shows that it is done. Of a netting position, which
 * others share, only the lots of the duty's own order are closed.
 */
export class PositionDuties {
  readonly #ports: DutiesPorts;
  readonly #duties = new Map<string, PositionDuty>();
  readonly #tries = new Map<string, Try>();
  readonly #lots: DutyLots;
  #stop: () => void = () => undefined;

  constructor(ports: DutiesPorts) {
    this.#ports = ports;
    this.#lots = new DutyLots(ports.lots);
    for (const duty of ports.book.duties()) this.#duties.set(keyOf(duty), duty);
  }

  start(): void {
    this.#stop = this.#ports.states.subscribe((state, changed) => {
      if (changed === "positions" || changed === "link") this.#look(state);
    });
  }

  stop(): void {
    this.#stop();
  }

  /** An intent has come further: its fill may begin a duty. */
  changed(record: IntentRecord): void {
    const { intent, outcome } = record;
    const { request } = intent;
    if (outcome.lots <= 0) return;
    if (request.action === "close") this.#closed(record, request.position);
    if (outcome.position === null) return;
    if (request.action !== "open" && request.action !== "pending") return;
    const afterMs = { stop: intent.stopWithinMs, hold: request.holdMs };
    for (const kind of ["stop", "hold"] as const) {
      const ms = afterMs[kind];
      if (ms === null) continue;
      const dueMs = (this.#ports.filledMs(record) + ms) as UtcMs;
      const duty: PositionDuty = {
        account: intent.account,
        position: outcome.position,
        kind,
        intent: intent.id,
        dueMs,
      };
      if (this.#ports.book.putDuty(duty)) this.#duties.set(keyOf(duty), duty);
    }
  }

  #closed(record: IntentRecord, position: Ticket): void {
    const { account } = record.intent;
    const state = this.#ports.states.current(account);
    if (state !== undefined && this.#has(account, position))
      this.#lots.closed(record, position, state.positions.brokerMs);
  }

  #has(account: AccountId, position: Ticket): boolean {
    return [...this.#duties.values()].some((duty) => duty.account === account && duty.position === position);
  }

  #look(state: AccountState): void {
    if (!state.live) return;
    const { id, marginMode } = state.account;
    const isShared = marginMode !== "hedging";
    const open = new Map(state.positions.is.map((position) => [position.identifier, position]));
    for (const duty of this.#duties.values()) {
      if (duty.account !== id) continue;
      const position = open.get(duty.position);
      if (isShared && position !== undefined) this.#lots.saw(state, duty, position);
      if (state.positions.takenAt < duty.dueMs) continue;
      if (position === undefined) {
        if (!isShared || !this.#lots.canGrow(duty)) this.#end(duty, "closed");
      } else if (duty.kind === "stop" && position.stopLoss !== 0) this.#end(duty, "hasStop");
      else if (state.positions.takenAt >= duty.dueMs + GRACE_MS) {
        if (isShared) this.#closeOwn(duty, position);
        else this.#close(duty, position, position.volume as Lots);
      }
    }
  }

  #closeOwn(duty: PositionDuty, position: OpenPosition): void {
    const owed = this.#lots.owed(duty, position);
    if (owed === null) return;
    if (owed.lots > 0) this.#close(duty, position, owed.lots);
    else if (owed.isLast) this.#end(duty, "closed");
  }

  #end(duty: PositionDuty, how: string): void {
    this.#ports.book.endDuty(duty, how);
    this.#tries.delete(keyOf(duty));
    this.#duties.delete(keyOf(duty));
    this.#lots.forget(duty, !this.#has(duty.account, duty.position));
  }

  #close(duty: PositionDuty, position: OpenPosition, lots: Lots): void {
    const { clock, open, place, events } = this.#ports;
    if (open(duty.account).some(({ intent }) => closes(intent, duty.position))) return;
    const tried = this.#tries.get(keyOf(duty));
    if (tried !== undefined && clock.monotonicMs() - tried.atMs < AGAIN_MS) return;
    const createdMs = clock.utcMs();
    const id = newIntentId(createdMs);
    this.#tries.set(keyOf(duty), { intent: id, atMs: clock.monotonicMs() });
    const noStop = duty.kind === "stop";
    if (tried === undefined) {
      events.report({
        severity: noStop ? "error" : "info",
        code: noStop ? "STOP_MISSING" : "TIMED_CLOSE",
        message: noStop
          ? `Position ${duty.position} (${position.symbol}) has no stop that the broker accepted in time. Fairlead closes it.`
          : `The time of position ${duty.position} (${position.symbol}) is over. Fairlead closes it.`,
        details: { account: duty.account, position: `${duty.position}`, symbol: position.symbol },
      });
    }
    const record = place({
      id,
      account: duty.account,
      source: { kind: "guard", why: noStop ? "noStop" : "timedClose", duty: duty.intent },
      request: {
        action: "close",
        symbol: position.symbol,
        position: duty.position,
        side: position.side,
        lots,
        deviation: null,
      },
      stopWithinMs: null,
      createdMs,
      validUntilMs: (createdMs + CLOSE_VALID_MS) as UtcMs,
    });
    if (isFinal(record.outcome.state) && record.outcome.state !== "done") {
      events.report({
        severity: "error",
        code: "GUARD_CLOSE_FAILED",
        message: `Position ${duty.position} (${position.symbol}) could not be closed (${record.outcome.reason ?? record.outcome.state}). Fairlead tries again; close it by hand if this stays.`,
        details: { account: duty.account, position: `${duty.position}` },
      });
    }
  }
}

const keyOf = ({ account, position, kind, intent }: PositionDuty): string => `${account}/${position}/${kind}/${intent}`;

/** Whether an intent that is under way closes the position, whoever wants it. */
const closes = ({ request }: OrderIntent, position: Ticket): boolean =>
  request.action === "close" && request.position === position;
