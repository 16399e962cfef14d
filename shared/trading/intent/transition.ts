import type { Lots, Ticket, UtcMs } from "../../market/brands.ts";
import type { OrderIntent } from "./intent.ts";
import type {
  BrokerEvidence,
  IntentEffect,
  IntentEvent,
  IntentRecord,
  IntentStep,
  SilenceFacts,
} from "./intent-record.ts";
import { type IntentOutcome, type IntentState, isFinal } from "./intent-state.ts";
import { programStep } from "./program-word.ts";

/** An intent that is written down and nothing more. */
export function newRecord(intent: OrderIntent): IntentRecord {
  const outcome: IntentOutcome = {
    state: "journalled",
    reason: null,
    retcode: null,
    order: null,
    deals: [],
    position: null,
    lots: 0 as Lots,
    price: null,
    changedMs: intent.createdMs,
    adopted: false,
  };
  return { intent, outcome, sentMs: null, historyFromMs: null };
}

/**
 * The whole life of an intent. Invariants (test/unit/intent-transition.test.ts):
 * - `send` leaves `journalled` behind in the same step, and nothing leads back there: at most one send in a life;
 * - a final state stays, except that `notSent` and `refused` give way to the broker's own records, with an alarm;
 * - `unknown` is left only by what the broker's records or a program's journal show, or by the rule of silence.
 */
export function transition(record: IntentRecord, event: IntentEvent): IntentStep {
  switch (event.kind) {
    case "handOver":
      return handOver(record, event);
    case "notHandedOver":
      return record.outcome.state === "journalled" || record.outcome.state === "sent"
        ? to(record, event.atMs, { state: "notSent", reason: event.reason })
        : stay(record);
    case "lost":
      return lost(record, event);
    case "program":
      return programStep(record, event.atMs, event.word);
    case "broker":
      return brokerStep(record, event.atMs, event.evidence);
    case "silent":
      return silent(record, event.atMs, event.facts);
  }
}

const stay = (record: IntentRecord): IntentStep => ({ record, effects: [] });

function to(
  record: IntentRecord,
  atMs: UtcMs,
  change: Partial<IntentOutcome>,
  effects: readonly IntentEffect[] = [],
): IntentStep {
  return { record: { ...record, outcome: { ...record.outcome, ...change, changedMs: atMs } }, effects };
}

function handOver(record: IntentRecord, event: Extract<IntentEvent, { kind: "handOver" }>): IntentStep {
  if (record.outcome.state !== "journalled") return stay(record);
  if (event.atMs >= record.intent.validUntilMs) return to(record, event.atMs, { state: "notSent", reason: "expired" });
  const sent = { ...record, sentMs: event.atMs, historyFromMs: event.historyFromMs };
  return to(sent, event.atMs, { state: "sent" }, [{ kind: "send" }]);
}

function lost(record: IntentRecord, { atMs, why }: Extract<IntentEvent, { kind: "lost" }>): IntentStep {
  const { state, order } = record.outcome;
  // What was never given permission to leave did not leave: the permission is on disk before the send.
  if (state === "journalled") return to(record, atMs, { state: "notSent", reason: why });
  // MT5's "accepted" without a ticket is the terminal's word; the request may die with the terminal.
  const doubtful = state === "sent" || (state === "accepted" && order === null);
  return doubtful ? to(record, atMs, { state: "unknown", reason: why }) : stay(record);
}

const RANK: Readonly<Record<IntentState, number>> = {
  journalled: 0,
  sent: 1,
  unknown: 1,
  accepted: 2,
  partial: 3,
  done: 4,
  rejected: 4,
  refused: 4,
  notSent: 4,
  ended: 4,
};

function brokerStep(record: IntentRecord, atMs: UtcMs, evidence: BrokerEvidence): IntentStep {
  const { outcome } = record;
  const known = merged(outcome, evidence);
  if (!isFinal(outcome.state)) {
    // An older look at the broker never takes back what a newer one has shown.
    const state = RANK[evidence.state] >= RANK[outcome.state] ? evidence.state : outcome.state;
    const reason = state === outcome.state ? (evidence.reason ?? outcome.reason) : evidence.reason;
    const change = { ...known, state, reason };
    return same(outcome, change) ? stay(record) : to(record, atMs, change);
  }
  if (outcome.state === "notSent" || outcome.state === "refused") {
    // A rejection by the broker confirms that nothing came of it.
    if (evidence.state === "rejected" || (evidence.state === "ended" && evidence.lots === 0)) return stay(record);
    const words = `An order that was taken for ${outcome.state === "refused" ? "refused" : "not sent"} is at the broker after all (${evidence.state}).`;
    const change = { ...known, state: evidence.state, reason: evidence.reason, adopted: true };
    return to(record, atMs, change, [{ kind: "alarm", code: "LATE_FILL", words }]);
  }
  if (same(outcome, known)) return stay(record);
  if (outcome.state === "rejected") {
    if (evidence.lots === 0) return stay(record);
    const words = "The broker's records show an execution of an order that the broker had rejected.";
    return to(record, atMs, known, [{ kind: "alarm", code: "OUTCOME_CONTRADICTED", words }]);
  }
  return to(record, atMs, known);
}

/** Tickets, lots and price as the broker's records complete them; nothing known is lost. */
function merged(
  outcome: IntentOutcome,
  evidence: BrokerEvidence,
): Partial<IntentOutcome> & Pick<IntentOutcome, "deals" | "lots"> {
  const added = evidence.deals.filter((deal) => !outcome.deals.includes(deal));
  const newer = evidence.lots >= outcome.lots;
  return {
    order: outcome.order ?? evidence.order,
    deals: added.length === 0 ? outcome.deals : sorted([...outcome.deals, ...added]),
    position: evidence.position ?? outcome.position,
    lots: newer ? evidence.lots : outcome.lots,
    price: (newer ? evidence.price : null) ?? outcome.price ?? evidence.price,
  };
}

const sorted = (deals: readonly Ticket[]): readonly Ticket[] => deals.toSorted((a, b) => (a < b ? -1 : a > b ? 1 : 0));

function same(outcome: IntentOutcome, change: Partial<IntentOutcome>): boolean {
  return (Object.keys(change) as (keyof IntentOutcome)[]).every((key) => Object.is(outcome[key], change[key]));
}

/**
 * The rule of silence (DESIGN.md section 3): never sent may be concluded only when the terminal has been connected long
 * enough, history that covers the send was asked for after that time and showed nothing, nor did a snapshot taken after
 * it, and no program's journal says that it is under way.
 */
function silent(record: IntentRecord, atMs: UtcMs, facts: SilenceFacts): IntentStep {
  const { sentMs, historyFromMs, outcome } = record;
  if (outcome.state !== "unknown" || sentMs === null || historyFromMs === null) return stay(record);
  const proven =
    facts.elapsedMs >= facts.notSentAfterMs &&
    facts.connectedForMs >= facts.notSentAfterMs &&
    facts.askedMs - sentMs >= facts.notSentAfterMs &&
    facts.snapshotMs - sentMs >= facts.notSentAfterMs &&
    facts.coveredFromMs <= historyFromMs &&
    facts.programs.length > 0 &&
    facts.programs.every((status) => CLEARS.has(status));
  if (!proven) return stay(record);
  // The broker's own "no", which by its code alone might have hidden an execution.
  if (outcome.retcode !== null) return to(record, atMs, { state: "rejected" });
  return to(record, atMs, { state: "notSent", reason: facts.reason });
}

/** What a program may say of an intent that came to nothing. */
const CLEARS: ReadonlySet<string> = new Set(["absent", "unknown", "refused", "rejected", "ended"]);
