import type { Lots, Ticket, UtcMs } from "../../market/brands.ts";
import { hasOwnOrder } from "./evidence.ts";
import type { IntentRecord, IntentStep, ProgramWord } from "./intent-record.ts";
import { type IntentOutcome, type IntentState, isFinal } from "./intent-state.ts";
import { isCertainRefusal, retcodeReason } from "./retcodes.ts";

/**
 * What a program's journal says of an intent. Its words may be repeated, late or out of order: a lower one never takes
 * back a higher one.
 */
export function programStep(record: IntentRecord, atMs: UtcMs, word: ProgramWord): IntentStep {
  const { outcome } = record;
  if (outcome.state === "journalled") return stay(record);
  if (isFinal(outcome.state)) return afterTheEnd(record, atMs, word);
  switch (word.status) {
    case "absent":
    case "sending":
      return stay(record);
    case "refused":
      // Another order under this id ran into the program's journal: it says nothing of the one that was sent first.
      if (word.refusal === "reusedIntent" || !inDoubt(outcome.state)) return stay(record);
      return to(record, atMs, { state: "refused", reason: word.refusal ?? "refused", retcode: word.retcode });
    case "unknown":
      return inDoubt(outcome.state) || (outcome.state === "accepted" && outcome.order === null)
        ? changed(record, atMs, { state: "unknown", reason: outcome.reason ?? "programUnsure" })
        : stay(record);
    case "accepted":
      return accepted(record, atMs, word);
    case "partial":
      return changed(record, atMs, { ...facts(outcome, word), state: "partial", reason: null });
    case "done":
      return to(record, atMs, { ...facts(outcome, word), state: "done", reason: null, retcode: word.retcode });
    case "rejected":
      return rejected(record, atMs, word);
    case "ended":
      return to(record, atMs, { ...facts(outcome, word), state: "ended", reason: reasonOf(word) ?? "orderEnded" });
  }
}

const stay = (record: IntentRecord): IntentStep => ({ record, effects: [] });
const inDoubt = (state: IntentState): boolean => state === "sent" || state === "unknown";
const reasonOf = ({ retcode }: ProgramWord): string | null => (retcode === null ? null : retcodeReason(retcode));

const to = (record: IntentRecord, atMs: UtcMs, change: Partial<IntentOutcome>): IntentStep => ({
  record: { ...record, outcome: { ...record.outcome, ...change, changedMs: atMs } },
  effects: [],
});

/** As `to`, but a word that tells nothing new leaves no trace. */
function changed(record: IntentRecord, atMs: UtcMs, change: Partial<IntentOutcome>): IntentStep {
  const keys = Object.keys(change) as (keyof IntentOutcome)[];
  const news = keys.some((key) => !Object.is(record.outcome[key], change[key]));
  return news ? to(record, atMs, change) : stay(record);
}

/** The tickets, lots and price of a word over what is known. */
function facts(outcome: IntentOutcome, word: ProgramWord): Partial<IntentOutcome> {
  const deals: readonly Ticket[] =
    word.deal === null || outcome.deals.includes(word.deal) ? outcome.deals : [...outcome.deals, word.deal];
  return {
    order: word.order ?? outcome.order,
    deals,
    position: word.position ?? outcome.position,
    lots: Math.max(outcome.lots, word.lots) as Lots,
    price: word.price ?? outcome.price,
  };
}

function accepted(record: IntentRecord, atMs: UtcMs, word: ProgramWord): IntentStep {
  const { outcome } = record;
  if (outcome.state === "partial") return stay(record);
  // Once in doubt, the terminal's word alone is not enough: only a ticket was given by the broker.
  if (outcome.state === "unknown" && word.order === null) return stay(record);
  return changed(record, atMs, { ...facts(outcome, word), state: "accepted", reason: null });
}

function rejected(record: IntentRecord, atMs: UtcMs, word: ProgramWord): IntentStep {
  const { outcome } = record;
  const retcode = word.retcode ?? 0;
  const reason = retcodeReason(retcode) ?? "rejected";
  // The rest of a partly executed order was turned down: what was executed stays.
  if (outcome.lots > 0) return to(record, atMs, { state: "ended", reason, retcode: word.retcode });
  if (isCertainRefusal(retcode)) return to(record, atMs, { state: "rejected", reason, retcode });
  return changed(record, atMs, { state: "unknown", reason, retcode: retcode === 0 ? null : retcode });
}

/** Only completes what is known; the state is the end. An execution after `notSent` or `refused` is adopted, with an alarm. */
function afterTheEnd(record: IntentRecord, atMs: UtcMs, word: ProgramWord): IntentStep {
  const { outcome } = record;
  const alive = word.status === "done" || word.status === "partial" || (word.status === "ended" && word.lots > 0);
  const resting = word.status === "accepted" && word.order !== null;
  if (!alive && !resting) return stay(record);
  if (outcome.state === "notSent" || outcome.state === "refused") {
    const words = `An order that was taken for ${outcome.state === "refused" ? "refused" : "not sent"} is at the broker after all (${word.status}).`;
    const state = word.status;
    const { record: adopted } = to(record, atMs, { ...facts(outcome, word), state, reason: null, adopted: true });
    // A change that came about late is in every snapshot; only an order that was ruled out is a danger.
    return {
      record: adopted,
      effects: hasOwnOrder(record.intent) ? [{ kind: "alarm", code: "LATE_FILL", words }] : [],
    };
  }
  if (outcome.state === "rejected") {
    if (!alive || (word.lots <= outcome.lots && word.deal === null)) return stay(record);
    const step = changed(record, atMs, facts(outcome, word));
    if (step.record === record) return step;
    const words = "MT5 reports an execution of an order that the broker had rejected.";
    return { ...step, effects: [{ kind: "alarm", code: "OUTCOME_CONTRADICTED", words }] };
  }
  return alive ? changed(record, atMs, facts(outcome, word)) : stay(record);
}
