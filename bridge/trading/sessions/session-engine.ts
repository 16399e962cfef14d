import { eventNotice } from "#bridge/ports/event-notice.ts";
import { FairleadError } from "#shared/contract/errors.ts";
import type { AccountId } from "#shared/market/brands.ts";
import type { BrokerDeal } from "#shared/trading/deals/deal.ts";
import { FIRST_STEP } from "#shared/trading/gale/gale-state.ts";
import type { SessionId } from "#shared/trading/intent/intent.ts";
import type { IntentRecord } from "#shared/trading/intent/intent-record.ts";
import {
  type ConfigProblem,
  configProblems,
  LOTS_TOO_LARGE,
  type SessionConfig,
} from "#shared/trading/session/config.ts";
import { riskierEdits } from "#shared/trading/session/edit.ts";
import { EMPTY_TALLY, type SessionState, type SessionTrade } from "#shared/trading/session/session-state.ts";
import type { SignalTaker } from "../signals/signal-desk.ts";
import type { SessionAccount, SessionParts } from "./session-parts.ts";
import { SessionRun } from "./session-run.ts";

/** Words for the fields at fault; the window names each by its code. */
const invalid = (problems: readonly ConfigProblem[]): FairleadError => {
  const named = problems.map(({ field, code }) => `${field}: ${code}`).join("; ");
  return new FairleadError("SESSION_INVALID", `The session cannot be as it is (${named}). Nothing was changed.`, {
    problems: named.slice(0, 500),
  });
};

/**
 * All sessions of all accounts. Each is told of what concerns it, one after another and without waiting, and a fault in
 * one is reported and stays there: it never delays or stops another.
 */
export class SessionEngine {
  readonly #parts: SessionParts;
  readonly #runs = new Map<SessionId, SessionRun>();

  constructor(parts: SessionParts) {
    this.#parts = parts;
  }

  /** Takes up what an earlier run left, paused. To be called once, after the executor has resumed. */
  resume(): void {
    for (const state of this.#parts.store.all()) {
      const run = new SessionRun(this.#parts, state);
      this.#runs.set(run.id, run);
    }
    this.#each(
      () => true,
      (run) => run.recover(),
    );
  }

  states(): readonly SessionState[] {
    return [...this.#runs.values()].map(({ state }) => state);
  }

  takers(): readonly SignalTaker[] {
    return [...this.#runs.values()].map((run) => ({
      id: run.id,
      take: (signal) => {
        try {
          return run.take(signal);
        } catch (fault) {
          this.#fault(run, fault);
          return { session: run.id, state: "failed", reason: "INTERNAL" };
        }
      },
    }));
  }

  /** @throws FairleadError SESSION_INVALID, ACCOUNT_NOT_FOUND, STORE_*. The same id and content again returns what is there. */
  create(id: SessionId, config: SessionConfig): SessionState {
    const known = this.#runs.get(id)?.state;
    if (known !== undefined) {
      if (JSON.stringify(known.config) === JSON.stringify(config)) return known;
      throw new FairleadError("SESSION_STATE", "A session with this id exists already.");
    }
    const problems = configProblems(config);
    if (problems.length > 0) throw invalid(problems);
    const state: SessionState = {
      id,
      config,
      currencyDigits: this.#account(config).digits,
      phase: { name: "draft" },
      startedMs: null,
      endedMs: null,
      gale: FIRST_STEP,
      live: [],
      tally: EMPTY_TALLY,
      floating: 0,
    };
    const atMs = this.#parts.clock.utcMs();
    const kept = this.#parts.store.save({ state, trades: [], events: [{ code: "CREATED", atMs, details: {} }] });
    this.#runs.set(id, new SessionRun(this.#parts, state));
    this.#parts.changed(state, kept);
    return state;
  }

  /** A draft changes freely; later a change may only reduce risk. @throws FairleadError SESSION_INVALID, SESSION_STATE, ACCOUNT_NOT_FOUND, NOT_FOUND. */
  edit(id: SessionId, config: SessionConfig): SessionState {
    const run = this.#run(id);
    const { phase, config: was } = run.state;
    if (phase.name === "stopped" || phase.name === "stopping") throw stateError(run, "edited");
    const problems = [...configProblems(config), ...(phase.name === "draft" ? [] : riskierEdits(was, config))];
    if (problems.length > 0) throw invalid(problems);
    const isDraft = phase.name === "draft";
    run.edit(config, isDraft ? this.#account(config).digits : run.state.currencyDigits);
    return run.state;
  }

  /** Arms a draft, or takes up a paused session. @throws FairleadError SESSION_INVALID, SESSION_STATE, ACCOUNT_NOT_FOUND, NOT_FOUND, LEDGER_UNWRITABLE. */
  start(id: SessionId): SessionState {
    const run = this.#run(id);
    const { phase, config } = run.state;
    if (phase.name !== "draft" && phase.name !== "paused") throw stateError(run, "started");
    const problems = this.#armingProblems(id, config, this.#account(config));
    if (problems.length > 0) throw invalid(problems);
    run.arm();
    return run.state;
  }

  /** @throws FairleadError SESSION_STATE, NOT_FOUND. */
  pause(id: SessionId): SessionState {
    const run = this.#run(id);
    const { name } = run.state.phase;
    if (name !== "running" && name !== "armed") throw stateError(run, "paused");
    run.pause("user");
    return run.state;
  }

  /** @throws FairleadError SESSION_STATE, NOT_FOUND. */
  stop(id: SessionId): SessionState {
    const run = this.#run(id);
    if (run.state.phase.name === "stopped") throw stateError(run, "stopped");
    run.stop("user");
    return run.state;
  }

  /** @throws FairleadError SESSION_STATE for one that is at work, NOT_FOUND. */
  remove(id: SessionId): SessionState {
    const run = this.#run(id);
    const { name } = run.state.phase;
    if (name !== "draft" && name !== "stopped") throw stateError(run, "removed");
    this.#parts.store.remove(id, this.#parts.clock.utcMs());
    this.#runs.delete(id);
    return run.state;
  }

  /** @throws FairleadError NOT_FOUND. */
  trades(id: SessionId): readonly SessionTrade[] {
    return this.#parts.store.trades(this.#run(id).id);
  }

  intent(record: IntentRecord): void {
    const { source } = record.intent;
    if (source.kind !== "session") return;
    if (!this.#runs.has(source.session)) this.#takeBack(source.session, record);
    this.#each(
      ({ id }) => id === source.session,
      (run) => run.intent(record),
    );
  }

  /** @param revised the broker has changed a deal that it told before. */
  deal(account: AccountId, deal: BrokerDeal, revised = false): void {
    this.#each(
      ({ state }) => state.config.account === account,
      (run) => run.deal(deal, revised),
    );
  }

  /** A fill that had been ruled out, of a session that was removed meanwhile: its trade belongs to nobody else. */
  #takeBack(id: SessionId, { intent, outcome }: IntentRecord): void {
    const { store, events } = this.#parts;
    if (outcome.lots <= 0 || intent.request.action !== "open") return;
    if (store.trades(id).find(({ intent: entry }) => entry === intent.id)?.state !== "failed") return;
    const state = store.get(id);
    if (state === undefined) return;
    this.#runs.set(id, new SessionRun(this.#parts, state));
    const told = { session: id, name: state.config.name, symbol: intent.request.symbol };
    events.report(eventNotice("error", "SESSION_TAKEN_BACK", told));
  }

  /** A new quote, on the hot path: sessions without an open trade in it do nothing. */
  quote(account: AccountId, symbol: string): void {
    for (const run of this.#runs.values()) {
      if (run.state.live.length > 0 && run.state.config.account === account)
        this.#guarded(run, () => run.quote(symbol));
    }
  }

  /** The kill switch of an account. `rule` names the account's rule that pulled it, if one did. */
  latched(account: AccountId, verb: "stopAutomation" | "flattenAll", rule: string | null): void {
    this.#each(
      ({ state }) => state.config.account === account && state.phase.name !== "draft",
      (run) => {
        if (verb === "stopAutomation") run.pause("automationStopped");
        else if (rule === null) run.stop("flattenAll");
        else run.stop("accountRule", rule);
      },
    );
  }

  second(): void {
    this.#each(
      () => true,
      (run) => run.second(),
    );
  }

  /** What the account itself forbids; `config` alone was found sound before. */
  #armingProblems(id: SessionId, config: SessionConfig, account: SessionAccount): readonly ConfigProblem[] {
    const problems: ConfigProblem[] = [];
    const must = (good: boolean, field: string, code: string): void => {
      if (!good) problems.push({ field, code });
    };
    must((config.mode === "live") === (account.nature === "live"), "mode", "MODE_DOES_NOT_FIT_ACCOUNT");
    const { amount } = config;
    const most = config.symbols.map((symbol) => this.#parts.market.terms(config.account, symbol)?.spec.volumeMax ?? 0);
    if (amount.by === "lots" && most.some((lots) => lots > 0 && amount.lots > lots)) problems.push(LOTS_TOO_LARGE);
    if (!account.netting) return problems;
    must(config.maxConcurrent === 1, "maxConcurrent", "NETTING_HAS_ONE_POSITION");
    const taken = this.states().some(
      ({ id: other, config: theirs, phase }) =>
        other !== id &&
        theirs.account === config.account &&
        phase.name !== "draft" &&
        phase.name !== "stopped" &&
        theirs.symbols.some((symbol) => config.symbols.includes(symbol)),
    );
    must(!taken, "symbols", "SYMBOL_HAS_A_SESSION");
    return problems;
  }

  #account(config: SessionConfig): SessionAccount {
    const account = this.#parts.market.account(config.account);
    if (account === null) throw new FairleadError("ACCOUNT_NOT_FOUND");
    return account;
  }

  #run(id: SessionId): SessionRun {
    const run = this.#runs.get(id);
    if (run === undefined) throw new FairleadError("NOT_FOUND", "There is no such session.");
    return run;
  }

  #each(of: (run: SessionRun) => boolean, act: (run: SessionRun) => void): void {
    for (const run of this.#runs.values()) if (of(run)) this.#guarded(run, () => act(run));
  }

  #guarded(run: SessionRun, act: () => void): void {
    try {
      act();
    } catch (fault) {
      this.#fault(run, fault);
    }
  }

  #fault(run: SessionRun, fault: unknown): void {
    this.#parts.events.report({
      severity: "error",
      code: "SESSION_FAULT",
      message: `Session "${run.state.config.name}" met a fault and could not act; its trades keep their stops at the broker. Stop it and look at the log.`,
      details: { session: run.id, fault: fault instanceof Error ? fault.message : String(fault) },
    });
  }
}

const stateError = (run: SessionRun, verb: string): FairleadError =>
  new FairleadError("SESSION_STATE", `A session that is ${run.state.phase.name} cannot be ${verb}.`, {
    phase: run.state.phase.name,
  });
