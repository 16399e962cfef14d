import type { BackfillPlan, BackfillStore } from "#bridge/ports/backfill-store.ts";
import type { Clock } from "#bridge/ports/clock.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { AccountId, InstrumentId } from "#shared/market/brands.ts";
import { emptyTickColumns, type TickColumns } from "#shared/market/tick.ts";
import type { HistoryAnswer } from "../history-desk.ts";
import { wordsOf } from "../until-done.ts";
import { DayFetch } from "./day-fetch.ts";

const DAY_MS = 86_400_000;
/** So many days without a tick, weekends and holidays counted: the broker has nothing older. */
const EMPTY_DAYS = 21;
/** Tries of a day before it is put on record as a gap and the next older one is asked for. */
const MOST_TRIES = 5;
const AGAIN_FIRST_MS = 2_000;
const AGAIN_MOST_MS = 60_000;

/** An instrument's broker, as far as it can be asked. */
export interface PastOf {
  readonly account: AccountId;
  readonly stream: number;
  /** Asks the broker's history; undefined while no terminal of the account is connected. */
  readonly ask: ((fromMs: number, toMs: number, into: TickColumns) => Promise<HistoryAnswer<TickColumns>>) | undefined;
}

/** Why a backfill does not go on. */
export type BackfillWhy = "none" | "terminal" | "service" | "refused" | "older" | "store";

/** A backfill as it is shown. */
export interface BackfillProgress extends BackfillPlan {
  /** It is this one's turn at its terminal. */
  readonly running: boolean;
  readonly why: BackfillWhy;
  /** How far the day that is being fetched has come, ms of broker time; 0 while none is. */
  readonly doneMs: number;
}

export interface BackfillPorts {
  readonly store: BackfillStore;
  readonly past: (instrument: InstrumentId) => PastOf | undefined;
  readonly clock: Clock;
  /** Most ticks a second and terminal. */
  readonly rate: () => number;
  readonly changed: (progress: BackfillProgress) => void;
  readonly gone: (instrument: InstrumentId) => void;
  readonly trouble: (instrument: InstrumentId, why: string) => void;
}

interface Entry {
  plan: BackfillPlan;
  why: BackfillWhy;
  running: boolean;
  doneMs: number;
  tries: number;
  notBeforeMs: number;
  emptyFromMs: number;
  removed: boolean;
}

/**
 * Fetches the past of instruments, day by day, the newest first: one request at a time and terminal, terminals side by
 * side. What it has fetched is stored whole days at a time, so that a pause, a crash or a lost link costs one day at most.
 */
export class BackfillDesk {
  readonly #ports: BackfillPorts;
  readonly #entries = new Map<InstrumentId, Entry>();
  readonly #runners = new Map<AccountId, Promise<void>>();
  readonly #wakes = new Set<() => void>();
  #stopped = false;

  constructor(ports: BackfillPorts) {
    this.#ports = ports;
  }

  /** Takes up what was planned before. */
  async start(): Promise<void> {
    for (const plan of await this.#ports.store.backfills()) this.#put(plan);
    this.look();
  }

  /** Ends without waiting for an answer; the day that was under way is begun anew at the next start. */
  async stop(): Promise<void> {
    this.#stopped = true;
    this.#wake();
    await Promise.all(this.#runners.values());
  }

  all(): readonly BackfillProgress[] {
    return [...this.#entries.values()].map(shown);
  }

  /** Plans an instrument's past from `fromMs` on. @throws FairleadError INSTRUMENT_NOT_FOUND, STORE_FULL, STORE_UNAVAILABLE. */
  async plan(instrument: InstrumentId, fromMs: number, nowMs: number): Promise<void> {
    const past = this.#ports.past(instrument);
    if (past === undefined) throw new FairleadError("INSTRUMENT_NOT_FOUND", undefined, { instrumentId: instrument });
    this.#put(await this.#ports.store.planBackfill(past.stream, fromMs, nowMs));
    this.look();
  }

  /** @throws FairleadError NOT_FOUND, STORE_FULL, STORE_UNAVAILABLE. */
  async pause(instrument: InstrumentId, paused: boolean): Promise<void> {
    const entry = this.#must(instrument);
    if (entry.plan.state !== (paused ? "open" : "paused")) return;
    const state = paused ? "paused" : "open";
    await this.#ports.store.setBackfill(entry.plan.stream, state);
    entry.plan = { ...entry.plan, state };
    entry.notBeforeMs = 0;
    entry.tries = 0;
    this.#tell(entry);
    this.look();
  }

  /** Ends a backfill; what it has fetched stays. @throws FairleadError NOT_FOUND, STORE_FULL, STORE_UNAVAILABLE. */
  async cancel(instrument: InstrumentId): Promise<void> {
    const entry = this.#must(instrument);
    await this.#ports.store.dropBackfill(entry.plan.stream);
    entry.removed = true;
    this.#entries.delete(instrument);
    this.#ports.gone(instrument);
  }

  /** A terminal has come or gone, or something else that a backfill may wait for has changed. */
  look(): void {
    if (this.#stopped) return;
    this.#wake();
    for (const [instrument, entry] of this.#entries) {
      if (entry.plan.state !== "open") continue;
      const past = this.#ports.past(instrument);
      if (past?.ask === undefined) this.#because(entry, "terminal");
      else if (!this.#runners.has(past.account)) {
        const { account } = past;
        this.#runners.set(
          account,
          this.#run(account).finally(() => this.#runners.delete(account)),
        );
      }
    }
  }

  #put(plan: BackfillPlan): void {
    const known = this.#entries.get(plan.instrument as InstrumentId);
    const entry: Entry = known ?? {
      plan,
      why: "none",
      running: false,
      doneMs: 0,
      tries: 0,
      notBeforeMs: 0,
      emptyFromMs: 0,
      removed: false,
    };
    entry.plan = plan;
    entry.why = plan.state === "older" ? "older" : "none";
    this.#entries.set(plan.instrument as InstrumentId, entry);
    this.#tell(entry);
  }

  #must(instrument: InstrumentId): Entry {
    const entry = this.#entries.get(instrument);
    if (entry === undefined) throw new FairleadError("NOT_FOUND", undefined, { instrumentId: instrument });
    return entry;
  }

  /** An account's turns, until nothing of it can go on. */
  async #run(account: AccountId): Promise<void> {
    while (!this.#stopped) {
      const open = [...this.#entries.values()].filter((entry) => this.#canRun(account, entry));
      const now = this.#ports.clock.monotonicMs();
      const ready = open.filter(({ notBeforeMs }) => notBeforeMs <= now);
      // All go back evenly: the one that has reached back least is next.
      const next = ready.toSorted((a, b) => b.plan.reachedMs - a.plan.reachedMs)[0];
      if (next !== undefined) {
        await this.#day(next);
        continue;
      }
      if (open.length === 0) return;
      await this.#woken(Math.min(...open.map(({ notBeforeMs }) => notBeforeMs)) - now);
    }
  }

  /** An answer, or that nobody waits for it any more. (A race would keep every answer until the last one.) */
  #answered(ask: () => Promise<HistoryAnswer<TickColumns>>): Promise<HistoryAnswer<TickColumns>> {
    return new Promise((resolve, reject) => {
      const over = (): void => {
        if (this.#stopped) resolve({ status: "cancelled", error: 0, data: emptyTickColumns(0) });
      };
      // Stopped while the last answer was being stored: nobody would wake this one.
      if (this.#stopped) return over();
      this.#wakes.add(over);
      ask()
        .then(resolve, reject)
        .finally(() => this.#wakes.delete(over));
    });
  }

  #woken(ms: number): Promise<void> {
    return new Promise((resume) => {
      const over = (): void => {
        cancel();
        this.#wakes.delete(over);
        resume();
      };
      const cancel = this.#ports.clock.after(ms, over);
      this.#wakes.add(over);
    });
  }

  #wake(): void {
    for (const wake of this.#wakes) wake();
  }

  #canRun(account: AccountId, { plan }: Entry): boolean {
    if (plan.state !== "open") return false;
    const past = this.#ports.past(plan.instrument as InstrumentId);
    return past?.account === account && past.ask !== undefined;
  }

  async #day(entry: Entry): Promise<void> {
    const { store, clock, rate, past, trouble } = this.#ports;
    const { plan } = entry;
    const instrument = plan.instrument as InstrumentId;
    const ask = past(instrument)?.ask;
    if (ask === undefined) return;
    const toMs = plan.reachedMs;
    const fromMs = Math.max(plan.fromMs, Math.floor((toMs - 1) / DAY_MS) * DAY_MS);
    entry.running = true;
    entry.why = "none";
    this.#tell(entry);
    try {
      const outcome = await new DayFetch({
        store,
        clock,
        ask: (...span) => this.#answered(() => ask(...span)),
        rate,
        wanted: () => !this.#stopped && !entry.removed && entry.plan.state === "open",
        came: (_, atMs) => {
          entry.doneMs = atMs - fromMs;
          this.#tell(entry);
        },
      }).fetch(plan, fromMs, toMs);
      if (outcome.kind === "stored") await this.#stored(entry, fromMs, toMs, outcome.ticks);
      else if (outcome.kind === "refused") await this.#refused(entry, fromMs, toMs, outcome);
    } catch (error) {
      trouble(instrument, wordsOf(error));
      this.#later(entry, "store");
    } finally {
      entry.running = false;
      entry.doneMs = 0;
      if (!entry.removed) this.#tell(entry);
    }
  }

  async #stored(entry: Entry, fromMs: number, toMs: number, ticks: number): Promise<void> {
    entry.tries = 0;
    const { plan } = entry;
    const done = fromMs <= plan.fromMs;
    const state = plan.state === "open" && done ? "done" : plan.state;
    entry.plan = { ...plan, reachedMs: fromMs, ticks: plan.ticks + ticks, state };
    if (ticks > 0) entry.emptyFromMs = 0;
    else entry.emptyFromMs ||= toMs;
    if (done || entry.emptyFromMs - fromMs < EMPTY_DAYS * DAY_MS) return;
    await this.#ports.store.setBackfill(plan.stream, "older");
    entry.plan = { ...entry.plan, state: "older" };
    this.#because(entry, "older");
  }

  async #refused(
    entry: Entry,
    fromMs: number,
    toMs: number,
    { status, error }: { readonly status: string; readonly error: number },
  ): Promise<void> {
    entry.tries += 1;
    this.#later(entry, status === "serviceNeeded" ? "service" : "refused");
    // A service that is not there yet is waited for, however long.
    if (status === "serviceNeeded" || entry.tries < MOST_TRIES) return;
    const { store } = this.#ports;
    const { stream } = entry.plan;
    const detail = `MT5's history answered ${status} (error ${error}) ${entry.tries} times`;
    await store.recordGap({ stream, fromMs, toMs, reason: "HISTORY_MISSING", detail });
    await store.adoptHistory(undefined, stream, fromMs);
    await this.#stored(entry, fromMs, toMs, 0);
  }

  #later(entry: Entry, why: BackfillWhy): void {
    const waitMs = Math.min(AGAIN_FIRST_MS * 2 ** Math.max(0, entry.tries - 1), AGAIN_MOST_MS);
    entry.notBeforeMs = this.#ports.clock.monotonicMs() + waitMs;
    this.#because(entry, why);
  }

  #because(entry: Entry, why: BackfillWhy): void {
    if (entry.why === why) return;
    entry.why = why;
    if (!entry.removed) this.#tell(entry);
  }

  #tell(entry: Entry): void {
    this.#ports.changed(shown(entry));
  }
}

const shown = ({ plan, why, running, doneMs }: Entry): BackfillProgress => ({ ...plan, why, running, doneMs });
