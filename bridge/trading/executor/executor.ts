import { FairleadError } from "#shared/contract/errors.ts";
import type { Frame } from "#shared/link/frame.ts";
import type { AccountId, UtcMs } from "#shared/market/brands.ts";
import type { IntentId, OrderIntent } from "#shared/trading/intent/intent.ts";
import type { BrokerEvidence, IntentEvent, IntentRecord, IntentStep } from "#shared/trading/intent/intent-record.ts";
import { isFinal } from "#shared/trading/intent/intent-state.ts";
import { newRecord, transition } from "#shared/trading/intent/transition.ts";
import type { AccountStates } from "../../ports/account-state.ts";
import type { Clock } from "../../ports/clock.ts";
import type { EventSink } from "../../ports/event-sink.ts";
import type { IntentDraft, IntentJournal, IntentTrace } from "../../ports/intent-journal.ts";
import type { TradeGateway } from "../../ports/trade-gateway.ts";
import type { BrokerClock } from "../broker-clock.ts";
import { intentIdOf, isIntentId } from "./intent-bytes.ts";
import { OpenIntents } from "./open-intents.ts";
import { programWord } from "./program-word.ts";
import { tradeCommand } from "./trade-command.ts";

/** Clocks of PC and server differ a little, and a server's goes back an hour each autumn: history is asked from this much before a send. */
const CLOCK_MARGIN_MS = 2 * 3_600_000;

export interface ExecutorPorts {
  readonly journal: IntentJournal;
  readonly gateway: TradeGateway;
  readonly states: Pick<AccountStates, "current">;
  readonly clock: Clock;
  readonly brokerClock: BrokerClock;
  readonly events: EventSink;
  /** A command without any word after this is in doubt. */
  readonly answerMs: number;
  /** Told at each step of an intent; the first, which permits the send, is on disk by then. */
  readonly changed: (record: IntentRecord) => void;
}

/**
 * Carries intents out. The journal's fsync stands between an intent and its send; whether to send is decided by the pure
 * `transition` alone, whose permission comes once in an intent's life. After that the executor only learns.
 */
export class Executor {
  readonly #ports: ExecutorPorts;
  readonly #open: OpenIntents;
  readonly #silence = new Map<IntentId, () => void>();
  /** Monotonic ms of each send of this run; an earlier run's count from the start of this one. */
  readonly #sentAt = new Map<IntentId, number>();
  readonly #beganMs: number;

  constructor(ports: ExecutorPorts) {
    this.#ports = ports;
    this.#open = new OpenIntents(ports.journal.open());
    this.#beganMs = ports.clock.monotonicMs();
    ports.gateway.listen({
      state: (account, _, frame) => this.#state(account, frame),
      ownerLost: (account) => this.#lost(account),
    });
  }

  /** What an earlier run left open is in doubt until the broker's side has answered. To be called once, before the link starts. */
  resume(): void {
    for (const { intent } of this.#open.all())
      this.apply(intent.id, { kind: "lost", atMs: this.#now(), why: "restarted" });
  }

  /** Not final, oldest first. */
  open(account?: AccountId): readonly IntentRecord[] {
    return this.#open.all(account);
  }

  /**
   * Journals the order and sends it. The same draft again only returns where it stands.
   * @returns the record as far as it has come; its end is told by `changed`.
   * @throws FairleadError BAD_REQUEST, INTENT_REUSED, or STORE_* when it cannot be written down: nothing was sent then.
   */
  place(draft: IntentDraft): IntentRecord {
    if (!isIntentId(draft.id)) throw new FairleadError("BAD_REQUEST", "The order's id is no UUID.", { field: "id" });
    const known = this.#open.get(draft.id);
    let permitted = false;
    const { record, fresh } = this.#ports.journal.begin(draft, (intent) => {
      const steps = this.#firstSteps(intent);
      permitted = steps.effects.some(({ kind }) => kind === "send");
      return steps;
    });
    if (!fresh) return known ?? record;
    this.#open.put(record);
    this.#ports.changed(record);
    return permitted ? this.#send(record) : record;
  }

  /** Lets something that was learnt take effect on an intent. Unknown ids are nobody's business here. */
  apply(id: IntentId, event: IntentEvent): IntentRecord | undefined {
    const before = this.#open.get(id) ?? this.#ports.journal.get(id);
    if (before === undefined) return undefined;
    const step = transition(before, event);
    if (step.record === before) return before;
    this.#keep(step, event);
    return step.record;
  }

  /** How long ago an open intent was sent, by a clock that never jumps. */
  elapsedMs(id: IntentId): number {
    return this.#ports.clock.monotonicMs() - (this.#sentAt.get(id) ?? this.#beganMs);
  }

  /** Broker evidence for whichever intent made this magic. */
  evidence(magic: bigint, of: (intent: OrderIntent) => BrokerEvidence | null): IntentRecord | undefined {
    const record = this.#open.byMagic(magic) ?? this.#ports.journal.byMagic(magic);
    const evidence = record && of(record.intent);
    if (record === undefined || !evidence) return record;
    return this.apply(record.intent.id, { kind: "broker", atMs: this.#now(), evidence });
  }

  #firstSteps(intent: OrderIntent): { record: IntentRecord; traces: IntentTrace[]; effects: IntentStep["effects"] } {
    const { gateway, brokerClock } = this.#ports;
    const born = newRecord(intent);
    const atMs = this.#now();
    const historyFromMs = brokerClock.atLeast(intent.account) - CLOCK_MARGIN_MS;
    const event: IntentEvent =
      gateway.owner(intent.account) === null
        ? { kind: "notHandedOver", atMs, reason: "linkDown" }
        : { kind: "handOver", atMs, historyFromMs };
    const { record, effects } = transition(born, event);
    return { record, effects, traces: [traceOf(born, { kind: "journalled", atMs }), traceOf(record, event)] };
  }

  /** The only place from which a command leaves. */
  #send(record: IntentRecord): IntentRecord {
    const { gateway, states, clock, answerMs } = this.#ports;
    const { intent } = record;
    const { id, account, request } = intent;
    this.#sentAt.set(id, clock.monotonicMs());
    this.#silence.set(
      id,
      clock.after(answerMs, () => void this.apply(id, { kind: "lost", atMs: this.#now(), why: "silence" })),
    );
    try {
      const held =
        request.action === "stops"
          ? states.current(account)?.positions.is.find(({ identifier }) => identifier === request.position)
          : undefined;
      gateway.command(account, tradeCommand(intent, held, this.#closesFor(intent)));
    } catch (fault) {
      const unsent = fault instanceof FairleadError && (fault.code === "LINK_DOWN" || fault.code === "BAD_REQUEST");
      if (unsent) {
        const reason = fault.code === "LINK_DOWN" ? "linkDown" : "unsendable";
        return this.apply(id, { kind: "notHandedOver", atMs: this.#now(), reason }) ?? record;
      }
      this.#report(
        "ORDER_SEND_FAULT",
        "The link failed while an order was handed over; what became of it is being found out.",
        record,
        fault,
      );
      return this.apply(id, { kind: "lost", atMs: this.#now(), why: "linkLost" }) ?? record;
    }
    return this.#open.get(id) ?? record;
  }

  /** Magic of the order whose lots an intent closes; 0 where it closes nobody's in particular, or the ledger cannot tell. */
  #closesFor({ source, request }: OrderIntent): bigint {
    if (request.action !== "close" || source.kind === "ticket") return 0n;
    const opened = source.kind === "session" ? source.opened : source.duty;
    if (opened === undefined) return 0n;
    try {
      return this.#ports.journal.get(opened)?.intent.magic ?? 0n;
    } catch {
      // A close must leave; MT5's own duty then takes this order's lots for open until its position shows less.
      return 0n;
    }
  }

  #keep({ record, effects }: IntentStep, event: IntentEvent): void {
    const { id } = record.intent;
    // What has happened has happened, whether or not it could be written down: the broker's side tells it again after a restart.
    this.#open.put(record);
    if (record.outcome.state !== "sent") this.#calm(id);
    if (isFinal(record.outcome.state)) this.#sentAt.delete(id);
    for (const effect of effects) {
      if (effect.kind === "alarm") this.#report(effect.code, effect.words, record);
    }
    // Told before it is written: after a crash in between the broker's side tells it once more, and nobody waits for a disk.
    this.#ports.changed(record);
    try {
      this.#ports.journal.advance(record, [traceOf(record, event)]);
    } catch (fault) {
      this.#report(
        "INTENT_UNWRITTEN",
        "What became of an order could not be written down; it is asked for again at the next start. Check the disk.",
        record,
        fault,
      );
    }
  }

  #calm(id: IntentId): void {
    this.#silence.get(id)?.();
    this.#silence.delete(id);
  }

  #state(account: AccountId, { fields }: Frame<"TradeState">): void {
    const id = intentIdOf(fields.intent);
    const record = this.#open.get(id) ?? this.#ports.journal.get(id);
    // A program's journal may hold orders of another installation; those are not ours to answer.
    if (record === undefined || record.intent.account !== account || record.intent.magic !== fields.magic) return;
    const word = programWord(fields);
    if (word !== null) this.apply(id, { kind: "program", atMs: this.#now(), word });
  }

  #lost(account: AccountId): void {
    for (const { intent } of this.#open.all(account))
      this.apply(intent.id, { kind: "lost", atMs: this.#now(), why: "linkLost" });
  }

  #now(): UtcMs {
    return this.#ports.clock.utcMs();
  }

  #report(code: string, message: string, { intent }: IntentRecord, fault?: unknown): void {
    const details = { account: intent.account, intent: intent.id, symbol: intent.request.symbol };
    const why = fault === undefined ? {} : { why: fault instanceof Error ? fault.message : "no reason given" };
    this.#ports.events.report({ severity: "error", code, message, details: { ...details, ...why } });
  }
}

function traceOf(record: IntentRecord, event: IntentEvent | { kind: "journalled"; atMs: UtcMs }): IntentTrace {
  const { kind, atMs, ...facts } = event;
  const { outcome } = record;
  return {
    atMs,
    event: kind,
    state: outcome.state,
    facts: { ...facts, ...(isFinal(outcome.state) ? { outcome } : {}) },
  };
}
